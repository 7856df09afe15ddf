"""サインイン: user name, password, one-time code. In the morning it takes seconds: Enter leads from line to line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.journeys.signing_in import Proof
from ui import theme
from ui.access.entries import code_entry, entry
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row


class SignInPage(Page):
    """`proved` brings what was typed; `emergency` asks for 非常時の管理."""

    title = "サインイン"
    lead = "利用者名とパスワード、スマートフォンなどに表示される確認コードを入力してください。"
    help = (
        "確認コードは30秒ごとに変わり、一度だけ使えます。パスワードを忘れたとき、端末をなくしたときは、管理者に再発行を"
        "頼んでください。管理者自身のときは、封筒の復旧コードを確認コードの欄に入力できます。"
    )
    proved = Signal(object)
    emergency = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        frame.setMaximumWidth(theme.px(480))
        self.login = entry(column, "利用者名")
        self.password = entry(column, "パスワード", secret=True)
        self.code = code_entry(column)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self._prove)
        self.enter = button("サインイン", primary=True, big=True)
        self.enter.clicked.connect(self._prove)
        column.addSpacing(8)
        column.addWidget(self.enter)
        line = QHBoxLayout()
        line.addWidget(frame, 1)
        line.addStretch()
        self.column.addLayout(line)
        self.column.addLayout(self._last_resort())
        self.column.addStretch()

    def _last_resort(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.glass = button("管理者がだれもサインインできないとき…")
        self.glass.clicked.connect(self.emergency)
        line = row(self.glass)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(
            label("責任者を含む2人の確認で、30分だけ管理の仕事ができます。証跡に赤く残ります。", "quiet", wrap=True)
        )
        return column

    def begin(self, login: str = "") -> None:
        """Empty, but for who was here last."""
        self.leave()
        self.login.setText(login)
        (self.password if login else self.login).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """The attempt failed: the name stays, what is secret goes."""
        self.leave()
        self.banner.say(sentence)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.password.clear()
        self.code.clear()
        self.banner.say("")

    def _prove(self) -> None:
        self.proved.emit(Proof(self.login.text(), self.password.text(), self.code.text()))
