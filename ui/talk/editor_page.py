"""定型文を直す・足す: every phrase in one language; its text, who checked it, its earlier versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTableWidgetItem,
)

from app.translation.languages import foreign_languages
from app.translation.phrasebook import situations
from ui.pages.page import Page
from ui.talk.script import dress
from ui.widgets.basics import button, card, label, row
from ui.widgets.table import line_table

if TYPE_CHECKING:
    from app.translation.office import Phrasebook
    from app.translation.phrasebook import Phrase

Check = Callable[[str, str, str], Sequence[str]]
_COLUMNS = ("日本語", "訳", "確認")
_ALL = "すべての場面"


class EditorPage(Page):
    """`wanted`: phrase, text, whether it is checked now, who. Files: `export_wanted` brings csv or xliff."""

    title = "定型文を直す・足す"
    lead = "この端末だけの直しと追加です。元の定型文は残り、直した文の前の版も残ります。"
    help = (
        "訳を直して「保存」を押します。内容を確かめた人の名前を入れて「確認済みにする」を押すと、未確認の印が消えます。"
        "翻訳者に渡すには「書き出す」、戻ってきたファイルは「取り込む」で、変わるところを見てから入れます。"
    )
    wanted = Signal(str, str, bool, str)
    restore_wanted = Signal(str)
    add_wanted = Signal(str)
    export_wanted = Signal(str)
    import_wanted = Signal()
    language_chosen = Signal(str)

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check
        self._phrasebook: Phrasebook | None = None
        self._shown: list[Phrase] = []
        self._codes = [language.code for language in foreign_languages()]
        self.languages, self.situations = QComboBox(), QComboBox()
        self.languages.addItems([one.name_ja for one in foreign_languages()])
        self.situations.addItems([_ALL, *(one.name_ja for one in situations().values())])
        self.unreviewed = QCheckBox("未確認だけ")
        self.search = QLineEdit()
        self.search.setPlaceholderText("さがす")
        for one, name in ((self.languages, "言語"), (self.situations, "場面"), (self.search, "定型文をさがす")):
            one.setAccessibleName(name)
        self.table = line_table("定型文", _COLUMNS, wide=(0, 1))
        self.ja, self.plain = label("", "heading", wrap=True), label("", "quiet", wrap=True)
        self.text, self.by = QLineEdit(), label("", "item", wrap=True)
        self.text.setAccessibleName("訳")
        self.by.setAccessibleName("確かめる人")
        self.faults, self.history = label("", "small", wrap=True), label("", "quiet", wrap=True)
        self.faults.setProperty("tone", "bad")
        self.keep, self.review = button("保存", primary=True), button("確認済みにする")
        self.restore, self.add = button("元の訳に戻す"), button("定型文を足す…")
        self.csv, self.xliff = button("書き出す（CSV）"), button("書き出す（XLIFF）")
        self.take = button("取り込む…")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.addLayout(row(self.languages, self.situations, self.unreviewed, self.search, stretch=3))
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.table, 3)
        line.addWidget(self._side(), 2)
        self.column.addLayout(line, 1)
        files = row(self.add, self.csv, self.xliff, self.take)
        files.insertStretch(1)
        self.column.addLayout(files)

    def _side(self) -> QFrame:
        frame, column = card()
        for one in (self.ja, self.plain, label("訳", "quiet"), self.text, self.faults):
            column.addWidget(one)
        column.addLayout(row(self.keep, self.restore))
        column.addWidget(label("内容を確かめたら（この名前で残ります）", "quiet"))
        column.addLayout(row(self.by, self.review, stretch=0))
        column.addWidget(self.history)
        column.addStretch()
        return frame

    def _connect(self) -> None:
        self.languages.activated.connect(lambda index: self.language_chosen.emit(self._codes[index]))
        self.situations.activated.connect(lambda _index: self.show_phrases())
        self.unreviewed.clicked.connect(lambda _on: self.show_phrases())
        self.search.textChanged.connect(lambda _text: self.show_phrases())
        self.table.itemSelectionChanged.connect(self._show_phrase)
        self.text.textChanged.connect(lambda _text: self._judge())
        self.keep.clicked.connect(lambda: self._want(reviewed=False))
        self.review.clicked.connect(lambda: self._want(reviewed=True))
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.phrase.id if self.phrase else ""))
        self.add.clicked.connect(lambda: self.add_wanted.emit(self._situation or next(iter(situations()))))
        self.csv.clicked.connect(lambda: self.export_wanted.emit("csv"))
        self.xliff.clicked.connect(lambda: self.export_wanted.emit("xliff"))
        self.take.clicked.connect(self.import_wanted)

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        return self._codes[self.languages.currentIndex()]

    @property
    def phrase(self) -> Phrase | None:
        """The one in hand."""
        line = self.table.currentRow()
        return self._shown[line] if 0 <= line < len(self._shown) else None

    @property
    def _situation(self) -> str:
        index = self.situations.currentIndex()
        return list(situations())[index - 1] if index else ""

    def show_language(self, phrasebook: Phrasebook, language: str) -> None:
        """The phrases as they stand now; the one in hand stays in hand."""
        self._phrasebook = phrasebook
        self.languages.setCurrentIndex(self._codes.index(language))
        dress(self.text, language)
        before = self.phrase.id if self.phrase else ""
        self.show_phrases()
        for line, phrase in enumerate(self._shown):
            if phrase.id == before:
                self.table.selectRow(line)

    def show_phrases(self) -> None:
        if self._phrasebook is None:
            return
        book, typed = self._phrasebook.book(self.language), self.search.text().strip().casefold()
        self._shown = [
            phrase
            for phrase in self._phrasebook.phrases.values()
            if self._situation in ("", phrase.situation)
            and not (self.unreviewed.isChecked() and phrase.id in book.reviewed)
            and (typed in f"{phrase.ja}\n{book.texts.get(phrase.id, '')}".casefold())
        ]
        self.table.setRowCount(len(self._shown))
        for line, phrase in enumerate(self._shown):
            review = book.reviewed.get(phrase.id)
            state = f"{review.by} {review.on}" if review else "未確認" if phrase.id in book.texts else "訳なし"
            for column, text in enumerate((phrase.ja, book.texts.get(phrase.id, ""), state)):
                cell = QTableWidgetItem(text)
                cell.setFont(self.text.font() if column == 1 else self.table.font())  # the language's own
                self.table.setItem(line, column, cell)
        self.table.selectRow(0 if self._shown else -1)
        self._show_phrase()

    def _show_phrase(self) -> None:
        phrase, book = self.phrase, self._phrasebook
        self.ja.setText(phrase.ja if phrase else "")
        self.plain.setText(phrase.plain if phrase else "")
        self.text.setText(book.book(self.language).texts.get(phrase.id, "") if phrase and book else "")
        versions = book.history(phrase.id, self.language) if phrase and book else ()
        said = [f"{one.on}　{one.by or '—'}　{one.text or '（元の訳）'}" for one in reversed(versions)]
        self.history.setText("\n".join(["この端末での版:", *said]) if said else "")
        self.restore.setEnabled(bool(said))
        self._judge()

    def _judge(self) -> None:
        """What is wrong with the text as it stands; only a right one can be kept."""
        phrase = self.phrase
        wrong = self._check(self.text.text(), phrase.ja, self.language) if phrase else ("",)
        self.faults.setText("\n".join(wrong))
        self.faults.setVisible(any(wrong))
        self.keep.setEnabled(not wrong)
        self.review.setEnabled(not wrong and bool(self.by.text()))

    def _want(self, *, reviewed: bool) -> None:
        if self.phrase is not None:
            self.wanted.emit(self.phrase.id, self.text.text().strip(), reviewed, self.by.text())
