"""回復用紙: before anybody can sign in, a machine is brought back with the paper from the safe and nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget

from ui.access.entries import entry
from ui.keeping.office_paper import BACKUPS
from ui.keeping.restore_dialog import RestoreDialog
from ui.widgets.basics import bare, button, label, row

if TYPE_CHECKING:
    from app.journeys.keeping import Keeper
    from app.storage.backup_file import Contents
    from ui.lanes import Lane


class RecoveryDialog(RestoreDialog):
    """A backup put in place, or this machine's own records opened again; `restored` tells that it is done."""

    def __init__(self, lane: Lane, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(lane, keeper, Path(), parent)
        self.setWindowTitle("回復用紙で取り戻す")
        self.setAccessibleName(self.windowTitle())

    def _which_key(self) -> QWidget:
        inside, column = bare()
        column.addWidget(label("1／3　何をしますか", "item"))
        self.backup = QRadioButton("バックアップから、この端末に記録を戻す")
        self.unlock = QRadioButton("記録は残っている。この端末で開けるように、鍵だけを戻す")
        self.choose = button("バックアップのファイルを選ぶ…")
        self.choose.clicked.connect(self._choose)
        self.chosen = label("まだ選んでいません。", "quiet", wrap=True)
        for one in (self.backup, self.unlock):
            one.setAccessibleName(one.text())
            column.addWidget(one)
        self.backup.setChecked(True)
        self.backup.toggled.connect(self.choose.setEnabled)
        column.addLayout(row(self.choose, self.chosen, stretch=1))
        self.letters = entry(column, "回復用紙の13の枠の文字（コードの読み取りでも入ります）")
        return inside

    @property
    def typed(self) -> str:
        return self.letters.text()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "復元するバックアップ", "", BACKUPS)
        if name:
            self._file = Path(name)
            self.chosen.setText(self._file.name)

    def _look(self) -> None:
        if self.unlock.isChecked():
            self._busy("鍵を戻しています…")
            self._lane.run(partial(self._keeper.unlock, self.typed), self._unlocked, self._failed)
        elif not self._file.name:
            self.banner.say("バックアップのファイルを選んでください。")
        else:
            self._busy("確かめています…")
            self._lane.run(partial(self._keeper.examine, self._file, self.typed), self._examined, self._failed)

    def _examined(self, contents: Contents) -> None:
        self._looked((contents, None))
        self.lost.setText("この端末に記録があれば、消さずに別のフォルダーに残します。")

    def _unlocked(self, _nothing: None) -> None:
        self._end("この端末で記録を開けるようになりました。サインインしてください。")
        self.restored.emit()
