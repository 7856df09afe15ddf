"""問い合わせ用の情報: everything that would leave the house, shown in full before it is saved (facts C-41)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme
from ui.widgets.basics import Banner, label
from ui.widgets.dialog import Dialog


class SupportDialog(Dialog):
    """`save_wanted` once the administrator has seen it."""

    save_wanted = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__("問い合わせ用の情報", "ファイルに保存…", parent, no="閉じる")
        told = (
            "保存されるのは、ここに見えるものだけです。名前、住所、番号、端末や機器の名前、ファイルの場所は入りません。"
        )
        self.column.addWidget(label(told, wrap=True))
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("保存される情報のすべて")
        self.text.setMinimumSize(theme.px(560), 320)
        self.column.addWidget(self.text, 1)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(lambda: self.save_wanted.emit(text))
        self.finish()
