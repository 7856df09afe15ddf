"""The return at work: the step's questions at the left, the live result at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from app.journeys.tax_desk import Outcome, outcome
from app.tax.questions import questions
from models.asked import Asked
from models.filing import Entries, Filing, FilingStep
from models.tax import Notice
from ui.pages.page import Page
from ui.tax.done_pane import DonePane
from ui.tax.lines_view import LinesView
from ui.tax.questions_pane import QuestionsPane
from ui.tax.result_panel import ResultPanel
from ui.tax.sheets_pane import SheetsPane
from ui.tax.words import year_text
from ui.widgets.basics import button, label
from ui.widgets.stepper import step_name
from ui.words import words

ASKED = (FilingStep.FILER, FilingStep.INCOME, FilingStep.FAMILY, FilingStep.DEDUCTIONS)
_SOON = 60  # ms after the last keystroke


class FilingPage(Page):
    """`edited` once typing rests, when the result stands; `jump_wanted` brings the path of a field of another step."""

    edited = Signal()
    jump_wanted = Signal(str)
    language_chosen = Signal(str)
    office_wanted = Signal()
    asks = True
    title = "税の申告"
    help = (
        "Enter で次の欄へ、最後の欄から次の手順へ進みます。Ctrl+Enter はすぐに次の手順、Esc は前の手順です。"
        "金額は 1,234,567 のほか、123万4千 のようにも入れられます。Alt+1 で計算の根拠、Alt+2 で確認すること、"
        "Alt+3 で「もしも」の計算を見られます。"
    )

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(20, 4, 20, 6)
        self.column.setSpacing(6)
        self.panel, self.result = ResultPanel(), LinesView(wide=True)
        self.sheets, self.done = SheetsPane(), DonePane()
        self.panel.jump_wanted.connect(self.jump_wanted)
        self.language = QComboBox()
        self.language.setAccessibleName("質問に並べる言語")
        self._languages = {"": "日本語だけ", **questions().languages}
        self.language.addItems([f"質問の言語: {name}" for name in self._languages.values()])
        self.language.activated.connect(lambda index: self.language_chosen.emit(list(self._languages)[index]))
        self.outcome = Outcome()
        self.office_notices: tuple[Notice, ...] = ()
        self._filing: Filing | None = None
        self._before: Entries | None = None
        self._panes: dict[FilingStep, QuestionsPane] = {}
        self._left = QStackedWidget()
        for one in (self.result, self.sheets, self.done):
            self._left.addWidget(one)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.compute)
        self._lay_out()

    def _lay_out(self) -> None:
        self.column.removeWidget(self.heading)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        self.who = label("", "quiet")
        top.addWidget(self.who)
        self.office = button("区のデータからさがす (F4)")
        self.office.setProperty("small", True)
        self.office.setShortcut("F4")
        self.office.clicked.connect(self.office_wanted)
        top.addWidget(self.office)
        top.addWidget(self.language)
        self.column.insertLayout(0, top)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self._left, 3)
        line.addWidget(self.panel, 2)
        self.column.addLayout(line, 1)

    # -- steps ---------------------------------------------------------------------------------------------------

    def show_filing(self, filing: Filing, before: Entries | None) -> None:
        """The step at which the return stands; `before` is what was filed for the year before."""
        self._leave_pane()
        self._filing, self._before = filing, before
        self.heading.setText(step_name(filing.step))
        self.language.setCurrentIndex(list(self._languages).index(filing.language or ""))
        self.office.setVisible(filing.step is FilingStep.FILER)
        self.panel.setVisible(filing.step is not FilingStep.SHEETS)
        if filing.step in ASKED:
            pane = self._pane(filing.step, filing.language)
            pane.show_entries(filing.entries)
            self._left.setCurrentWidget(pane)
            pane.follow_keys(on=True)
            pane.focus_first()
        else:
            others = {FilingStep.RESULT: self.result, FilingStep.SHEETS: self.sheets, FilingStep.DONE: self.done}
            self._left.setCurrentWidget(others[filing.step])
        self.compute()
        self.done.show_filing(filing, self.outcome)

    def _pane(self, step: FilingStep, language: str) -> QuestionsPane:
        """Made when the step is first shown, and anew in another language."""
        pane = self._panes.get(step)
        if pane is None or pane.language != language:
            if pane is not None:
                self._left.removeWidget(pane)
                pane.deleteLater()
            pane = self._panes[step] = QuestionsPane(step, language)
            pane.edited.connect(self._soon.start)
            pane.finished.connect(self.next_wanted)
            self._left.addWidget(pane)
        return pane

    def compare_with(self, before: Entries) -> None:
        """What was filed for the year before has been found."""
        self._before = before
        self.compute()

    @property
    def pane(self) -> QuestionsPane | None:
        """The questions that stand."""
        current = self._left.currentWidget()
        return current if isinstance(current, QuestionsPane) else None

    def entries(self) -> Entries:
        """As they stand on the page."""
        if self._filing is None:
            return {}
        return self.pane.write(self._filing.entries) if self.pane else self._filing.entries

    def focus_on(self, path: str) -> None:
        if self.pane is not None:
            self.pane.focus_on(path)

    def asked(self) -> Asked | None:
        """The question that has the cursor."""
        here = self.window().focusWidget()
        for path, answer in self.pane.answers() if self.pane and here else ():
            if answer.isAncestorOf(here):
                return answer.asked(path)
        return None

    def take_answer(self, key: str, answer: Any) -> None:
        for path, one in self.pane.answers() if self.pane else ():
            if path == key:
                one.field.show_value(answer)
                one.edited.emit()
                one.setFocus()

    # -- the live result -----------------------------------------------------------------------------------------

    def compute(self) -> None:
        """Both taxes of what stands; a matter of milliseconds (tests/benchmarks/tax_typing.py)."""
        if self._filing is None:
            return
        self._soon.stop()
        entries = self.entries()
        self.outcome = outcome(entries, self._before)
        self.panel.show_outcome(entries, self.outcome, self.office_notices)
        self.banner.say(words(self.outcome.refused) if self.outcome.refused else "")
        if self.pane is not None:
            self.pane.show_problems(self.outcome.problems)
            self.pane.show_result(self.outcome.result)
        elif self._left.currentWidget() is self.result:
            self.result.show_result(self.outcome.result, self.outcome.before)
        name = entries.get("filer", {}).get("name", "")
        self.who.setText(f"{name}　{year_text(entries['income_year'])}")
        self.edited.emit()

    def leave(self) -> None:
        """Everything of the filer leaves the page."""
        self._leave_pane()
        self._soon.stop()
        self._filing = self._before = None
        self.outcome, self.office_notices = Outcome(), ()
        self.banner.say("")
        self.who.setText("")
        self.done.forget()
        for pane in self._panes.values():
            self._left.removeWidget(pane)
            pane.deleteLater()
        self._panes.clear()
        self.panel.show_outcome({}, self.outcome)
        self.result.show_result(None)
        self.sheets.forget()

    def _leave_pane(self) -> None:
        if self.pane is not None:
            self.pane.follow_keys(on=False)
