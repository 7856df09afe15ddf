"""更新: which version runs, and a new one from a file that the makers have signed (facts C-30)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.clock import JAPAN
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row

if TYPE_CHECKING:
    from app.journeys.updating import Running
    from app.updates.bundle import Checked

_FILES, _NOTES = "まどぐちの更新 (*.mdgupdate)", "戻しの許可 (*.json)"


class UpdatesPage(Page):
    """`check_wanted` and `install_wanted` bring the file's name, that of a note, and whether an old one is meant."""

    title = "更新"
    lead = "提供元の2人が署名した更新のファイルだけを入れられます。今の版は残り、新しい版が動かなければ自動で戻ります。"
    help = (
        "ファイルを選ぶと、まず中身をすべて調べます。調べるだけでは何も変わりません。入れる前にバックアップを作ります。"
    )
    check_wanted = Signal(str, str, bool)
    install_wanted = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._file = self._note = ""
        frame, column = card()
        self.present = label("", "heading", wrap=True)
        self.state = label("", wrap=True)
        column.addWidget(self.present)
        column.addWidget(self.state)
        self.column.addWidget(frame)
        frame, column = card()
        column.addWidget(label("更新のファイル", "heading"))
        self.file = label("まだ選んでいません。", wrap=True)
        column.addWidget(self.file)
        self.choose = button("ファイルを選んで調べる…", primary=True)
        self.choose.clicked.connect(self._choose)
        self.with_note = button("戻しの許可を添える…")
        self.with_note.clicked.connect(self._choose_note)
        line = row(self.choose, self.with_note)
        line.addStretch()
        column.addLayout(line)
        self.old = QCheckBox("400日より古い更新でも入れる")
        self.old.setAccessibleName(self.old.text())
        self.old.clicked.connect(lambda _on: self._check())
        column.addWidget(self.old)
        self.found = label("", wrap=True)
        column.addWidget(self.found)
        self.install = button("この更新を入れる")
        self.install.clicked.connect(lambda: self.install_wanted.emit(self._file, self._note, self.old.isChecked()))
        line = row(self.install)
        line.addStretch()
        column.addLayout(line)
        self.column.addWidget(frame)
        self.column.addStretch()
        self.show_none()

    def show_running(self, running: Running) -> None:
        self.present.setText(f"今の版　{running.version}")
        told = []
        if not running.slot:
            told.append(
                "この端末では2つの置き場所に入れられていないため、ここからは更新できません（調べることはできます）。"
            )
        if not running.keys:
            told.append("この版には提供元の鍵が入っていないため、どの更新も受け付けません。")
        if running.waiting:
            told.append(f"{running.waiting} を入れました。まどぐちを閉じて開き直すと、新しい版になります。")
        if running.returned:
            told.append(
                f"{running.returned} は始められなかったため、自動で今の版に戻しました。提供元に知らせてください。"
            )
        self.state.setText("\n".join(told) or "更新を受け取ったら、ファイルを選んでください。")

    def show_none(self) -> None:
        """Nothing is chosen, or what was chosen is refused."""
        self.found.setText("")
        self.install.setEnabled(False)

    def show_checked(self, checked: Checked) -> None:
        manifest = checked.manifest
        size = sum(facts.size for facts in manifest.files.values()) / (1 << 20)
        built = f"{manifest.built_on.astimezone(JAPAN):%Y年%m月%d日}"
        told = f"{manifest.version}（{built}作成、{size:,.1f} MB、部品 {checked.components}）。"
        told += f"署名: {'、'.join(checked.signed_by)}。"
        back = f"\n前の版に戻します。理由: {checked.rollback}" if checked.rollback else ""
        self.banner.say("")
        self.found.setText(f"○ すべて確かめました。{told}{back}")
        self.install.setEnabled(True)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "更新のファイル", "", _FILES)
        if name:
            self._file, self._note = name, ""
            self._check()

    def _choose_note(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "戻しの許可", "", _NOTES)
        if name:
            self._note = name
            self._check()

    def _check(self) -> None:
        self.show_none()
        self.banner.say("")
        if self._file:
            self.file.setText(self._file + (f"\n戻しの許可: {self._note}" if self._note else ""))
            self.check_wanted.emit(self._file, self._note, self.old.isChecked())
