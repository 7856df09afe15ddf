"""How files with personal data leave the counter: in one sealed container, or as they are where they stay in house."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from app.access.password import refuse_weak
from app.errors import Refused
from ui.access.entries import entry
from ui.widgets.basics import Banner, label
from ui.widgets.dialog import Dialog
from ui.words import words


class SealDialog(Dialog):
    """`passphrase` is empty where the files are to stay as they are."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, "フォルダーを選ぶ…", parent)
        told = (
            "個人情報が入るため、合言葉で閉じた1つのファイル（.mdgx）にします。合言葉は、受け取る課に別の方法"
            "（電話など）で伝えてください。開き方は madoguchi export open です。"
        )
        self.column.addWidget(label(told, wrap=True))
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.first = entry(self.column, "合言葉（12文字以上。言葉を3つ以上つなぐと覚えやすく安全です）", secret=True)
        self.again = entry(self.column, "合言葉（もう一度）", secret=True)
        self.plain = QCheckBox("閉じずに書き出す（区のシステムに直接取り込むときだけ。証跡に残ります）")
        self.plain.setAccessibleName(self.plain.text())
        self.plain.toggled.connect(self._without)
        self.column.addWidget(self.plain)
        self.finish()

    @property
    def passphrase(self) -> str:
        return "" if self.plain.isChecked() else self.first.text()

    def accept(self) -> None:
        """Not with a passphrase that is soon guessed or was mistyped."""
        if not self.plain.isChecked():
            if self.first.text() != self.again.text():
                self.banner.say("2つの合言葉が違います。もう一度入力してください。")
                return
            try:
                refuse_weak(self.first.text(), "")
            except Refused as error:
                self.banner.say(words(error))
                return
        super().accept()

    def _without(self, plain: bool) -> None:
        for one in (self.first, self.again):
            one.setEnabled(not plain)
            one.clear()
