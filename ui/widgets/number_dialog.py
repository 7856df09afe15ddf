"""The reading of an individual number after the holder's consent: one card after the other, each with its own PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from models.card import SecretKind
from ui import theme
from ui.widgets.basics import clear, label
from ui.widgets.dialog import Dialog
from ui.widgets.number_panel import missing
from ui.widgets.pin_pad import PinPad
from ui.words import words
from ui.work import Work

_LEAD = "番号を書く方のマイナンバーカードを置き、ご本人に暗証番号（4桁）を入力してもらってください。"
_HINT = "暗証番号（数字4桁）を入力してください"
_AFTER = "番号は画面に出ません。印刷する用紙にだけ入り、印刷すると消えます。記録には残りません。"
_READING = "読み取り中です。カードを動かさないでください。"
_MASKED = "●●●● ●●●● ●●●●　読み取りました"
_WAITS = "まだです（カードがなければ用紙に手書き）"


class NumberDialog(Dialog):
    """`read_wanted` brings what hands the secret over. Closes by itself when everybody's number is there."""

    read_wanted = Signal(object)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__("個人番号の読み取り", "終わる", parent)
        self.no.hide()
        self.yes.setDefault(False)
        self.yes.setAutoDefault(False)
        self.pad = PinPad()
        self.pad.complete.connect(self._complete)
        self.state = label("", "small", wrap=True)
        self._people = QVBoxLayout()
        people = QFrame()
        people.setLayout(self._people)
        for widget in (label(_LEAD, wrap=True), people, self.pad, self.state, label(_AFTER, "quiet", wrap=True)):
            self.column.addWidget(widget)
        self.finish()
        self.setMinimumWidth(theme.px(640))
        self.finished.connect(lambda _code: self.pad.wipe())
        self.show_work(work)
        self._ask()

    def show_work(self, work: Work) -> None:
        """Who is asked, and whose number is there."""
        clear(self._people)
        waiting = missing(work)
        for index in sorted({*waiting, *work.numbers}):
            name = work.case.members[index].name or "氏名未入力の方"
            self._people.addWidget(label(f"{name}　{_WAITS if index in waiting else _MASKED}", wrap=True))
        self._fit()
        if not waiting:
            self.accept()

    def _fit(self) -> None:
        """The whole pad is always seen, however many people are asked."""
        self.pad.setMinimumHeight(self.pad.sizeHint().height())
        width = max(self.width(), self.minimumWidth())
        self.resize(width, self.column.totalHeightForWidth(width))

    def show_read(self) -> None:
        self.state.setText("読み取りました。次の方のカードに替えてください。")
        self._ask()

    def show_error(self, error: Exception) -> None:
        self.state.setText(words(error))
        self._ask()

    def _ask(self) -> None:
        self.pad.setEnabled(True)
        self.pad.ask(SecretKind.PIN, _HINT)
        self._fit()
        self.pad.setFocus()

    def _complete(self) -> None:
        self.pad.setEnabled(False)
        self.state.setText(_READING)
        self._fit()
        self.read_wanted.emit(self.pad.take)
