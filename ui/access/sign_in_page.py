"""サインイン: user name, password, one-time code. In the morning it takes seconds: Enter leads from line to line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.journeys.signing_in import Proof
from ui import theme
from ui.access.card_pin import CardPin
from ui.access.entries import code_entry, entry
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row
from ui.widgets.columns import Columns


class SignInPage(Page):
    """`proved` brings what was typed; `emergency` asks for 非常時の管理, `recovery` for the paper from the safe.

    Where staff cards are used, `pin` stands in for the code while `by_card` is ticked; whoever hears of
    `proved` takes it.
    """

    title = "サインイン"
    lead = "利用者名とパスワード、スマートフォンなどに表示される確認コードを入力してください。"
    help = (
        "確認コードは30秒ごとに変わり、一度だけ使えます。パスワードを忘れたとき、端末をなくしたときは、管理者に再発行を"
        "頼んでください。管理者自身のときは、封筒の復旧コードを確認コードの欄に入力できます。"
    )
    proved = Signal(object)
    emergency = Signal()
    recovery = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, column = card()
        frame.setMaximumWidth(theme.px(480))
        self.login = entry(column, "利用者名")
        self.password = entry(column, "パスワード", secret=True)
        self.by_card = QCheckBox("職員証（ICカード）で確認する")
        self.by_card.setAccessibleName(self.by_card.text())
        self.by_card.toggled.connect(self._choose)
        column.addWidget(self.by_card)
        self.second = QStackedWidget()
        with_code, code_column = _bare()
        with_card, card_column = _bare()
        self.code = code_entry(code_column)
        self.pin = CardPin(card_column, "職員証を置いて、職員証の暗証番号（6〜8桁）")
        self.pin.entered.connect(self._prove)
        for one in (with_code, with_card):
            self.second.addWidget(one)
        column.addWidget(self.second)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._to_second)
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
        self.paper = button("記録を開けないとき（回復用紙）…")
        self.paper.clicked.connect(self.recovery)
        ways = Columns(2)
        ways.show_widgets((self.glass, self.paper))
        line = row(ways)
        line.addStretch()
        column.addLayout(line)
        told = "責任者を含む2人の確認で、30分だけ管理の仕事ができます。金庫の回復用紙があれば、記録を取り戻せます。"
        column.addWidget(label(f"{told}どちらも証跡に赤く残ります。", "quiet", wrap=True))
        return column

    def begin(self, login: str = "", *, cards: bool = False) -> None:
        """Empty, but for who was here last; `cards`: whether staff cards are used."""
        self.leave()
        self.by_card.setVisible(cards)
        self.by_card.setChecked(self.by_card.isChecked() and cards)
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
        self.pin.wipe()
        self.banner.say("")

    def _choose(self, by_card: bool) -> None:
        self.second.setCurrentIndex(int(by_card))
        self.code.clear()
        self.pin.wipe()

    def _to_second(self) -> None:
        (self.pin if self.by_card.isChecked() else self.code).setFocus()

    def _prove(self) -> None:
        self.proved.emit(Proof(self.login.text(), self.password.text(), self.code.text()))


def _bare() -> tuple[QWidget, QVBoxLayout]:
    """One of two ways: no more than its lines."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    return inside, column
