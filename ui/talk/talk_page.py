"""The conversation as staff see it: phrases at the left, what was said at the right, a sentence to type below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.translation.plain import Proposal, hint_text
from ui import theme
from ui.pages.page import Page
from ui.talk.phrase_list import PhraseList
from ui.talk.thread import Thread
from ui.talk.turn_card import TurnCard
from ui.widgets.basics import button, clear, label, row
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from models.talk import Turn

_LONGEST = 400  # characters of one typed sentence
_NO_INTERPRETER = "☎ 電話通訳の番号は、「表示と機器」の「マイク・読み上げ・電話通訳」で登録できます。"
_NARROW, _NARROW_LOW, _NARROW_HEAD = 1080, 900, 1180  # pixels: where two things no longer stand side by side


class TalkPage(Page):
    """`typed` brings a sentence and whether it shall be translated as it stands."""

    title = "通訳"
    help = (
        "左の定型文を押すと、相手の言葉になります。Ctrl+F でさがせます。F8 で相手に見せます。"
        "Ctrl+T で、画面を二つに分けて向かい合って話します。Ctrl+Space で話し、Ctrl+R で読み上げます。"
        "文を入力して Enter で訳します。機械の訳には、いつも訳し戻しが付きます。"
        "お客さまが帰るときは F12 を押してください。会話はすべて消えます。"
    )
    typed = Signal(str, bool)
    show_wanted = Signal()
    mark_wanted = Signal()
    board_wanted = Signal()
    languages_wanted = Signal()
    face_wanted = Signal()
    interpreter_wanted = Signal()
    guide_wanted = Signal()
    turn_chosen = Signal(int)
    phrase_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(20, 8, 20, 8)
        self.column.setSpacing(8)
        self._low = False
        self.phrases, self.card, self.flow = PhraseList(), TurnCard(), Thread()
        self.entry = QLineEdit()
        self.entry.setMaxLength(_LONGEST)
        self.entry.setPlaceholderText("日本語の短い文を入力して Enter")
        self.entry.setAccessibleName("訳す文")
        self.translate = button("訳す", primary=True)
        self.board, self.change = button("指さしボード (Ctrl+B)"), button("言語を変える")
        self.face, self.interpreter = button("対面 (Ctrl+T)"), button("電話で通訳")
        self.guide = button("案内", name="相手の言葉で案内を見る")
        self.works, self.silent = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        self.silent.hide()
        self.listen_room = QHBoxLayout()
        """For what listens to staff, where this counter can."""
        self.heard = label("", "small", wrap=True)
        self.heard.setProperty("tone", "warn")
        self.heard.hide()
        self.telephone = label("", "item", wrap=True)
        self.telephone.setAccessibleName("電話通訳")
        self.telephone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.telephone.hide()
        self._helps = _Helps()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.removeWidget(self.heading)
        self.heading.setProperty("role", "language")  # the longest name in one line beside the buttons
        self.head = QWidget()
        self._head_line = self._head()
        self.head.setLayout(self._head_line)
        self.column.insertWidget(0, self.head)
        self._halves = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(14)
        line.addWidget(self.phrases, 5)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.card)
        right.addWidget(self.telephone)
        right.addWidget(self.flow, 1)
        right.addWidget(self._helps)
        right.addWidget(self.heard)
        entry = row(self.entry, self.translate, stretch=0)
        entry.addLayout(self.listen_room)
        right.addLayout(entry)
        line.addLayout(right, 6)
        self.column.addLayout(line, 1)

    def lie_low(self, *, low: bool) -> None:
        """Half a screen: only what is said now, the phrases and the entry."""
        self.head.setVisible(not low)
        self.flow.setVisible(not low)
        self.card.lie_low(low=low)
        self._low = low
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        self._turn()
        super().resizeEvent(event)

    def _turn(self) -> None:
        """The half of an upright tablet and a very large type have no room for two columns."""
        self._halves.setDirection(self._way(_NARROW_LOW if self._low else _NARROW))
        self._head_line.setDirection(self._way(_NARROW_HEAD))

    def _way(self, narrow: int) -> QBoxLayout.Direction:
        upright = self.width() < theme.px(narrow)
        return QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight

    def _head(self) -> QBoxLayout:
        ways = (self.face, self.board, self.guide, self.interpreter, self.change)
        for one in ways:
            one.setProperty("small", True)
        columns = Columns(len(ways))
        columns.show_widgets(ways)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.heading)
        names.addWidget(self.works)
        names.addWidget(self.silent)
        line.addLayout(names, 1)
        line.addWidget(columns)
        return line

    def _connect(self) -> None:
        self.phrases.chosen.connect(self.phrase_chosen)
        self.card.show_wanted.connect(self.show_wanted)
        self.card.mark_wanted.connect(self.mark_wanted)
        self.flow.chosen.connect(self.turn_chosen)
        self.board.clicked.connect(self.board_wanted)
        self.change.clicked.connect(self.languages_wanted)
        self.face.clicked.connect(self.face_wanted)
        self.interpreter.clicked.connect(self.interpreter_wanted)
        self.guide.clicked.connect(self.guide_wanted)
        self.translate.clicked.connect(self._type)
        self.entry.returnPressed.connect(self._type)
        self.entry.textEdited.connect(lambda _text: self.show_help())
        self._helps.plainer_wanted.connect(self._type_plainer)
        self._helps.as_is_wanted.connect(lambda: self.typed.emit(self.entry.text(), True))
        self._helps.phrase_wanted.connect(lambda id_: self.phrase_chosen.emit(id_, "staff"))
        for key, action in (
            ("F8", self.show_wanted.emit),
            ("Ctrl+B", self.board_wanted.emit),
            ("Ctrl+T", self.face_wanted.emit),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(action)

    def _type(self) -> None:
        if self.entry.text().strip():
            self.typed.emit(self.entry.text(), False)

    def _type_plainer(self, text: str) -> None:
        self.entry.setText(text)
        self.typed.emit(text, True)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_language(self, name_ja: str, *, machine: bool) -> None:
        """Whom one speaks with, and what works."""
        self.heading.setText(name_ja)
        self.works.setText("定型文と機械翻訳" if machine else "定型文のみ（機械翻訳なし）")

    def show_talk(self, turns: Sequence[Turn]) -> None:
        self.flow.show_turns(turns)

    def show_silence(self, why: str) -> None:
        """Why the language is not read aloud; empty where it is."""
        self.silent.setText(why)
        self.silent.setVisible(bool(why))

    def show_interpreters(self, lines: Sequence[str], language: str) -> None:
        """Whom to call, whoever speaks the language first; they stand until the talk goes on."""
        able = sorted(lines, key=lambda line: language.partition("（")[0] not in line)
        self.telephone.setText("\n".join(f"☎ {line}" for line in able) or _NO_INTERPRETER)
        self.telephone.show()

    def show_turn(self, turn: Turn | None, *, marked: bool, terms: Mapping[str, Sequence[str]]) -> None:
        self.banner.say("")
        self.heard.hide()
        self.telephone.hide()
        self.show_help()
        self.card.show_turn(turn, marked=marked, terms=terms)
        if turn is not None:
            QTimer.singleShot(0, self, self._show_card)

    def _show_card(self) -> None:
        """Where a large type has put the phrases above it, the card comes into sight."""
        self.ensureWidgetVisible(self.card, 0, 0)

    def show_heard(self, text: str, note: str) -> None:
        """What a microphone heard stands where one types: Enter confirms it, as it is or corrected."""
        self.entry.setText(text)
        self.entry.setFocus()
        self.heard.setText(note)
        self.heard.setVisible(bool(note))

    def show_help(self, proposal: Proposal | None = None, similar: Sequence[tuple[str, str]] = ()) -> None:
        """Before a translation: how to say it more plainly. After a refusal: phrases (id, Japanese) that may do."""
        self._helps.show_help(self.entry.text(), proposal, similar)

    def forget(self) -> None:
        """Everything that was said leaves the page."""
        self.show_heard("", "")
        self.phrases.search.clear()
        self.show_talk(())
        self.show_turn(None, marked=False, terms={})


class _Helps(QFrame):
    """Proposals, each a button."""

    plainer_wanted = Signal(str)
    as_is_wanted = Signal()
    phrase_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._column = QVBoxLayout(self)
        self.hide()

    def show_help(self, typed: str, proposal: Proposal | None, similar: Sequence[tuple[str, str]]) -> None:
        clear(self._column)
        if proposal is not None:
            self._show_proposal(proposal, typed)
        elif similar:
            self._column.addWidget(label("近い定型文があります。", "quiet"))
            for id_, japanese in similar:
                one = button(japanese)
                one.clicked.connect(lambda _on, id_=id_: self.phrase_wanted.emit(id_))
                self._column.addWidget(one)
        self.setVisible(proposal is not None or bool(similar))

    def _show_proposal(self, proposal: Proposal, typed: str) -> None:
        said = " ".join(hint_text(hint) for hint in proposal.hints)
        self._column.addWidget(label(f"やさしい日本語にすると、正しく訳しやすくなります。{said}", "quiet", wrap=True))
        keep = button("このまま訳す")
        keep.clicked.connect(self.as_is_wanted)
        line = row(keep)
        if proposal.text != typed:
            self._column.addWidget(label(proposal.text, "item", wrap=True))
            use = button("この文で訳す", primary=True)
            use.clicked.connect(lambda: self.plainer_wanted.emit(proposal.text))
            line.insertWidget(0, use)
        line.addStretch()
        holder = QWidget()
        line.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(line)
        self._column.addWidget(holder)
