"""表示と機器: colours, size of type, touch, reader and printer of this counter; one's password, the lock on idle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from app.settings import LOCK, ZOOMS, Scheme, Settings
from ui.pages.page import Page
from ui.widgets.basics import bare, button, card, label, row
from ui.widgets.choices import Choice, Names
from ui.widgets.columns import columns

if TYPE_CHECKING:
    from app.errors import Problem
    from models.card import ReaderState

_SCHEMES = {Scheme.SYSTEM: "端末に合わせる", Scheme.LIGHT: "明るい", Scheme.DARK: "暗い"}


class SettingsPage(Page):
    """`wanted` brings the settings that the clerk has changed, by their names.

    `guarded_wanted` those that are the administrator's to change.
    """

    title = "表示と機器"
    lead = "この窓口の画面と機器の設定です。選ぶとすぐに変わり、この端末に残ります。"
    help = "文字の大きさは、どの画面でも Ctrl と ＋ / － で変えられます。Ctrl+0 で元の大きさに戻ります。"
    wanted = Signal(object)
    guarded_wanted = Signal(object)
    models_wanted = Signal()
    password_wanted = Signal()
    voices_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.schemes = Choice(_SCHEMES, "配色")
        self.zooms = Choice({zoom: f"{zoom}%" for zoom in ZOOMS}, "文字の大きさ")
        self.tablet = QCheckBox("指で押しやすい大きさにする（タブレット）")
        self.tablet.setAccessibleName(self.tablet.text())
        self.readers = Names("カードリーダー", "自動（カードが置かれたリーダー）")
        self.printers = Names("プリンター", "自動（最初のプリンター）")
        self.column.addWidget(self._screen())
        self.column.addWidget(self._devices())
        self.voices, self.models = button("マイク・読み上げ・電話通訳…"), button("翻訳・音声のモデル…")
        self.voices.clicked.connect(self.voices_wanted)
        self.models.clicked.connect(self.models_wanted)
        self.password = button("自分のパスワードを変更…")
        self.password.clicked.connect(self.password_wanted)
        self.column.addWidget(columns([self._lock(), self.voices, self.models, self.password], most=4, least=240))
        self.said = label("", "item", wrap=True)
        self.said.hide()
        self.column.addWidget(self.said)
        self.column.addStretch()
        self.schemes.chosen.connect(lambda value: self.wanted.emit({"scheme": value}))
        self.zooms.chosen.connect(lambda value: self.wanted.emit({"zoom": value}))
        self.tablet.clicked.connect(lambda on: self.wanted.emit({"tablet": on}))
        self.readers.activated.connect(partial(self._device_chosen, "reader", self.readers))
        self.printers.activated.connect(partial(self._device_chosen, "printer", self.printers))
        self._settings = Settings()

    def _screen(self) -> QFrame:
        frame, column = card()
        widgets: tuple[tuple[str, QWidget], ...] = (("配色", self.schemes), ("文字の大きさ", self.zooms))
        for name, widget in widgets:
            column.addWidget(label(name, "heading"))
            column.addWidget(widget)
        column.addWidget(self.tablet)
        return frame

    def _devices(self) -> QFrame:
        frame, column = card()
        for name, widget in (("カードリーダー", self.readers), ("プリンター", self.printers)):
            column.addWidget(label(name, "heading"))
            column.addWidget(widget)
        return frame

    def _lock(self) -> QWidget:
        """How soon an unattended screen is covered."""
        inside, column = bare()
        self.lock = QComboBox()
        self.lock.setAccessibleName("操作がないときに画面をロックするまで")
        self.lock.setToolTip("変えられるのは管理者です。Ctrl+L でいつでもロックできます。")
        for minutes in LOCK:
            self.lock.addItem(f"{minutes}分", minutes)
        self.lock.activated.connect(lambda index: self.guarded_wanted.emit({"lock_minutes": self.lock.itemData(index)}))
        column.addLayout(row(label("画面のロック"), self.lock, stretch=1))
        return inside

    def show_rights(self, *, person: bool, administrator: bool) -> None:
        """A `person` has signed in with a password of their own; practice has none."""
        self.password.setVisible(person)
        self.lock.setEnabled(administrator)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.lock.setCurrentIndex(self.lock.findData(settings.lock_minutes))
        self.schemes.show_value(settings.scheme)
        self.zooms.show_value(settings.zoom)
        self.tablet.setChecked(settings.tablet)
        self.readers.show_name(settings.reader)
        self.printers.show_name(settings.printer)

    def show_readers(self, readers: Sequence[ReaderState]) -> None:
        self.readers.offer([reader.name for reader in readers], self._settings.reader)

    def show_printers(self, names: Sequence[str]) -> None:
        self.printers.offer(names, self._settings.printer)

    def tell(self, text: str) -> None:
        """What went well."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def show_faults(self, problems: Sequence[Problem]) -> None:
        """What in the file could not be used."""
        faults = "、".join(f"{problem.path}（使える値: {problem.allowed}）" for problem in problems)
        self.banner.say(f"設定ファイルに使えないところがあります。{faults}" if faults else "")

    def _device_chosen(self, key: str, box: Names, index: int) -> None:
        self.wanted.emit({key: box.itemData(index)})
