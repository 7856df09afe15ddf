"""Small dialogs that prove somebody: a new password, a supervisor beside the clerk, two people in an emergency."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.journeys.signing_in import Proof
from ui.access.entries import code_entry, entry
from ui.widgets.basics import Banner, label
from ui.widgets.dialog import Dialog
from ui.words import words

if TYPE_CHECKING:
    from app.journeys.signing_in import SigningIn
    from ui.lanes import Lane


class ProvingDialog(Dialog):
    """Its yes runs in the lane; it closes where that went well. `passed` brings the result."""

    passed = Signal(object)

    def __init__(self, title: str, yes: str, lane: Lane, parent: QWidget | None) -> None:
        super().__init__(title, yes, parent)
        self._lane = lane
        self.banner = Banner()
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self.prove)

    def asked(self) -> Callable[[], object]:
        """What to run in the lane."""
        raise NotImplementedError

    def prove(self) -> None:
        self.yes.setEnabled(False)
        self._lane.run(self.asked(), self._passed, self._failed)

    def _passed(self, result: object) -> None:
        self.accept()
        self.passed.emit(result)

    def _failed(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        for one in self.findChildren(QLineEdit):
            if one.echoMode() is QLineEdit.EchoMode.Password:
                one.clear()
        self.banner.say(words(error))


class _Person:
    """One person's three lines."""

    def __init__(self, column: QVBoxLayout) -> None:
        self.login = entry(column, "利用者名")
        self.password = entry(column, "パスワード", secret=True)
        self.code = code_entry(column)

    @property
    def proof(self) -> Proof:
        return Proof(self.login.text(), self.password.text(), self.code.text())


class SupervisorDialog(ProvingDialog):
    """責任者の確認 at the clerk's counter; the clerk stays signed in. `passed` brings the supervisor's session."""

    def __init__(self, lane: Lane, signing: SigningIn, parent: QWidget | None = None) -> None:
        super().__init__("責任者の確認", "確認する", lane, parent)
        self._signing = signing
        told = "この操作には、操作している人とは別の責任者の確認が必要です。責任者の方が入力してください。"
        self.column.addWidget(label(told, wrap=True))
        self.column.addWidget(self.banner)
        self.person = _Person(self.column)
        self.finish()

    def asked(self) -> Callable[[], object]:
        return partial(self._signing.approve, self.person.proof)


class NewPasswordDialog(ProvingDialog):
    """One's own password; `forced` where it was given by an administrator."""

    def __init__(self, lane: Lane, signing: SigningIn, parent: QWidget | None = None) -> None:
        super().__init__("新しいパスワード", "変更する", lane, parent)
        self._signing = signing
        told = "自分だけが知っているパスワードにしてください。12文字以上で、言葉を3つ以上つなぐと覚えやすく安全です。"
        self.column.addWidget(label(told, wrap=True))
        self.column.addWidget(self.banner)
        self.old = entry(self.column, "今のパスワード", secret=True)
        self.new = entry(self.column, "新しいパスワード", secret=True)
        self.again = entry(self.column, "新しいパスワード（もう一度）", secret=True)
        self.finish()

    def prove(self) -> None:
        if self.new.text() != self.again.text():
            self.banner.say("2つの新しいパスワードが違います。もう一度入力してください。")
            return
        super().prove()

    def asked(self) -> Callable[[], object]:
        return partial(self._signing.change_password, self.old.text(), self.new.text())


class EmergencyDialog(ProvingDialog):
    """非常時の管理: two people, one of them a supervisor."""

    def __init__(self, lane: Lane, signing: SigningIn, parent: QWidget | None = None) -> None:
        super().__init__("非常時の管理", "2人で開く", lane, parent)
        self._signing = signing
        told = "別々の2人（うち1人は責任者）が入力してください。30分だけ管理の仕事ができ、証跡に赤く残ります。"
        self.column.addWidget(label(told, wrap=True))
        self.column.addWidget(self.banner)
        self.people = []
        for title in ("1人目", "2人目"):
            self.column.addWidget(label(title, "heading"))
            self.people.append(_Person(self.column))
        self.finish()

    def asked(self) -> Callable[[], object]:
        return partial(self._signing.break_glass, self.people[0].proof, self.people[1].proof)
