"""The page of 筆談: captions above; below staff write or speak, the visitor answers by touch, keyboard or finger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.pages.page import Page
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button, card, label, row
from ui.widgets.signature_pad import SignaturePad
from ui.written.captions import Captions
from ui.written.look import COLOURS, SIZES, Look

STAFF, VISITOR = "職員", "お客さま"
_INK_HEIGHT = 120  # pixels of a line of ink among the captions
_COLUMNS = 3
_NARROW, _TARGET = 1000, 48  # pixels


class WritingPage(Page):
    """`written` brings who and what; `phrase_chosen` who and a phrase's id; `aloud_wanted`: the last line."""

    title = "筆談・字幕"
    help = (
        "下に書いて Enter を押すと、大きな字幕になります。Ctrl+Space で話すと、聞き取った文が入力欄に出ます。"
        "お客さまは、返事のボタン・文字の入力・手書きで答えます。「合図」で画面が光ります。"
        "終わるときは F12 を押してください。書いたものはすべて消えます。"
    )
    written = Signal(str, str)
    phrase_chosen = Signal(str, str)
    aloud_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(20, 8, 20, 8)
        self.column.setSpacing(8)
        self.look = Look(points=SIZES[1])
        self.captions = Captions(self.look)
        self.smaller, self.larger = button("小さく", name="文字を小さく"), button("大きく", name="文字を大きく")
        self.bold, self.readings = button("太字"), button("ふりがな")
        self.colours = QComboBox()
        self.colours.setAccessibleName("字幕の色")
        self.colours.addItems([one.name for one in COLOURS])
        self.bell, self.aloud = (
            button("合図 (Ctrl+G)", name="合図 (画面が光ります)"),
            button("読み上げ (Ctrl+R)", name="最後の字幕を読み上げる"),
        )
        self.entry, self.put = QLineEdit(), button("字幕に出す", primary=True)
        self.phrases = QComboBox()
        self.phrases.setAccessibleName("定型文")
        self.listen_room = QHBoxLayout()
        self.note = label("", "small", wrap=True)
        self.note.setProperty("tone", "warn")
        self.note.hide()
        self.answer, self.give = QLineEdit(), button("伝える")
        self.pad = SignaturePad(line=False)
        self.undo, self.erase, self.show_ink = button("1画もどす"), button("消す"), button("手書きを伝える")
        self._replies = QGridLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for switch in (self.bold, self.readings):
            switch.setCheckable(True)
        self.bold.setChecked(self.look.bold)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.smaller, self.larger, self.bold, self.readings),
            (self.colours, self.bell, self.aloud),
        )
        self._tools, self._below = (QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2))
        self.column.removeWidget(self.heading)
        self._tools.addWidget(self.heading, 1)
        for group in groups:
            for one in group:
                one.setProperty("small", True)
            self._tools.addLayout(row(*group))
        self.column.insertLayout(0, self._tools)
        self.column.addWidget(self.captions, 1)
        self._below.setSpacing(12)
        self._below.addWidget(self._staff(), 1)
        self._below.addWidget(self._visitor(), 1)
        self.column.addLayout(self._below)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """An upright tablet, or a large type, has no room for two columns."""
        narrow = self.width() < theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._below.setDirection(way)
        self._tools.setDirection(way)
        self.heading.setVisible(not narrow)
        super().resizeEvent(event)

    def _staff(self) -> QFrame:
        frame, column = card()
        self.entry.setPlaceholderText("日本語を入力して Enter")
        self.entry.setAccessibleName("職員が書く文")
        self.phrases.setSizePolicy(self.entry.sizePolicy())
        self.phrases.setMaxVisibleItems(18)
        column.addWidget(label(STAFF, "heading"))
        line = row(self.entry, self.put, stretch=0)
        line.addLayout(self.listen_room)
        column.addLayout(line)
        column.addWidget(self.note)
        column.addWidget(self.phrases)
        column.addStretch()
        return frame

    def _visitor(self) -> QFrame:
        frame, column = card()
        self.answer.setPlaceholderText("ここに入力してください")
        self.answer.setAccessibleName("お客さまが書く文")
        self.pad.setMinimumSize(QSize(theme.px(240), theme.px(110)))
        self.pad.setAccessibleName("手で書くところ")
        self.show_ink.setEnabled(False)
        frame.setProperty("visitor", True)
        column.addLayout(self._replies)
        column.addLayout(row(self.answer, self.give, stretch=0))
        ink = QVBoxLayout()
        for one in (self.undo, self.erase, self.show_ink):
            one.setProperty("small", True)
            ink.addWidget(one)
        line = QHBoxLayout()
        line.addWidget(self.pad, 1)
        line.addLayout(ink)
        column.addLayout(line)
        return frame

    def _connect(self) -> None:
        self.smaller.clicked.connect(lambda: self._resize(-1))
        self.larger.clicked.connect(lambda: self._resize(1))
        self.bold.toggled.connect(lambda on: self.wear(replace(self.look, bold=on)))
        self.readings.toggled.connect(lambda on: self.wear(replace(self.look, readings=on)))
        self.colours.currentIndexChanged.connect(lambda index: self.wear(replace(self.look, colours=COLOURS[index])))
        self.bell.clicked.connect(self.captions.bell)
        self.aloud.clicked.connect(self.aloud_wanted)
        for line, send, who in ((self.entry, self.put, STAFF), (self.answer, self.give, VISITOR)):
            line.setMaxLength(400)
            line.returnPressed.connect(lambda line=line, who=who: self._write(line, who))
            send.clicked.connect(lambda _on=False, line=line, who=who: self._write(line, who))
        self.phrases.activated.connect(self._choose)
        self.undo.clicked.connect(self.pad.take_back)
        self.erase.clicked.connect(self.pad.clear)
        self.show_ink.clicked.connect(self._give_ink)
        self.pad.changed.connect(lambda: self.show_ink.setEnabled(self.pad.signature() is not None))
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.captions.bell)

    # -- what there is to say ------------------------------------------------------------------------------------

    def offer(self, phrases: Sequence[tuple[str, str]], replies: Sequence[tuple[str, str]]) -> None:
        """Phrases of staff and answers of the visitor, each by its id and its words."""
        self.phrases.clear()
        self.phrases.addItem("定型文をえらぶ")
        for id_, text in phrases:
            self.phrases.addItem(text, id_)
        for place, (id_, text) in enumerate(replies):
            one = Tile([Line(text, "board")], centred=True)
            one.setMinimumHeight(theme.px(_TARGET))
            one.clicked.connect(lambda _on=False, id_=id_: self.phrase_chosen.emit(VISITOR, id_))
            self._replies.addWidget(one, place // _COLUMNS, place % _COLUMNS)

    def show_heard(self, text: str, note: str) -> None:
        """What the microphone heard stands where one writes; Enter confirms it."""
        self.entry.setText(text)
        self.entry.setFocus()
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def wear(self, look: Look) -> None:
        self.look = look
        self.captions.wear(look)

    def forget(self) -> None:
        """Nothing that was said, typed or drawn is left on the page."""
        self.show_heard("", "")
        self.answer.clear()
        self.pad.clear()
        self.captions.forget()

    def _resize(self, steps: int) -> None:
        index = min(max(SIZES.index(self.look.points) + steps, 0), len(SIZES) - 1)
        self.wear(replace(self.look, points=SIZES[index]))

    def _write(self, line: QLineEdit, who: str) -> None:
        if text := line.text().strip():
            line.clear()
            self.note.hide()
            self.written.emit(who, text)

    def _choose(self, index: int) -> None:
        if id_ := self.phrases.itemData(index):
            self.phrase_chosen.emit(STAFF, id_)
        self.phrases.setCurrentIndex(0)

    def _give_ink(self) -> None:
        ink: QPixmap = self.pad.grab()
        self.captions.add_ink(VISITOR, ink.scaledToHeight(theme.px(_INK_HEIGHT)))
        self.pad.clear()
