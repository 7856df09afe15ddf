"""Somebody new or other roles; and what is handed to the person, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from models.staff import Role
from ui import theme
from ui.access.card_pin import CardPin
from ui.access.entries import entry
from ui.access.slip import print_slip, qr_image
from ui.access.staff_page import ROLES
from ui.widgets.basics import Banner, label
from ui.widgets.dialog import Dialog
from ui.words import words

if TYPE_CHECKING:
    from app.journeys.staff_desk import Enrolment
    from models.staff import Staff
    from ui.area import Services

_QR = 200  # px


class Wish(NamedTuple):
    """What the administrator has entered."""

    login: str
    name: str
    roles: frozenset[Role]
    supervisor: bool


class StaffDialog(Dialog):
    """Without `staff` somebody new; with it the person's roles alone."""

    def __init__(self, staff: Staff | None, parent: QWidget | None = None) -> None:
        super().__init__("役割の変更" if staff else "利用者の追加", "登録する", parent)
        self.login = entry(self.column, "利用者名（職員番号など、空白なし）")
        self.name = entry(self.column, "氏名")
        self.column.addWidget(label("役割"))
        self.roles = {role: QCheckBox(name) for role, name in ROLES.items()}
        self.supervisor = QCheckBox("責任者（支援措置の解除、申告の確認ができます）")
        for box in (*self.roles.values(), self.supervisor):
            box.setAccessibleName(box.text())
            self.column.addWidget(box)
        self.column.addWidget(
            label("管理者と監査は1つだけで使います。窓口・税・通訳は合わせて選べます。", "quiet", wrap=True)
        )
        if staff is not None:
            self._show(staff)
        self.finish()

    @property
    def wish(self) -> Wish:
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        return Wish(self.login.text(), self.name.text(), roles, self.supervisor.isChecked())

    def _show(self, staff: Staff) -> None:
        self.login.setText(staff.login)
        self.name.setText(staff.name)
        self.login.setEnabled(False)
        self.name.setEnabled(False)
        for role, box in self.roles.items():
            box.setChecked(role in staff.roles)
        self.supervisor.setChecked(staff.supervisor)


class CardDialog(Dialog):
    """The person's own card is laid down and its PIN typed by the person; `pin` is taken by whoever asked."""

    def __init__(self, staff: Staff, parent: QWidget | None = None) -> None:
        super().__init__("職員証の登録", "登録する", parent)
        self.column.addWidget(label(f"{staff.name}（{staff.login}）", "heading"))
        told = "本人の職員証をリーダーに置き、本人が暗証番号を入力してください。証明書を確かめて登録します。"
        self.column.addWidget(label(told, wrap=True))
        self.pin = CardPin(self.column, "職員証の暗証番号（6〜8桁）")
        self.pin.entered.connect(self.accept)
        self.rejected.connect(self.pin.wipe)
        self.finish()
        self.pin.setFocus()


class EnrolmentDialog(Dialog):
    """A given password, the 2D code for the device, recovery codes: whichever there are."""

    def __init__(self, made: Enrolment, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("本人に手渡すもの", "印刷する", parent, no="閉じる")
        self._made, self._services = made, services
        self.banner = Banner()
        self.column.addWidget(label(f"{made.staff.name}（{made.staff.login}）", "heading"))
        self.column.addWidget(self.banner)
        for line in self.lines:
            self.column.addWidget(label(line, wrap=True))
        if made.uri:
            picture = QLabel()
            picture.setAccessibleName("認証アプリに登録する2次元コード")
            picture.setPixmap(QPixmap.fromImage(qr_image(made.uri, theme.px(_QR))))
            self.column.addWidget(picture)
        self.column.addWidget(label("閉じると、もう表示されません。", "quiet"))
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(self._print)
        self.finish()

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands on the slip."""
        made = self._made
        told = [f"はじめのパスワード: {made.password}（サインインすると、自分で決め直します）"] if made.password else []
        told += ["認証アプリで2次元コードを読み取ってください。確認コードが表示されます。"] if made.uri else []
        told += ["復旧コード（封筒に入れて金庫へ。1つは1回だけ使えます）", *made.codes] if made.codes else []
        return tuple(told)

    def _print(self) -> None:
        made = self._made
        title = f"まどぐち　{made.staff.name}（{made.staff.login}）"
        print_slip(self._services, title, self.lines, lambda error: self.banner.say(words(error)), made.uri)
