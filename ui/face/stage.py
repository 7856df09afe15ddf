"""Where the visitor's page stands: in place of staff's page, in the half of the screen across from it, or on another
screen. The talk goes on whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.face.turned import Turned
from ui.pages.page import Page
from ui.widgets.basics import button
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from ui.shell import Shell
    from ui.talk.talk_page import TalkPage
    from ui.talk.visitor_page import VisitorPage


class FacePage(Page):
    """Both halves: the visitor's above, turned towards them; staff's below. `window_wanted`: to the other screen."""

    closed = Signal()
    window_wanted = Signal()
    interpreter_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("対面")
        self.heading.hide()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.across = Turned()
        self.near = QVBoxLayout()
        self.close_it, self.apart = (
            button("対面をやめる (Ctrl+T)"),
            button("別の窓にする", name="お客さまの画面を別の窓にする"),
        )
        self.interpreter, self.end_it = button("電話で通訳"), button("会話を消して終わる (F12)")
        for one, wanted in (
            (self.close_it, self.closed), (self.apart, self.window_wanted),
            (self.interpreter, self.interpreter_wanted), (self.end_it, self.end_wanted),
        ):  # fmt: skip
            one.setProperty("small", True)
            one.clicked.connect(wanted)
        bar = Columns(4, spacing=12)  # in two rows where a large type has no room for one
        bar.show_widgets((self.close_it, self.apart, self.interpreter, self.end_it))
        bar.grid.setContentsMargins(20, 4, 20, 4)
        self.column.addWidget(self.across, 1)
        self.column.addWidget(bar)
        self.column.addLayout(self.near, 1)


class VisitorWindow(QWidget):
    """A window of its own, over the whole of the visitor's screen where there is one. `closed`: by whomever."""

    closed = Signal()

    def __init__(self, page: VisitorPage) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle("お客さまの画面")
        self.setProperty("visitor", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        page.show()

    def open(self, beside: QWidget) -> None:
        """On a screen that staff do not look at, or else in a corner of theirs."""
        others = [screen for screen in QGuiApplication.screens() if screen is not beside.screen()]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.resize(beside.size() * 0.7)
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        super().closeEvent(event)
        self.closed.emit()


class Stage(QObject):
    """`both`: whether staff and visitor see their pages at once. `changed` follows each change of the way."""

    changed = Signal()
    end_wanted = Signal()

    def __init__(self, frame: Shell, staff: TalkPage, visitor: VisitorPage) -> None:
        super().__init__(frame)
        self._frame, self.staff, self.visitor = frame, staff, visitor
        self.page: FacePage | None = None
        self.window: VisitorWindow | None = None
        self._halves = False

    @property
    def both(self) -> bool:
        return self._halves or self.window is not None

    # -- ways ----------------------------------------------------------------------------------------------------

    def face(self) -> None:
        """The screen in two halves."""
        self.fold()
        if self.page is None:
            self.page = FacePage()
            self.page.closed.connect(self.part)
            self.page.window_wanted.connect(self.split)
            self.page.end_wanted.connect(self.end_wanted)
            self.page.interpreter_wanted.connect(self.staff.interpreter_wanted)
        self._halves = True
        self._alone(self.staff)
        self._alone(self.visitor)
        self.staff.lie_low(low=True)
        self.visitor.lie_low(low=True)
        self.page.near.addWidget(self.staff)
        self.staff.show()
        self.page.across.hold(self.visitor)
        self.changed.emit()

    def split(self) -> None:
        """The visitor's page in a window of its own."""
        self.fold()
        self._alone(self.visitor)
        self.visitor.close_it.hide()
        self.window = VisitorWindow(self.visitor)
        self.window.closed.connect(self.part)
        self.window.open(self._frame)
        self.changed.emit()

    def part(self) -> None:
        """One screen in turns again."""
        self.fold()
        self.changed.emit()

    def fold(self) -> None:
        """As at the beginning: both pages are the frame's own."""
        if self._halves and self.page is not None:
            self._halves = False
            self.page.across.release()
            self.page.near.removeWidget(self.staff)
            self.staff.lie_low(low=False)
            self.visitor.lie_low(low=False)
        if self.window is not None:
            window, self.window = self.window, None
            self._alone(self.visitor)
            window.closed.disconnect()
            window.close()
            window.deleteLater()
            self.visitor.close_it.show()

    def _alone(self, page: Page) -> None:
        """Out of whatever holds it."""
        self._frame.pages.removeWidget(page)
        page.hide()
        page.setParent(None)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_staff(self) -> None:
        """Staff go on; the visitor's page stays where both are seen."""
        if self._halves and self.page is not None:
            self._frame.show_page(self.page, bare=True)
        else:
            self._frame.show_page(self.staff)

    def show_visitor(self) -> None:
        """What the visitor's page shows is meant to be seen now."""
        if self.both:
            self.show_staff()
        else:
            self._frame.show_page(self.visitor, bare=True)

    def stands(self, page: Page | None) -> bool:
        """Whether it is where staff talk."""
        return page is self.staff or (self.page is not None and page is self.page)
