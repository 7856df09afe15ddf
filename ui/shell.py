"""The window's frame: header with the reader's state, the steps, the pages, the keys at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.card import CardKind, ReaderCondition, Readers
from ui.pages.page import Page
from ui.widgets.basics import button, label
from ui.widgets.busy import BusyStrip
from ui.widgets.stepper import AnyStep, Stepper
from ui.words import words

_READERS = {
    CardKind.NONE: ("● リーダー: カードを待っています", ""),
    CardKind.MY_NUMBER: ("● リーダー: マイナンバーカード", "good"),
    CardKind.PHONE: ("● リーダー: スマートフォン", "warn"),
    CardKind.RESIDENCE: ("● リーダー: 在留カード", "good"),
    CardKind.DRIVER_LICENCE: ("● リーダー: 運転免許証", "warn"),
    CardKind.UNKNOWN: ("● リーダー: 種類の分からないカード", "warn"),
}
_CONDITIONS = {
    ReaderCondition.CHECKING: ("● リーダー: カードを確かめています", ""),
    ReaderCondition.IN_USE: ("● リーダー: ほかのプログラムが使用中", "warn"),
}


def _words_of_readers(readers: Readers) -> tuple[str, str]:
    if readers is None:
        return "● リーダーのサービスが止まっています", "bad"
    if not readers:
        return "● カードリーダーがありません", "bad"
    told = next((reader for reader in readers if reader.card is not CardKind.NONE), readers[0])
    return _CONDITIONS.get(told.condition, _READERS[told.card])


class Shell(QMainWindow):
    """Looks and places; what happens is the window's matter."""

    def __init__(self, *, demo: bool) -> None:
        super().__init__()
        self.setWindowTitle("まどぐち")
        self.stepper = Stepper()
        self.pages = QStackedWidget()
        self.reader = label("● リーダーを探しています")
        self.saved = label("", "quiet", wrap=True)
        self.saved.setToolTip("この端末に保存した時刻")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.busy = BusyStrip()
        self.help = button("使い方 (F1)")
        self.settings = button("表示と機器 (F10)")
        self.next_visitor = button("次の方へ (F12)", name="この画面を消して次の方へ")
        self.back = button("戻る (Esc)")
        self.next = button("次へ (Enter)", primary=True)
        self.enter_key = QShortcut(QKeySequence(Qt.Key.Key_Return), self)
        self.enter_key.setKeys([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self.enter_key.activated.connect(self.next.click)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if demo:
            band = label("練習モード　架空の人のカードと、練習用の記録を使っています", "practice")
            band.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(band)
        column.addWidget(self._header())
        column.addWidget(self.stepper)
        column.addWidget(self.busy)
        column.addWidget(self.pages, 1)
        column.addWidget(self._footer())
        inside = QWidget()
        inside.setLayout(column)
        self.setCentralWidget(inside)

    def _header(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("header")
        line = QHBoxLayout(frame)
        line.setContentsMargins(28, 8, 28, 8)
        line.addWidget(label("まどぐち", "brand"))
        line.addWidget(label("書くのは一度だけ", "quiet"))
        line.addStretch()
        line.addWidget(self.reader)
        return frame

    def _footer(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("footer")
        line = QHBoxLayout(frame)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(8)
        for one in (self.back, self.help, self.next_visitor, self.settings):
            line.addWidget(one)
        line.addWidget(self.saved, 1)
        line.addWidget(self.next)
        return frame

    def show_page(self, page: Page, *, step: AnyStep | None = None, back: bool = True, onward: bool = False) -> None:
        """One page, with the steps where it is one of them, and the ways from it."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.stepper.setVisible(step is not None)
        if step is not None:
            self.stepper.show_step(step)
        self.back.setVisible(back)
        self.next_visitor.setVisible(back)
        self.settings.setVisible(not back)
        self.help.setVisible(bool(page.help))
        self.next.setVisible(onward)
        self.enter_key.setEnabled(onward)  # else Enter is for what has the focus
        self.pages.setCurrentWidget(page)

    def page(self) -> Page | None:
        """The page that stands."""
        page = self.pages.currentWidget()
        return page if isinstance(page, Page) else None

    def say(self, error: Exception) -> None:
        """What went wrong, on the page that stands."""
        page = self.page()
        if page is not None:
            page.banner.say(words(error))

    def show_readers(self, readers: Readers) -> None:
        """The most telling of all readers."""
        text, tone = _words_of_readers(readers)
        self.reader.setText(text)
        self.reader.setProperty("tone", tone)
        self.reader.style().polish(self.reader)
