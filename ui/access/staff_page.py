"""The list of those who may sign in, and what an administrator does with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.clock import JAPAN
from models.staff import Role
from ui.pages.page import Page
from ui.widgets.basics import button, label, row
from ui.widgets.table import fill, line_table

if TYPE_CHECKING:
    from models.staff import Staff

ROLES = {Role.CLERK: "窓口", Role.TAX: "税", Role.TRANSLATOR: "通訳", Role.ADMIN: "管理者", Role.AUDITOR: "監査"}
_COLUMNS = ("利用者名", "氏名", "役割", "状態", "最後のサインイン")
_DEEDS = {
    "unlock": "ロックを解除", "password": "パスワードを再発行", "device": "確認コードを再発行",
    "codes": "復旧コードを発行", "disable": "停止・再開", "card": "職員証を登録…", "no_card": "職員証を取り消す",
}  # fmt: skip
_CARDS = ("card", "no_card")
"""They stand beside the authority of the cards."""


class StaffPage(Page):
    """`deed_wanted` brings which of the buttons, and the chosen person."""

    title = "利用者"
    lead = "この端末を使う人と役割です。管理者と監査は、ほかの役割と兼ねられません。"
    help = "一覧から1人を選んで、下のボタンを押します。行ったことはすべて証跡に残ります。"
    add_wanted = Signal()
    change_wanted = Signal(object)
    deed_wanted = Signal(str, object)
    authority_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._staff: Sequence[Staff] = ()
        self._cards = False
        self.table = line_table("利用者の一覧", _COLUMNS)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.table.itemActivated.connect(lambda _item: self._change())
        self.column.addWidget(self.table, 1)
        self.add = button("利用者を追加…", primary=True)
        self.add.clicked.connect(self.add_wanted)
        self.change = button("役割を変更…")
        self.change.clicked.connect(self._change)
        self.deeds: dict[str, QPushButton] = {}
        for deed, name in _DEEDS.items():
            self.deeds[deed] = button(name)
            self.deeds[deed].clicked.connect(partial(self._deed, deed))
        self.authority = button("職員証の認証局…")
        self.authority.clicked.connect(self.authority_wanted)
        line = row(self.add, self.change, *(self.deeds[deed] for deed in _CARDS))
        line.addStretch()
        line.addWidget(self.authority)
        self.column.addLayout(line)
        below = row(*(one for deed, one in self.deeds.items() if deed not in _CARDS))
        below.addStretch()
        self.column.addLayout(below)
        self.told = label("", "quiet", wrap=True)
        self.column.addWidget(self.told)

    @property
    def chosen(self) -> Staff | None:
        lines = self.table.selectionModel().selectedRows()
        return self._staff[lines[0].row()] if lines else None

    def show_staff(self, staff: Sequence[Staff]) -> None:
        self._staff = staff
        fill(self.table, [_line(one) for one in staff])
        self._chosen()

    def show_cards(self, *, used: bool) -> None:
        """Whether the ward has named the authority that issues its staff cards."""
        self._cards = used
        self.told.setText(
            "再発行したものは一度だけ表示されます。本人に手渡してください。"
            + ("" if used else "職員証（証明書つきのICカード）を使うには、先に認証局の証明書を登録します。")
        )
        self._chosen()

    def _chosen(self) -> None:
        one = self.chosen
        for deed in (self.change, *self.deeds.values()):
            deed.setEnabled(one is not None)
        if one is not None:
            self.deeds["codes"].setEnabled(Role.ADMIN in one.roles)
            self.deeds["card"].setEnabled(self._cards)
            self.deeds["no_card"].setEnabled(bool(one.card))
            self.deeds["unlock"].setEnabled(one.locked or one.failures > 0)

    def _change(self) -> None:
        if self.chosen is not None:
            self.change_wanted.emit(self.chosen)

    def _deed(self, deed: str) -> None:
        if self.chosen is not None:
            self.deed_wanted.emit(deed, self.chosen)


def _line(one: Staff) -> tuple[str, ...]:
    roles = "・".join(ROLES[role] for role in ROLES if role in one.roles) + ("（責任者）" if one.supervisor else "")
    state = "停止中" if one.disabled else "ロック中" if one.locked else "初回前" if one.renew else "使用中"
    state += "・職員証" if one.card else ""
    seen = f"{one.signed_in_at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}" if one.signed_in_at else "－"
    return one.login, one.name, roles, state, seen
