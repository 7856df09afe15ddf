"""Step 1: the card on the reader, and the secret on our own pad."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.card import CardKind, CardReading, ReaderState, SecretKind
from ui.pages.page import Page
from ui.widgets.basics import button, card, label
from ui.widgets.card_picture import CardPicture
from ui.widgets.pin_pad import PinPad
from ui.work import Work

_HINTS = {
    SecretKind.PIN: "4桁の暗証番号（券面事項入力補助用）をご本人に入力してもらってください。",
    SecretKind.NUMBER_B: "照合番号B 14桁: 生年月日6桁（券面のとおり）＋有効期限の西暦4桁＋セキュリティコード4桁",
}


class ReadPage(Page):
    title = "カードの読み取り"
    lead = "マイナンバーカードをリーダーに置いてください。カードがないときは、そのまま「次へ」で手入力に進めます。"
    help = "カードは財布から出し、リーダーの中央に置いて、終わるまで動かさないでください。"
    read_wanted = Signal(object, object, object)

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(20)
        frame, column = card()
        self._picture = CardPicture()
        self._state = label("", "heading")
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._picture, 1)
        column.addWidget(self._state)
        self._practice = QWidget()
        self._practice_line = QHBoxLayout(self._practice)
        self._practice_line.setContentsMargins(0, 0, 0, 0)
        self.lay = button("練習カードを置く")
        self._practice_line.addWidget(self.lay)
        self._practice.hide()
        column.addWidget(self._practice)
        line.addWidget(frame, 3)
        line.addWidget(self._pad_card(), 2)
        self.column.addLayout(line, 1)
        self._kind = SecretKind.PIN
        self._card_in = False

    def _pad_card(self) -> QWidget:
        frame, column = card()
        kinds = QHBoxLayout()
        self._pin_choice, self._b_choice = button("暗証番号"), button("照合番号B")
        for choice, kind in ((self._pin_choice, SecretKind.PIN), (self._b_choice, SecretKind.NUMBER_B)):
            choice.setCheckable(True)
            choice.clicked.connect(lambda _on, kind=kind: self.ask(kind))
            kinds.addWidget(choice)
        column.addLayout(kinds)
        self.pad = PinPad()
        self.pad.complete.connect(self._complete)
        column.addWidget(self.pad, 1)
        self.last_try = button("最後の1回を使う（間違えるとロックされます）")
        self.last_try.setCheckable(True)
        self.last_try.hide()
        column.addWidget(self.last_try)
        return frame

    def offer_practice_card(self) -> None:
        self._practice.show()

    def show_practice_card(self, *, laid: bool) -> None:
        self.lay.setText("練習カードを取る" if laid else "練習カードを置く")

    def ask(self, kind: SecretKind) -> None:
        self._kind = kind
        self._pin_choice.setChecked(kind is SecretKind.PIN)
        self._b_choice.setChecked(kind is SecretKind.NUMBER_B)
        self.pad.ask(kind, _HINTS[kind])
        self.pad.setFocus()

    def show_work(self, work: Work) -> None:
        del work
        self.banner.say("")
        self.last_try.hide()
        self.ask(SecretKind.PIN)

    def show_readers(self, readers: tuple[ReaderState, ...]) -> None:
        """The reader's true state in words and picture."""
        cards = {reader.card for reader in readers}
        self._card_in = bool(cards - {CardKind.NONE})
        if not readers:
            self._say("カードリーダーが見つかりません", "bad")
            self._picture.stop()
        elif CardKind.MY_NUMBER in cards:
            self._say("マイナンバーカードがあります。暗証番号をどうぞ", "good")
            self._picture.reading()
        elif self._card_in:
            self._say("マイナンバーカードではないカードです", "warn")
            self._picture.reading()
        else:
            self._say("カードを待っています", "")
            self._picture.waiting()

    def show_reading(self) -> None:
        self.banner.say("")
        self._say("読み取り中です。カードを動かさないでください", "warn")
        self._picture.reading()

    def show_read(self, reading: CardReading) -> None:
        self._say("読み取りました", "good")
        self._picture.done()
        self.banner.say("　".join(reading.warnings))

    def show_error(self, sentence: str, *, last_try: bool) -> None:
        self.banner.say(sentence)
        self.last_try.setVisible(last_try)
        self.last_try.setChecked(False)
        self.ask(self._kind)

    def leave(self) -> None:
        self.pad.wipe()
        self._picture.stop()

    def _complete(self) -> None:
        self.read_wanted.emit(self._kind, self.pad.take, self.last_try.isChecked())

    def _say(self, text: str, tone: str) -> None:
        self._state.setText(text)
        self._state.setProperty("tone", tone)
        self._state.style().polish(self._state)
