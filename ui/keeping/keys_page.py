"""鍵と回復用紙: what opens the records, the ward's escrow key, and this machine's own wrapping (facts C-17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from ui import theme
from ui.access.slip import qr_image
from ui.pages.page import Page
from ui.widgets.basics import bare, button, card, label, row
from ui.widgets.fold import Fold

if TYPE_CHECKING:
    from app.keys.escrow import EscrowPublic

_QR = 160  # px


class KeysPage(Page):
    """`rotate_wanted`: wrap anew; `save_wanted`: the public half as a file for the next counter."""

    title = "鍵と回復用紙"
    lead = "記録の鍵は、この端末の保管場所と、金庫の回復用紙の2つで守ります。"
    help = "ほかの端末では、下の公開鍵を2次元コードかファイルで渡すと、同じ回復用紙で記録を開けます。"
    rotate_wanted = Signal()
    save_wanted = Signal(str)

    def __init__(self, pane: QWidget) -> None:
        super().__init__()
        self.state = label("", "item", wrap=True)
        self.column.addWidget(self.state)
        self.public = self._shown_public()
        self.column.addWidget(self.public)
        frame, column = card()
        self.fold = Fold("回復用紙を作り直す、または別の公開鍵を使う", pane)
        column.addWidget(self.fold)
        self.column.addWidget(frame)
        self.column.addWidget(self._own())
        self.column.addStretch()

    def _shown_public(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("ほかの端末に渡す公開鍵（秘密ではありません）", "heading"))
        self.qr, self.text = QLabel(), QLineEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("公開鍵の文字")
        self.qr.setAccessibleName("公開鍵の2次元コード")
        self.save = button("ファイルに保存…", name="公開鍵をファイルに保存")
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.text.text()))
        beside, inside = bare()
        inside.addWidget(self.text)
        inside.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch()
        column.addLayout(row(self.qr, beside, stretch=1))
        return frame

    def _own(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("この端末の保管場所", "heading"))
        told = (
            "端末の利用者を替えたとき、鍵のファイルを見られたおそれがあるときに、鍵を包み直します。記録は変わりません。"
        )
        column.addWidget(label(told, wrap=True))
        self.rotate = button("鍵を包み直す")
        self.rotate.clicked.connect(self.rotate_wanted)
        line = row(self.rotate)
        line.addStretch()
        column.addLayout(line)
        return frame

    def show_escrow(self, public: EscrowPublic | None) -> None:
        """Without one the way to make it stands open."""
        self.public.setVisible(public is not None)
        if public is None:
            self.state.setText("△ 区の控えの鍵がまだありません。端末が壊れると、記録を戻せません。")
            self.fold.head.setChecked(True)
            return
        self.state.setText(f"○ この端末と、回復用紙（鍵の番号 {public.id}）で開けます。")
        self.fold.head.setChecked(False)
        self.text.setText(public.text)
        self.text.setCursorPosition(0)
        self.qr.setPixmap(QPixmap.fromImage(qr_image(public.text, theme.px(_QR))))

    def tell(self, text: str) -> None:
        self.banner.say("")
        self.state.setText(text)
