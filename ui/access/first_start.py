"""はじめに: the first administrator (who, the device for the codes, recovery codes on paper), then the escrow key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from ui import theme
from ui.access.entries import code_entry, entry
from ui.access.slip import qr_image
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row

if TYPE_CHECKING:
    from ui.keeping.escrow_desk import EscrowDesk

_QR = 220  # px


class FirstStartPage(Page):
    """`named` brings login, name and password; `proved` the code; `print_wanted` and `finished` are for the codes.

    `escrowed` ends it: the ward's escrow key is in use, or will be later. `recovery`: this is no first start, but a
    machine in the place of another.
    """

    title = "はじめに、管理者を1人登録します"
    lead = "管理者は、この端末を使う人を登録します。受付の記録は開けません。"
    named = Signal(str, str, str)
    proved = Signal(str)
    print_wanted = Signal()
    finished = Signal()
    escrowed = Signal()
    recovery = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.steps = QStackedWidget()
        for one in (self._who(), self._device(), self._paper()):
            self.steps.addWidget(one)
        self.column.addWidget(self.steps)
        self.column.addStretch()

    def _who(self) -> QWidget:
        frame, column = card()
        column.addWidget(label("1／4　管理者", "heading"))
        self.login = entry(column, "利用者名（職員番号など、空白なし）")
        self.name = entry(column, "氏名")
        self.password = entry(column, "パスワード（12文字以上。言葉を3つ以上つなぐと覚えやすく安全です）", secret=True)
        self.again = entry(column, "パスワード（もう一度）", secret=True)
        self.on = button("次へ", primary=True)
        self.on.clicked.connect(self._name)
        self.paper = button("前の端末の記録を、バックアップから戻す…")
        self.paper.clicked.connect(self.recovery)
        line = row(self.on, self.paper)
        line.addStretch()
        column.addLayout(line)
        return frame

    def _device(self) -> QWidget:
        frame, column = card()
        column.addWidget(label("2／4　確認コードの端末", "heading"))
        column.addWidget(
            label(
                "スマートフォンなどの認証アプリで、この2次元コードを読み取ってください。ネットワークは要りません。"
                "読み取ると、6桁の確認コードが表示されます。",
                wrap=True,
            )
        )
        self.qr, self.secret = QLabel(), label("", "quiet", wrap=True)
        self.qr.setAccessibleName("認証アプリに登録する2次元コード")
        column.addWidget(self.qr)
        column.addWidget(self.secret)
        self.code = code_entry(column, "表示された確認コード（6桁）")
        self.code.returnPressed.connect(self._prove)
        self.check = button("登録する", primary=True)
        self.check.clicked.connect(self._prove)
        line = row(self.check)
        line.addStretch()
        column.addLayout(line)
        return frame

    def _paper(self) -> QWidget:
        frame, column = card()
        column.addWidget(label("3／4　復旧コード", "heading"))
        column.addWidget(
            label(
                "端末をなくしたとき、ロックされたときに使うコードです。印刷して封筒に入れ、金庫に保管してください。"
                "1つは1回だけ使えます。この画面を閉じると、もう表示されません。",
                wrap=True,
            )
        )
        self.codes = label("", "number", wrap=True)
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(self.codes)
        self.print = button("印刷する", primary=True)
        self.print.clicked.connect(self.print_wanted)
        self.done = button("封筒に入れました。次へ")
        self.done.clicked.connect(self.finished)
        line = row(self.print, self.done)
        line.addStretch()
        column.addLayout(line)
        return frame

    def begin(self) -> None:
        self.leave()
        self.steps.setCurrentIndex(0)
        self.login.setFocus()

    def show_device(self, uri: str, secret: str) -> None:
        """The second step, with the shared secret to be typed where no camera is."""
        self.banner.say("")
        self.qr.setPixmap(QPixmap.fromImage(qr_image(uri, theme.px(_QR))))
        self.secret.setText("カメラが使えないとき: " + " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)))
        self.steps.setCurrentIndex(1)
        self.code.setFocus()

    def show_codes(self, codes: tuple[str, ...]) -> None:
        self.banner.say("")
        self.qr.clear()
        self.secret.clear()
        self.codes.setText("\n".join(codes))
        self.steps.setCurrentIndex(2)
        self.print.setFocus()

    def show_escrow(self, desk: EscrowDesk) -> None:
        """The last step: the key that brings back the records of a broken counter."""
        self.banner.say("")
        self.codes.clear()
        frame, column = card()
        column.addWidget(label("4／4　区の控えの鍵と回復用紙", "heading"))
        column.addWidget(desk.pane)
        self.later = button("あとで行う（点検に注意が出ます）")
        self.later.clicked.connect(self.escrowed)
        desk.used.connect(lambda _id: self.escrowed.emit())
        line = row(self.later)
        line.addStretch()
        column.addLayout(line)
        self.steps.addWidget(frame)
        self.steps.setCurrentWidget(frame)
        desk.pane.make.setFocus()

    def leave(self) -> None:
        for one in (self.login, self.name, self.password, self.again, self.code, self.qr, self.secret, self.codes):
            one.clear()
        self.banner.say("")

    def _name(self) -> None:
        if self.password.text() != self.again.text():
            self.banner.say("2つのパスワードが違います。もう一度入力してください。")
            return
        self.named.emit(self.login.text(), self.name.text(), self.password.text())

    def _prove(self) -> None:
        self.proved.emit(self.code.text())
