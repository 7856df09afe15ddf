"""Small bricks: labels by role, cards, buttons, banners. Each control has a name for those who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    one = QLabel(text)
    one.setProperty("role", role)
    one.setWordWrap(wrap)
    one.setTextFormat(Qt.TextFormat.PlainText)
    return one


def chip(text: str, kind: str) -> QLabel:
    """A short text on its own ground."""
    one = label(text)
    one.setProperty("chip", kind)
    return one


class Button(QPushButton):
    """Enter presses it, as Space does, unless the window has another use for Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, *, primary: bool = False, big: bool = False, name: str = "") -> QPushButton:
    one = Button(text)
    one.setProperty("primary", primary)
    one.setProperty("big", big)
    one.setAccessibleName(name or text)
    one.setCursor(Qt.CursorShape.PointingHandCursor)
    return one


def card(layout: QLayout | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A white card with its own vertical layout."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(10)
    if layout is not None:
        column.addLayout(layout)
    return frame, column


def bare() -> tuple[QWidget, QVBoxLayout]:
    """A part of a page that is nothing to look at: its layout without margins."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return inside, column


def row(*widgets: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Widgets side by side; `stretch` is the index of the one that takes what is left."""
    line = QHBoxLayout()
    line.setSpacing(12)
    for index, widget in enumerate(widgets):
        line.addWidget(widget, 1 if index == stretch else 0)
    return line


def scroll(inside: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setAccessibleName(name)
    area.setProperty("inner", True)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()  # else the layout's own late showing would make a window of it
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)


class Banner(QFrame):
    """A sentence about something wrong, where it is seen; hidden while all is well."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "bad")
        self._label = label("", wrap=True)
        QVBoxLayout(self).addWidget(self._label)
        self.hide()

    def say(self, text: str) -> None:
        self._label.setText(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        return self._label.text()
