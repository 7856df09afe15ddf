"""The record list's lines. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.clock import JAPAN
from models.reception import ReceptionSummary, Step
from ui.record_words import STATES, UNFINISHED, event_name
from ui.widgets.stepper import step_name

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class RecordLine:
    """One reception as the list shows it."""

    summary: ReceptionSummary

    @property
    def id(self) -> UUID:
        return self.summary.id

    @property
    def unfinished(self) -> bool:
        return self.summary.step is not Step.DONE

    @property
    def name(self) -> str:
        return self.summary.name or "（氏名未入力）"

    @property
    def state(self) -> str:
        return f"{UNFINISHED}: {step_name(self.summary.step)}" if self.unfinished else STATES[self.summary.state]

    @cached_property
    def below(self) -> str:
        """`20261124-0003　転入（国内から）　11月24日 13:40 保存`."""
        event = event_name(self.summary.event)
        saved = self.summary.saved_at.astimezone(JAPAN)
        told = f"{self.summary.number}　{event}　{saved.month}月{saved.day}日 {saved:%H:%M} 保存"
        return f"{told}　→ {self.summary.section}" if self.summary.section else told


def in_order(summaries: Sequence[ReceptionSummary]) -> list[RecordLine]:
    """Unfinished ones first, each group newest first."""
    newest_first = sorted(summaries, key=lambda one: one.saved_at, reverse=True)
    return sorted(map(RecordLine, newest_first), key=lambda line: not line.unfinished)
