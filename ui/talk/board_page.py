"""指さしボード: the phrases needed most, each with a drawing; staff and visitor point at the same screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.translation.board import board
from app.translation.languages import languages
from ui import theme
from ui.pages.page import Page
from ui.talk.script import direction
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from app.translation.office import Phrasebook

_COLUMNS, _NARROWEST = 5, 220  # pixels
_DRAWING, _SIGN = 92, 22  # pixels


class Drawing(QWidget):
    """One drawing in the colours of the scheme."""

    def __init__(self, phrase_id: str, pixels: int = _DRAWING) -> None:
        super().__init__()
        self._phrase = phrase_id
        self._side = theme.px(pixels)
        self.setFixedSize(QSize(self._side, self._side))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        del event
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        svg = board().svg(self._phrase, t.text, t.accent, t.accent_soft)
        QSvgRenderer(svg).render(painter, QRectF(0, 0, self._side, self._side))


class BoardPage(Page):
    """`chosen` brings the id of the phrase that was touched."""

    title = ""
    help = "絵を押すと、その文が大きく出ます。お客さまにも、職員にも使えます。数字キー 1〜6 で種類を選べます。"
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.heading.hide()
        self.setProperty("visitor", True)
        self.setAccessibleName("指さしボード")
        self._phrasebook: Phrasebook | None = None
        self._language = ""
        self.tiles: dict[str, Tile] = {}
        self.groups = QButtonGroup(self)
        for number, group in enumerate(board().groups.values()):
            tab = button(f"{number + 1}  {group.name_ja}")
            tab.setProperty("small", True)
            tab.setCheckable(True)
            tab.setShortcut(str(number + 1))
            tab.setIconSize(QSize(theme.px(_SIGN), theme.px(_SIGN)))
            self.groups.addButton(tab, number)
        tabs = Columns(len(self.groups.buttons()))
        tabs.show_widgets(self.groups.buttons())
        self.column.addWidget(tabs)
        self.groups.idClicked.connect(self.show_group)
        self._tiles = Columns(_COLUMNS, _NARROWEST, spacing=10)
        self.column.addWidget(self._tiles, 1)

    def show_language(self, phrasebook: Phrasebook, language: str) -> None:
        """The board in the visitor's language, at its first group."""
        self._phrasebook, self._language = phrasebook, language
        self.setLayoutDirection(direction(languages()[language]))
        for tab, group in zip(self.groups.buttons(), board().groups.values(), strict=True):
            tab.setIcon(Drawing(group.phrases[0], _SIGN).grab())  # the visitor reads no Japanese
        self.show_group(0)

    def show_group(self, number: int) -> None:
        self.groups.button(number).setChecked(True)
        self.tiles.clear()
        if self._phrasebook is None:
            return
        texts = self._phrasebook.book(self._language).texts
        group = list(board().groups.values())[number]
        for id_ in group.phrases:
            if id_ in texts and id_ in self._phrasebook.phrases:
                self.tiles[id_] = self._tile(id_, texts[id_])
        self._tiles.show_widgets(list(self.tiles.values()))

    def _tile(self, id_: str, text: str) -> Tile:
        japanese = self._phrasebook.phrases[id_].ja if self._phrasebook else ""
        tile = Tile([Line(text, "board", self._language), Line(japanese, "for_staff")], centred=True)
        tile.column.insertWidget(0, Drawing(id_), 0, Qt.AlignmentFlag.AlignHCenter)
        tile.clicked.connect(partial(self.chosen.emit, id_))
        return tile
