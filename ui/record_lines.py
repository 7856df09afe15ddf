"""The record list's lines, and which of them a clerk means by what is typed. No Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.clock import JAPAN
from models.reception import ReceptionSummary, Step
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
        return f"途中: {step_name(self.summary.step)}" if self.unfinished else "完了"

    @cached_property
    def below(self) -> str:
        """`20261124-0003　転入（国内から）　11月24日 13:40 保存`."""
        from ui.pages.household_words import EVENTS

        event = next((word for key, word in EVENTS.items() if key == self.summary.event), "")
        saved = self.summary.saved_at.astimezone(JAPAN)
        return f"{self.summary.number}　{event}　{saved.month}月{saved.day}日 {saved:%H:%M} 保存"

    @cached_property
    def key(self) -> str:
        """What is searched: folded here alone, for the name itself is never normalised."""
        saved = self.summary.saved_at.astimezone(JAPAN)
        dates = f"{saved:%Y-%m-%d} {saved:%Y/%m/%d} {saved.month}/{saved.day}"
        return _folded(f"{self.name} {self.state} {self.below} {dates}")


def in_order(summaries: Sequence[ReceptionSummary]) -> list[RecordLine]:
    """Unfinished ones first, each group newest first."""
    newest_first = sorted(summaries, key=lambda one: one.saved_at, reverse=True)
    return sorted(map(RecordLine, newest_first), key=lambda line: not line.unfinished)


def matching(lines: Sequence[RecordLine], typed: str) -> list[RecordLine]:
    """The lines that have every word of what was typed: of the name, number, date, kind or state."""
    words = [_folded(word) for word in typed.split()]
    return [line for line in lines if all(word in line.key for word in words)]


def _folded(text: str) -> str:
    """Width, case and the space inside a name do not matter."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
