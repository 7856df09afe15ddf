"""復元: look through the backup, see what would be lost, do it, and hear how long it took."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QRadioButton, QStackedWidget, QWidget

from app.clock import JAPAN
from ui.access.entries import entry
from ui.widgets.basics import Banner, bare, label
from ui.widgets.dialog import Dialog
from ui.words import words

if TYPE_CHECKING:
    from pathlib import Path

    from app.journeys.keeping import Keeper
    from app.storage.backup import Restored
    from app.storage.backup_file import Contents
    from app.storage.rehearsal import Loss, Rehearsed
    from ui.lanes import Lane


class RestoreDialog(Dialog):
    """Three steps in one window; `restored` tells that the store is another one now. `rehearsal`: the trial alone."""

    restored = Signal()
    rehearsed = Signal(object)

    def __init__(
        self, lane: Lane, keeper: Keeper, file: Path, parent: QWidget | None = None, *, rehearsal: bool = False
    ) -> None:
        super().__init__("復元の練習" if rehearsal else "バックアップから復元", "確かめる", parent)
        self._lane, self._keeper, self._file, self._rehearsal = lane, keeper, file, rehearsal
        self.banner = Banner()
        if file.name:
            self.column.addWidget(label(file.name, "heading", wrap=True))
        self.column.addWidget(self.banner)
        self.steps = QStackedWidget()
        for step in (self._which_key(), self._what_is_lost(), self._done()):
            self.steps.addWidget(step)
        self.column.addWidget(self.steps)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._go)
        self.finish()

    # -- the steps -------------------------------------------------------------------------------------------------

    def _which_key(self) -> QWidget:
        inside, column = bare()
        column.addWidget(label("1／3　どの鍵で開きますか", "item"))
        self.own = QRadioButton("この端末の鍵（ふだんはこちら）")
        self.paper = QRadioButton("金庫の回復用紙（端末を替えた、鍵を失ったとき）")
        for one in (self.own, self.paper):
            one.setAccessibleName(one.text())
            column.addWidget(one)
        self.own.setChecked(True)
        self.letters = entry(column, "回復用紙の13の枠の文字（コードの読み取りでも入ります）")
        self.letters.setEnabled(False)
        self.paper.toggled.connect(self.letters.setEnabled)
        return inside

    def _what_is_lost(self) -> QWidget:
        inside, column = bare()
        column.addWidget(label("2／3　復元すると、こうなります", "item"))
        self.contents, self.lost = label("", wrap=True), label("", wrap=True)
        self.agreed = QCheckBox("今の記録を別に残して、このバックアップに置き換えます")
        self.agreed.setAccessibleName(self.agreed.text())
        self.agreed.toggled.connect(self.yes.setEnabled)
        for one in (self.contents, self.lost, self.agreed):
            column.addWidget(one)
        return inside

    def _done(self) -> QWidget:
        inside, column = bare()
        column.addWidget(label("3／3　終わりました", "item"))
        self.outcome = label("", wrap=True)
        column.addWidget(self.outcome)
        return inside

    def _go(self) -> None:
        """What the button does at this step."""
        (self._look, self._restore, self.accept)[self.steps.currentIndex()]()

    # -- what happens ----------------------------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """The letters of the sheet, where they are to open the backup."""
        return self.letters.text() if self.paper.isChecked() else ""

    def _look(self) -> None:
        self._busy("確かめています…" if not self._rehearsal else "練習しています…")
        if self._rehearsal:
            self._lane.run(partial(self._keeper.rehearse, self._file, self.typed), self._tried, self._failed)
        else:
            self._lane.run(partial(_looked, self._keeper, self._file, self.typed), self._looked, self._failed)

    def _looked(self, found: tuple[Contents, Loss | None]) -> None:
        contents, loss = found
        self.contents.setText(f"{_day(contents.made_at)} の記録に戻ります（{_counts(contents)}）。")
        self.lost.setText(_loss(loss))
        self.lost.setProperty("tone", "bad" if loss and (loss.receptions or loss.filings) else "")
        self.lost.style().polish(self.lost)
        self._to(1, "復元する")
        self.yes.setEnabled(self.agreed.isChecked())

    def _restore(self) -> None:
        self._busy("復元しています…")
        began = time.monotonic()
        do = partial(self._keeper.recover, self._file, self.typed) if self.typed else None
        self._lane.run(do or partial(self._keeper.restore, self._file), partial(self._restored, began), self._failed)

    def _restored(self, began: float, made: Restored) -> None:
        aside = f"前の記録は {made.set_aside} に残しました。" if made.set_aside else ""
        told = f"{time.monotonic() - began:.1f}秒で復元しました。{aside}もう一度サインインしてください。"
        self._end(told)
        self.restored.emit()

    def _tried(self, made: Rehearsed) -> None:
        told = f"{made.seconds:.1f}秒で別の場所に戻し、受付 {made.receptions:,}件を開けました。今の記録はそのままです。"
        self._end(told)
        self.rehearsed.emit(made)

    def _end(self, told: str) -> None:
        self.letters.clear()
        self.outcome.setText(told)
        self._to(2, "閉じる")
        self.no.hide()

    def _busy(self, told: str) -> None:
        self.banner.say("")
        self.yes.setEnabled(False)
        self.no.setEnabled(False)
        self.yes.setText(told)

    def _failed(self, error: Exception) -> None:
        """The step stays; what was typed too, because one group of it may be wrong."""
        self.no.setEnabled(True)
        self.yes.setEnabled(True)
        self.yes.setText("確かめる" if self.steps.currentIndex() == 0 else "復元する")
        self.banner.say(words(error))

    def _to(self, step: int, yes: str) -> None:
        self.steps.setCurrentIndex(step)
        self.yes.setText(yes)
        self.yes.setEnabled(True)
        self.no.setEnabled(True)


def _looked(keeper: Keeper, file: Path, letters: str) -> tuple[Contents, Loss | None]:
    contents = keeper.check(file, letters)
    return contents, keeper.loss(contents)


def _day(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(JAPAN):%Y年%m月%d日 %H:%M}"


def _counts(contents: Contents) -> str:
    names = {"reception": "受付", "filing": "申告", "staff": "利用者"}
    return "、".join(f"{name} {contents.rows[table]:,}件" for table, name in names.items() if table in contents.rows)


def _loss(loss: Loss | None) -> str:
    if loss is None:
        return "今の記録は開けません。別のフォルダーに残します。"
    if not loss.receptions and not loss.filings:
        return "このバックアップの後に保存したものはありません。失われるものはありません。"
    return (
        f"この後に保存した受付 {loss.receptions:,}件と申告 {loss.filings:,}件は、ここから消えます"
        "（残したフォルダーからは取り出せます）。"
    )
