"""個人番号 on the sheets: which of them ask for it, by which law, and the visitor's choice to have it read or not."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets.basics import button, chip, clear, label, row
from ui.widgets.fold import Fold
from ui.work import Work

_NEEDED = "個人番号（マイナンバー）を書く欄のある書類が{count}件あります。"
_READ = "個人番号を読み取りました: {names}。印刷する用紙にだけ入り、印刷すると消えます。"
_BY_HAND = "個人番号は読み取りません。用紙に手書きしてもらってください。"


class NumberPanel(QFrame):
    """Hidden where no sheet asks. `read_wanted` is the consent: the press of a button that says so.

    `declined` takes it back, also after a card was read: what was read is dropped then.
    """

    read_wanted = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._declined: UUID | None = None
        self._work: Work | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(4)
        self.read = self.decline = button("")
        self.hide()

    def show_work(self, work: Work) -> None:
        self._work = work
        clear(self._column)
        self.setVisible(bool(work.number_forms))
        if work.numbers:
            self._declined = None  # who lays a card down has agreed again
        if work.number_forms:
            self._say(work, by_hand=self._declined == work.reception.id)

    def forget(self) -> None:
        """The visitor goes: no number stays here."""
        self._work = None

    def _say(self, work: Work, *, by_hand: bool) -> None:
        names = "、".join(work.case.members[index].name for index in work.numbers)
        text = _READ.format(names=names) if names else _NEEDED.format(count=len(work.number_forms))
        self.read = button("続けて読み取る" if names else "カードから個人番号を読み取る（同意あり）")
        self.read.clicked.connect(lambda _on: self.read_wanted.emit())
        self.decline = button("番号を消す（用紙に手書きする）" if names else "読み取らない（用紙に手書きする）")
        self.decline.clicked.connect(lambda _on: self._turn_down())
        words = label(_BY_HAND if by_hand else text, wrap=True)
        self._column.addLayout(row(words, self.read, self.decline, stretch=0))
        self._column.addWidget(Fold("どの書類に、どの法律で書くか", _laws(work), name="個人番号を書く書類と根拠"))
        self.decline.setHidden(by_hand)
        self.read.setHidden(not missing(work))

    def _turn_down(self) -> None:
        if self._work is not None:
            self._declined = self._work.reception.id
            self.declined.emit()
            self.show_work(self._work)


def missing(work: Work) -> list[int]:
    """The members whose number a sheet asks for and nobody has read yet."""
    asked = sorted({index for form in work.number_forms for index in form.members})
    return [index for index in asked if index not in work.numbers]


def _laws(work: Work) -> QWidget:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(14, 0, 0, 0)
    column.setSpacing(2)
    for form in work.number_forms:
        names = "、".join(work.case.members[index].name or "氏名未入力の方" for index in form.members)
        line = row(label(f"{form.name_ja}　{form.law}　{names}", "small", wrap=True), stretch=0)
        if not form.sure:
            line.addWidget(chip("要確認", "unsure"))
        column.addLayout(line)
    return inside
