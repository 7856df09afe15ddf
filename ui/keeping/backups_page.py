"""バックアップ: which there are, what was tried with them, and where and how long they are kept (facts C-38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QSpinBox, QVBoxLayout

from app.clock import JAPAN
from app.settings import DAILY, HOURLY, Settings
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row
from ui.widgets.columns import columns
from ui.widgets.table import fill, line_table

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.backup_log import Try
    from app.storage.backup_plan import Kept

_COLUMNS = ("作った時刻", "大きさ", "種類", "確かめた・練習した", "保存先")
_DEEDS = {"check": "確かめる", "rehearse": "復元の練習", "restore": "復元…"}
_TRIED = {"checked": "確認", "rehearsed": "練習"}
_BESIDE = "この端末のデータフォルダー（記録と同じディスクです）"
_NONE = "使わない"


class BackupsPage(Page):
    """`deed_wanted` brings one of the deeds and the chosen file; `changed` settings by their names.

    `folder_wanted` brings the name of the setting whose folder is to be chosen.
    """

    title = "バックアップ"
    lead = "開いている間は1時間ごとに作り、開いて確かめます。月に1回は、復元の練習をしてください。"
    help = "一覧から1つ選んで、下のボタンを押します。「復元の練習」は今の記録に触れません。"
    make_wanted = Signal()
    other_wanted = Signal()
    deed_wanted = Signal(str, object)
    folder_wanted = Signal(str)
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._kept: Sequence[Kept] = ()
        self.told = label("", "item", wrap=True)
        self.column.addWidget(self.told)
        self.table = line_table("バックアップの一覧", _COLUMNS)
        self.table.setMinimumHeight(180)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.column.addWidget(self.table, 1)
        self.make = button("今すぐ作る", primary=True)
        self.make.clicked.connect(self.make_wanted)
        self.deeds = {deed: button(name) for deed, name in _DEEDS.items()}
        for deed, one in self.deeds.items():
            one.clicked.connect(partial(self._deed, deed))
        self.other = button("別のファイルから復元…")
        self.other.clicked.connect(self.other_wanted)
        self.column.addWidget(columns([self.make, *self.deeds.values(), self.other], most=5, least=120))
        self.column.addWidget(self._settings())
        self._chosen()

    def _settings(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("保存のしかた", "heading"))
        self.folders = {
            "backup_folder": self._folder(column, "backup_folder", "保存先", "データフォルダーに戻す"),
            "second_backup_folder": self._folder(column, "second_backup_folder", "2つ目の保存先", "使わない"),
        }
        self.counts = {
            "backups_hourly": _count("新しいものから残す数", HOURLY),
            "backups_daily": _count("1日1つを残す日数", DAILY),
        }
        for key, box in self.counts.items():
            box.editingFinished.connect(partial(self._counted, key))
        self.closing = QCheckBox("まどぐちを閉じるときにも作る")
        self.closing.setAccessibleName(self.closing.text())
        self.closing.clicked.connect(lambda on: self.changed.emit({"backup_at_closing": on}))
        line = row(*(part for box in self.counts.values() for part in (label(box.accessibleName()), box)))
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self.closing)
        return frame

    def _folder(self, column: QVBoxLayout, key: str, name: str, without: str) -> Folder:
        one = Folder(name, without)
        one.choose.clicked.connect(partial(self.folder_wanted.emit, key))
        one.clear.clicked.connect(partial(self.changed.emit, {key: ""}))
        column.addWidget(label(name))
        column.addWidget(one)
        return one

    @property
    def chosen(self) -> Path | None:
        lines = self.table.selectionModel().selectedRows()
        return self._kept[lines[0].row()].path if lines else None

    def show_backups(self, kept: Sequence[Kept], tries: Sequence[Try]) -> None:
        self._kept = kept
        last = {one.file: one for one in tries}
        fill(self.table, [_line(one, last) for one in kept])
        if not kept:
            self.tell("バックアップはまだありません。「今すぐ作る」で作れます。")
        self._chosen()

    def show_settings(self, settings: Settings) -> None:
        self.folders["backup_folder"].show_path(settings.backup_folder, _BESIDE)
        self.folders["second_backup_folder"].show_path(settings.second_backup_folder, _NONE)
        for key, box in self.counts.items():
            box.setValue(getattr(settings, key))
        self.closing.setChecked(settings.backup_at_closing)

    def tell(self, text: str) -> None:
        """What went well."""
        self.banner.say("")
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _chosen(self) -> None:
        for one in self.deeds.values():
            one.setEnabled(self.chosen is not None)

    def _deed(self, deed: str) -> None:
        if self.chosen is not None:
            self.deed_wanted.emit(deed, self.chosen)

    def _counted(self, key: str) -> None:
        self.changed.emit({key: self.counts[key].value()})


class Folder(QFrame):
    """A folder of the settings: where it is, another one, none."""

    def __init__(self, name: str, without: str) -> None:
        super().__init__()
        self.path = label("", "quiet", wrap=True)
        self.choose = button("選ぶ…", name=f"{name}を選ぶ")
        self.clear: QPushButton = button(without, name=f"{name}: {without}")
        line = row(self.path, self.choose, self.clear, stretch=0)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def show_path(self, path: str, none: str) -> None:
        self.path.setText(path or none)
        self.clear.setEnabled(bool(path))


def _count(name: str, allowed: range) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(allowed.start, allowed.stop - 1)
    box.setKeyboardTracking(False)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    return box


def _line(one: Kept, last: Mapping[str, Try]) -> tuple[str, ...]:
    kind = "更新の前" if one.path.name.startswith("before-") else "毎時"
    tried = last.get(one.path.name)
    when = f"{tried.moment.astimezone(JAPAN):%m月%d日 %H:%M} {_TRIED[tried.kind]}" if tried else "作ったときに確認"
    made = f"{one.made_at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}"
    return made, f"{one.size / (1 << 20):,.1f} MB", kind, when, str(one.path.parent)
