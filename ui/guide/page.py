"""案内: asked as one types, or by the tiles of what there is; the answer large, the house on the map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.guide.entries import KINDS, Kind
from app.guide.words import JAPANESE, words
from app.translation.languages import languages
from ui import theme
from ui.guide.answer_view import AnswerView
from ui.guide.map_view import MapView
from ui.pages.page import Page
from ui.talk.script import dress
from ui.talk.tiles import Line, Tile
from ui.widgets.basics import button, card, clear, label, row, scroll
from ui.widgets.printers import PrinterBox

if TYPE_CHECKING:
    from app.guide.guide import Answer

_NAME_LENGTH = 12  # letters
_SOON = 80  # ms after the last letter
_COLUMNS, _FEWER, _LARGE = 3, 2, 1.5  # of tiles, and from which zoom on fewer
_LIST_WIDE, _LIST_WIDEST, _MAP_WIDE = 300, 400, 360  # pixels at every zoom: what grows is the answer
_EXAMPLES: dict[Kind, tuple[str, str]] = {
    "waste": ("何をどう捨てるか", "自転車・電池・冷蔵庫…"),
    "office": ("場所と電話、地図", "本庁・出張所・センター"),
    "hours": ("平日・日曜・年末年始", "何時まで、休みの日"),
    "procedure": ("担当と階", "転入・国保・児童手当…"),
    "payment": ("手数料・税金", "いくら、どう払うか"),
    "online": ("マイナポータルなど", "引越し・ぴったりサービス"),
    "certificate": ("住民票など、暗証番号", "コンビニ交付"),
}


class GuidePage(Page):
    """`question_typed` as one types, `kind_wanted` by a tile, `chosen` by a result, `print_wanted` for paper."""

    title = "案内"
    help = (
        "言葉を入れるとすぐに答えが出ます（日本語・英語・お客さまの言語のどれでも）。何も入れないと分野の一覧に戻ります。"
        "お客さまの言語を選ぶと、答えはその言語と日本語で出ます。Ctrl+P で紙に印刷します。"
    )
    question_typed = Signal(str)
    kind_wanted = Signal(str)
    chosen = Signal(str)
    language_wanted = Signal(str)
    print_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.language = QComboBox()
        self.language.setAccessibleName("お客さまの言語")
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setMinimumContentsLength(_NAME_LENGTH)
        for code in sorted(words(), key=list(languages()).index):
            one = languages()[code]
            beside = one.name_ja.partition("（")[0]  # the own name tells two ways of writing apart
            self.language.addItem(one.name if beside == one.name else f"{one.name}　{beside}", code)
        self.search = QLineEdit()
        self.search.setAccessibleName("案内をさがす")
        self.search.setClearButtonEnabled(True)
        self.printers = PrinterBox()
        self.print = button("紙に印刷する (Ctrl+P)", name="この答えを紙に印刷する")
        self.said = label("", "quiet")
        self.results: dict[str, Tile] = {}
        self.kinds: dict[Kind, Tile] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._lay_out()
        self._connect()
        self.show_kinds()

    def _lay_out(self) -> None:
        self.column.addLayout(row(label("さがす"), self.search, label("お客さまの言語"), self.language, stretch=1))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tiles())
        self._stack.addWidget(self._answers())
        self.column.addWidget(self._stack, 1)

    def _tiles(self) -> QWidget:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 6, 0, 6)
        self._grid.setSpacing(14)
        return inside

    def _show_tiles(self, language: str) -> None:
        """Each kind of answer in Japanese, and as the visitor calls it."""
        clear(self._grid)
        columns = _COLUMNS if theme.zoom() < _LARGE else _FEWER
        for place, kind in enumerate(KINDS):
            about, example = _EXAMPLES[kind]
            lines = [Line(words()[JAPANESE].kinds[kind], "title")]
            if language != JAPANESE:
                lines.append(Line(words()[language].kinds[kind], "language", language))
            tile = Tile([*lines, Line(about), Line(example, "quiet")])
            tile.column.setContentsMargins(*(theme.px(edge) for edge in (18, 16, 18, 16)))
            tile.column.setSpacing(theme.px(4))
            tile.clicked.connect(partial(self.kind_wanted.emit, kind))
            self.kinds[kind] = tile
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _answers(self) -> QWidget:
        listed = QWidget()
        self._list = QVBoxLayout(listed)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(6)
        left = scroll(listed, "見つかったもの")
        left.setFixedWidth(min(theme.px(_LIST_WIDE), _LIST_WIDEST))
        frame, inside = card()
        self.answer = AnswerView()
        inside.addWidget(scroll(self.answer, "答え"), 1)
        inside.addLayout(row(self.said, self.printers, self.print, stretch=0))
        self.map = MapView()
        self.map.setFixedWidth(_MAP_WIDE)
        self.map.hide()
        whole = QWidget()
        line = row(left, frame, self.map, stretch=1)
        line.setContentsMargins(0, 0, 0, 0)
        whole.setLayout(line)
        return whole

    def _connect(self) -> None:
        self._soon.timeout.connect(lambda: self.question_typed.emit(self.search.text()))
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(lambda: self.question_typed.emit(self.search.text()))
        self.language.currentIndexChanged.connect(lambda _: self.language_wanted.emit(self.language.currentData()))
        self.print.setShortcut("Ctrl+P")
        self.print.clicked.connect(lambda: self.print_wanted.emit(self.printers.currentText()))

    # -- showing -------------------------------------------------------------------------------------------------

    def show_language(self, language: str) -> None:
        self.search.setPlaceholderText(words()[language].search)
        dress(self.search, language)
        self._show_tiles(language)

    def choose_language(self, language: str) -> None:
        """As if it were chosen by hand."""
        self.language.setCurrentIndex(self.language.findData(language))

    def show_kinds(self) -> None:
        """Nothing is asked."""
        self._stack.setCurrentIndex(0)

    def show_results(self, answers: Sequence[Answer], language: str) -> None:
        """What was found, the best first; or that nothing is known."""
        clear(self._list)
        self.results.clear()
        for answer in answers:
            lines = [Line(answer.title, "item", language), Line(answer.category, "quiet", language)]
            tile = Tile(lines)
            tile.setCheckable(True)
            tile.clicked.connect(partial(self.chosen.emit, answer.id))
            self.results[answer.id] = tile
            self._list.addWidget(tile)
        self._list.addStretch()
        if not answers:
            self.answer.show_unknown(language)
            self.map.hide()
        self.print.setEnabled(bool(answers))
        self._stack.setCurrentIndex(1)

    def show_answer(self, visitor: Answer, japanese: Answer, language: str) -> None:
        for id_, tile in self.results.items():
            tile.setChecked(id_ == visitor.id)
        self.answer.show_answer(visitor, japanese, language)
        self.said.setText("")

    def show_printers(self, names: Sequence[str], remembered: str) -> None:
        self.printers.show_names(names, remembered)
        self.print.setVisible(bool(names))
        self.printers.setVisible(bool(names))

    def forget(self) -> None:
        """What was asked goes with the visitor."""
        self.search.clear()
        self._soon.stop()
        self.language.setCurrentIndex(0)
        self.said.setText("")
        self.show_kinds()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
