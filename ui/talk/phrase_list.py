"""The phrasebook at the left: situations, the phrases of one as buttons, and the search over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.translation.phrasebook import situations
from ui import theme
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button, clear, label, scroll

if TYPE_CHECKING:
    from app.translation.office import Phrasebook
    from app.translation.phrasebook import Phrase

Find = Callable[[str], Sequence[str]]
FAVOURITES, RECENT = "★ よく使う", "最近使った"
_SIDES = (("staff", "職員が言う"), ("visitor", "お客さまが言う"))
_SOON = 80  # ms after the last letter
_SITUATIONS_WIDE, _LIST_WIDE = 188, 280  # pixels


class _TightList(QListWidget):
    """Its rows are as high as the style sheet makes them, which comes after they were added."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("tight", True)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        super().showEvent(event)
        self.ensurePolished()
        self.doItemsLayout()


class PhraseList(QWidget):
    """`chosen` brings a phrase's id and who says it."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._phrasebook: Phrasebook | None = None
        self._language = ""
        self._find: Find = tuple
        self._marked: tuple[Sequence[str], Sequence[str]] = ((), ())
        self.search = QLineEdit()
        self.search.setPlaceholderText("さがす（日本語・相手の言語） Ctrl+F")
        self.search.setAccessibleName("定型文をさがす")
        self.search.setClearButtonEnabled(True)
        self.situations = _TightList()
        self.situations.setAccessibleName("場面")
        self.situations.setFixedWidth(theme.px(_SITUATIONS_WIDE))
        self.situations.addItems([FAVOURITES, RECENT, *(one.name_ja for one in situations().values())])
        self.situations.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tiles: dict[str, Tile] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.show_phrases)
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.situations.currentRowChanged.connect(self._situation_chosen)

    def _lay_out(self) -> None:
        self.sides = QButtonGroup(self)
        sides = QHBoxLayout()
        for number, (_side, name) in enumerate(_SIDES):
            one = button(name)
            one.setProperty("small", True)
            one.setCheckable(True)
            one.setChecked(number == 0)
            self.sides.addButton(one, number)
            sides.addWidget(one)
        sides.addStretch()
        self.sides.idClicked.connect(lambda _number: self.show_phrases())
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(6)
        self._room = scroll(inside, "定型文")
        self._room.setMinimumWidth(theme.px(_LIST_WIDE))
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lists = QHBoxLayout()
        lists.setSpacing(8)
        lists.addWidget(self.situations)
        lists.addWidget(self._room, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addLayout(sides)
        column.addLayout(lists, 1)

    @property
    def side(self) -> str:
        return _SIDES[self.sides.checkedId()][0]

    # -- showing -------------------------------------------------------------------------------------------------

    def show_language(self, phrasebook: Phrasebook, language: str, find: Find) -> None:
        """Begin with another language: at the first situation, with nothing typed."""
        self._phrasebook, self._language, self._find = phrasebook, language, find
        self.search.clear()
        self.sides.button(0).setChecked(True)
        self.situations.setCurrentRow(0 if self._marked[0] else 2)
        self.show_phrases()

    def show_marked(self, favourites: Sequence[str], recent: Sequence[str]) -> None:
        """Which phrases are often used at this desk, and which were used last."""
        self._marked = (favourites, recent)
        if self.situations.currentRow() < len(self._marked):
            self.show_phrases()

    def show_situation(self, id_: str) -> None:
        """The phrases of a situation."""
        self.situations.setCurrentRow(list(situations()).index(id_) + len(self._marked))

    def _situation_chosen(self, _row: int) -> None:
        if self.search.text():
            self.search.clear()
        self.show_phrases()

    def show_phrases(self) -> None:
        """Those of the search, or else of the situation, that have a translation."""
        self._soon.stop()
        clear(self._column)
        self.tiles.clear()
        if self._phrasebook is None:
            return
        texts = self._phrasebook.book(self._language).texts
        for phrase in self._shown():
            if phrase.id in texts:
                self._column.addWidget(self._tile(phrase, texts[phrase.id]))
        if not self.tiles:
            self._column.addWidget(label(self._none(), "quiet", wrap=True))
        self._column.addStretch()
        self._room.verticalScrollBar().setValue(0)

    def _shown(self) -> Iterable[Phrase]:
        if self._phrasebook is None:
            return ()
        phrases, row = self._phrasebook.phrases, self.situations.currentRow()
        if self.search.text().strip():
            return [phrases[id_] for id_ in self._find(self.search.text())]
        if row < len(self._marked):
            return [phrases[id_] for id_ in self._marked[max(row, 0)] if id_ in phrases]
        there = self._phrasebook.of(list(situations())[row - len(self._marked)])
        return [phrase for phrase in there if phrase.side in {self.side, "both"}]

    def _none(self) -> str:
        if self.search.text().strip():
            return "この言葉の定型文はありません。右の欄に文を入力すると、機械が訳します。"
        if self.situations.currentRow() == 0:
            return "定型文を選んだあとに「★」を押すと、ここに並びます。"
        return "ここには、まだ何もありません。"

    def _tile(self, phrase: Phrase, text: str) -> Tile:
        tile = Tile([Line(phrase.ja, "item"), Line(text, "foreign", self._language)])
        speaker = "visitor" if phrase.side == "visitor" else self.side if phrase.side == "both" else "staff"
        tile.clicked.connect(partial(self.chosen.emit, phrase.id, speaker))
        self.tiles[phrase.id] = tile
        return tile
