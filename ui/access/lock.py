"""The lock: an opaque cover over every window, and a dialog before which the same person proves to be back.

What lies under the covers stays as it is, open dialogs too: nothing of the visitor is lost.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from app import clock
from app.journeys.signing_in import QUICK, Proof
from ui import theme
from ui.access.card_pin import CardPin
from ui.access.entries import code_entry, entry
from ui.widgets.basics import Banner, button, label, row


class Cover(QWidget):
    """Lies over a whole window, and follows its size."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("cover", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        words = label("画面をロックしています", "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return super().eventFilter(watched, event)


class LockDialog(QDialog):
    """`proved` brings one factor (within 15 minutes) or both; `another` that somebody else takes the counter.

    `pin` is a staff card's, where such cards are used: whoever hears of `proved` takes it.
    """

    proved = Signal(object)
    another = Signal()

    def __init__(self, login: str, name: str, parent: QWidget, *, cards: bool) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self.setWindowTitle("ロック中")
        self.setAccessibleName("ロック中")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(theme.px(440))
        self._login, self.locked_at = login, clock.now()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(f"{name}　さんの画面をロックしています", "heading", wrap=True))
        self.told = label("", "quiet", wrap=True)
        column.addWidget(self.told)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.password = entry(column, "パスワード", secret=True)
        self.code = code_entry(column, "または確認コード（6桁）")
        self.pin = CardPin(column, "または職員証を置いて、職員証の暗証番号")
        self.pin.offer(offered=cards)
        self.pin.entered.connect(self._prove)
        self.open_ = button("ロックを解除", primary=True)
        self.open_.clicked.connect(self._prove)
        self.password.returnPressed.connect(self._prove)
        self.code.returnPressed.connect(self._prove)
        self.other = button("別の職員がサインインする")
        self.other.clicked.connect(self.another)
        line = row(self.other)
        line.addStretch()
        line.addWidget(self.open_)
        column.addLayout(line)
        self.refresh()
        self.password.setFocus()

    def refresh(self) -> None:
        """What is asked for depends on how long the person was away."""
        quick = clock.now() - self.locked_at <= QUICK
        self.told.setText(
            "どれか1つで解除できます。入力した内容はそのまま残っています。"
            if quick
            else "15分を過ぎたので、パスワードと、もう1つの両方を入力してください。入力した内容は残っています。"
        )

    def refuse(self, sentence: str) -> None:
        self.password.clear()
        self.code.clear()
        self.pin.wipe()
        self.refresh()
        self.banner.say(sentence)
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Esc opens nothing."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _prove(self) -> None:
        self.proved.emit(Proof(self._login, self.password.text(), self.code.text()))


def covered() -> list[Cover]:
    """A cover over every window that stands."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, LockDialog)]
    return [Cover(one) for one in windows]
