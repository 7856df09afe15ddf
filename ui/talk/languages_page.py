"""Which language: every one by its own name, with what works for it on this counter. One touch begins the talk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from ui.pages.page import Page
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button, label, row
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from app.translation.abilities import Ability

_COLUMNS, _NARROWEST = 6, 180  # pixels
_WORKS = (("phrases", "文"), ("text", "訳"), ("listen", "聞"), ("speak", "話"))
_NAMES = {"text": "機械翻訳", "listen": "聞き取り", "speak": "読み上げ"}
_LEGEND = "文＝定型文　訳＝機械翻訳　聞＝聞き取り　話＝読み上げ　（色の付いたものが、この端末で使えます）"


class LanguagesPage(Page):
    title = "どの言語で話しますか　（お客さまに指さしてもらってください）"
    help = "言語の名前を押すと会話が始まります。色の付いた「文・訳・聞・話」が、この端末で使えるものです。"
    chosen = Signal(str)
    board_wanted = Signal()
    phrases_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[str, Tile] = {}
        self._shown: list[Ability] = []
        self._tiles = Columns(_COLUMNS, _NARROWEST, spacing=6)
        self.column.addWidget(self._tiles, 1)
        self.edit = button("定型文を直す・足す")
        self.edit.clicked.connect(self.phrases_wanted)
        line = row(label(_LEGEND, "quiet", wrap=True), self.edit, stretch=0)
        self.column.addLayout(line)

    def show_abilities(self, abilities: Sequence[Ability]) -> None:
        """Every language, those spoken most at the counter first and a little larger."""
        if list(abilities) == self._shown:
            return
        self._shown = list(abilities)
        focused = next((code for code, tile in self.tiles.items() if tile.hasFocus()), "")
        self.tiles.clear()
        for one in sorted(abilities, key=lambda one: not one.language.main):
            tile = self.tiles[one.language.code] = _tile(one)
            tile.clicked.connect(partial(self.chosen.emit, one.language.code))
        self._tiles.show_widgets(list(self.tiles.values()))
        if focused in self.tiles:
            self.tiles[focused].setFocus()

    def focus_first(self) -> None:
        if self.tiles:
            next(iter(self.tiles.values())).setFocus()


def _tile(ability: Ability) -> Tile:
    language = ability.language
    tile = Tile([Line(language.name, "language", language.code), Line(language.name_ja, "quiet")])
    works = QHBoxLayout()
    works.setSpacing(4)
    for key, word in _WORKS:
        ready = ability.phrases > 0 if key == "phrases" else getattr(ability, key) == "ready"
        works.addWidget(_mark(word, ready=ready))
    works.addStretch()
    tile.column.addLayout(works)
    tile.setToolTip(_told(ability))
    tile.setAccessibleDescription(_told(ability))
    return tile


def _mark(word: str, *, ready: bool) -> QLabel:
    one = label(word)
    one.setProperty("chip", "works" if ready else "works_not")
    one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return one


def _told(ability: Ability) -> str:
    """In words what the marks say."""
    checked = f"（確認済み {ability.reviewed}）" if ability.phrases else ""
    parts = [f"定型文 {ability.phrases}{checked}"]
    parts += [f"{name} {_state(ability, key)}" for key, name in _NAMES.items()]
    return "\n".join(parts)


def _state(ability: Ability, key: str) -> str:
    if getattr(ability, key) == "ready":
        return "使えます"
    return "モデルが入っていません" if key in ability.possible else "対応するモデルがありません"
