"""The window's frame: header with the reader's state, the steps, the pages, the keys at the bottom."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.clock import JAPAN
from ui import theme
from ui.pages.page import Page
from ui.privacy import ClipboardGuard, Veil
from ui.widgets.basics import button, label
from ui.widgets.busy import BusyStrip
from ui.words import words

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.access.session import Session
    from models.card import Readers
    from ui.widgets.stepper import AnyStep, Stepper


_LARGE = 1.5  # of the usual size of type


class Shell(QMainWindow):
    """Looks and places; what happens is the window's matter. `record_saved` brings the id of what was just saved.

    `server_changed`: this counter has joined the ward's server, or left it.
    """

    record_saved = Signal(object)
    server_changed = Signal()

    def __init__(self, *, demo: bool) -> None:
        super().__init__()
        self.setWindowTitle("まどぐち")
        self.clipboard = ClipboardGuard(self)
        if sys.platform == "win32":
            Veil(self)
        self.pages = QStackedWidget()
        self.reader = label("● リーダーを探しています")
        self.who = label("", "quiet")
        self.lock = button("ロック (Ctrl+L)")
        self.sign_out = button("サインアウト")
        for one in (self.lock, self.sign_out):
            one.hide()
        self.saved = label("", "quiet", wrap=True)
        self.saved.setToolTip("この端末に保存した時刻")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.server = button("", name="区のサーバーへの送信")
        self.server.setToolTip("区のサーバーへの送信")
        self.server.hide()
        self.busy = BusyStrip()
        self.help, self.settings, self.ask, self.back = (
            button(name) for name in ("使い方", "表示と機器", "相手の言葉で聞く", "戻る")
        )
        self.next_visitor = button("次の方へ", name="この画面を消して次の方へ")
        self.next = button("次へ", primary=True)
        self._keys = {self.help: "F1", self.settings: "F10", self.ask: "F11", self.next_visitor: "F12"}
        self._keys |= {self.back: "Esc", self.next: "Enter"}
        self._names = {one: one.text() for one in self._keys}
        self._name_keys()
        self.enter_key = QShortcut(QKeySequence(Qt.Key.Key_Return), self)
        self.enter_key.setKeys([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        self.enter_key.activated.connect(self.next.click)
        self._column = column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if demo:
            band = label("練習モード　架空の人のカードと、練習用の記録を使っています", "practice")
            band.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(band)
        self._bars = (self._header(), self._footer())
        column.addWidget(self._bars[0])
        column.addWidget(self.busy)
        column.addWidget(self.pages, 1)
        column.addWidget(self._bars[1])
        inside = QWidget()
        inside.setLayout(column)
        self.setCentralWidget(inside)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Another size of type: the buttons below say their keys or not."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and "_names" in vars(self):
            self._name_keys()
        super().changeEvent(event)

    def _name_keys(self) -> None:
        """With their keys; at a large type, where a row has no room for them, by name alone."""
        for one, name in self._names.items():
            with_key = f"{name} ({self._keys[one]})"
            one.setToolTip(with_key)
            one.setText(name if theme.zoom() >= _LARGE else with_key)

    @cached_property
    def stepper(self) -> Stepper:
        """Made when the first step is shown: the start page has none."""
        from ui.widgets.stepper import Stepper

        stepper = Stepper()
        self._column.insertWidget(self._column.indexOf(self.busy), stepper)
        return stepper

    def _header(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("header")
        line = QHBoxLayout(frame)
        line.setContentsMargins(28, 8, 28, 8)
        line.addWidget(label("まどぐち", "brand"))
        line.addWidget(label("書くのは一度だけ", "quiet"))
        line.addStretch()
        for one in (self.who, self.lock, self.sign_out, self.reader):
            line.addWidget(one)
        return frame

    def _footer(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("footer")
        line = QHBoxLayout(frame)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(8)
        for one in (self.back, self.help, self.next_visitor, self.settings, self.ask):
            line.addWidget(one)
        line.addWidget(self.saved, 1)
        line.addWidget(self.server)
        line.addWidget(self.next)
        return frame

    def show_page(
        self, page: Page, *, step: AnyStep | None = None, back: bool = True, onward: bool = False, bare: bool = False
    ) -> None:
        """One page, with the steps where it is one of them, and the ways from it; `bare` is for the visitor's eyes."""
        for bar in self._bars:
            bar.setVisible(not bare)
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        if step is not None:
            self.stepper.show_step(step)
        if "stepper" in vars(self):
            self.stepper.setVisible(step is not None)
        self.back.setVisible(back)
        self.next_visitor.setVisible(back)
        self.settings.setVisible(not back)
        self.help.setVisible(bool(page.help))
        self.ask.setVisible(page.asks)
        self.next.setVisible(onward)
        self.enter_key.setEnabled(onward)  # else Enter is for what has the focus
        self.pages.setCurrentWidget(page)

    def pause(self) -> None:
        """The screen is about to be locked: keep what is typed."""

    def show_session(self, session: Session | None) -> None:
        """Who is signed in; what the program itself signed in is neither locked nor signed out."""
        self.who.setText(session.name if session else "")
        for one in (self.lock, self.sign_out):
            one.setVisible(session is not None and session.user is not None)

    def page(self) -> Page | None:
        """The page that stands."""
        page = self.pages.currentWidget()
        return page if isinstance(page, Page) else None

    def say(self, error: Exception) -> None:
        """What went wrong, on the page that stands."""
        page = self.page()
        if page is not None:
            page.banner.say(words(error))

    def say_plainly(self, text: str) -> None:
        """Something to know, on the page that stands."""
        page = self.page()
        if page is not None:
            page.banner.say(text)

    def show_saved(self, record: UUID, moment: datetime) -> None:
        """A save is on this counter's disk."""
        self.saved.setText(f"保存済み {moment.astimezone(JAPAN):%H:%M}")
        self.record_saved.emit(record)

    def show_server(self, text: str, tone: str) -> None:
        """How the saves stand with the ward's server; nothing where there is none."""
        self.server.setVisible(bool(text))
        self.server.setText(text)
        self.server.setAccessibleName(f"区のサーバー: {text}")
        self.server.setProperty("tone", tone)
        self.server.style().polish(self.server)

    def show_readers(self, readers: Readers) -> None:
        """The most telling of all readers."""
        from ui.reader_words import words_of_readers

        text, tone = words_of_readers(readers)
        self.reader.setText(text)
        self.reader.setProperty("tone", tone)
        self.reader.style().polish(self.reader)
