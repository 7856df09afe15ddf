"""The area of tax returns: the list, one return step by step, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from app.journeys.tax_desk import Known, TaxDesk, income_years
from app.tax.questions import questions
from models.asked import Asked
from models.filing import Entries, Filing, FilingStep
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.shell import Shell
from ui.tax.filing_page import FilingPage
from ui.tax.home_page import TaxHomePage
from ui.tax.office_dialog import OfficeDialog
from ui.tax.version_dialog import show_version
from ui.words import words

if TYPE_CHECKING:
    from models.sheet import Bundle
    from models.tax_paper import MedicalExpense
    from ui.talk.ask import AskVisitor

_STEPS = list(FilingStep)
_WITHOUT_FIELDS = (FilingStep.RESULT, FilingStep.SHEETS)
_STEP_PHRASE = "is_it_correct"
_KEEP_AFTER = 4000  # ms after the last keystroke


class TaxArea(Area):
    """Holds the return; the page shows it. Every step is kept at once, and while one types every few seconds."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = TaxDesk(services.counter)
        self.home = TaxHomePage(income_years())
        self.page = FilingPage()
        self._filing: Filing | None = None
        self._kept: Filing | None = None
        self._before: Entries | None = None
        self._bundle: Bundle | None = None
        self._medical: Sequence[MedicalExpense] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_KEEP_AFTER)
        self._soon.timeout.connect(self._keep_typed)
        self._connect()

    def _connect(self) -> None:
        self.home.new_wanted.connect(self.new)
        self.home.open_wanted.connect(self.resume)
        self.page.next_wanted.connect(self.go_on)
        self.page.jump_wanted.connect(self.jump)
        self.page.language_chosen.connect(self.speak)
        self.page.edited.connect(self._edited)
        self.page.office_wanted.connect(self.look_up)
        self.page.sheets.print_wanted.connect(self.print)
        self.page.sheets.medical_wanted.connect(self.take_medical_list)
        done = self.page.done
        done.look_wanted.connect(self.look_over)
        done.correct_wanted.connect(partial(self.go, FilingStep.FILER))
        done.finished.connect(self.begin)
        done.version_wanted.connect(partial(show_version, self.frame))

    @property
    def filing(self) -> Filing | None:
        """The return in hand."""
        return self._filing

    # -- ways ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self.leave()
        self.show(self.home)
        self.home.new.setFocus()
        self.services.database.run(self.desk.all, self.home.show_filings, self.frame.say)

    def new(self, income_year: int) -> None:
        self._kept = self._before = None
        self.take(self.desk.new_filing(income_year))

    def resume(self, identity: UUID) -> None:
        self.services.database.run(partial(self.desk.open, identity), self._opened, self.frame.say)

    def _opened(self, filing: Filing) -> None:
        self._kept, self._before = filing, None
        self.take(filing)
        self._look_back(filing)

    def go_back(self) -> None:
        """One step back; from the first to the list, from the list home."""
        if "visitor" in vars(self) and self.visitor.close():
            return
        if self._filing is None:
            self.home_wanted.emit()
            return
        index = _STEPS.index(self._filing.step)
        if index:
            self.go(_STEPS[index - 1])
        else:
            self.begin()

    def go_on(self) -> None:
        if self._filing is not None and self._filing.step is not FilingStep.DONE:
            self.go(_STEPS[_STEPS.index(self._filing.step) + 1])

    def go(self, step: FilingStep) -> None:
        """Take the page's entries, show another step, keep the return."""
        if self._filing is not None:
            filing = self._with_entries(self._filing)
            self.take(replace(filing, step=step))
            self._keep()

    def jump(self, path: str) -> None:
        """To the field of a path, on whichever step it is asked."""
        found = questions().place(path)
        if found is not None and self._filing is not None:
            step = FilingStep(found[0])
            if self._filing.step is not step:
                self.go(step)
            self.page.focus_on(path)

    def speak(self, language: str) -> None:
        """The visitor's language beside the questions."""
        if self._filing is not None:
            self.take(replace(self._with_entries(self._filing), language=language))
            self._keep()

    @cached_property
    def visitor(self) -> AskVisitor:
        from ui.talk.ask import AskVisitor

        return AskVisitor(self.frame, self.services)

    def ask_visitor(self) -> None:
        """The question that has the cursor, in the language of the return; it is chosen once."""
        if self._filing is None or self.visitor.is_open:
            return
        asked = self.page.asked() or Asked(self._filing.step.value, "tell", _STEP_PHRASE)
        if language := self.visitor.language(self._filing.language):
            known = language if language in questions().languages else self._filing.language
            self._filing = replace(self._with_entries(self._filing), language=known)
            self.visitor.ask(asked, language, partial(self._visitor_answered, asked.key))

    def _visitor_answered(self, key: str, answer: object) -> None:
        if self._filing is not None:
            self.take(self._filing)
            if answer is not None:
                self.page.take_answer(key, answer)

    def leave(self) -> None:
        if "visitor" in vars(self):
            self.visitor.close()
        if self._filing is not None:
            self._filing = self._with_entries(self._filing)
            self._keep()
        self._soon.stop()
        self._filing = self._before = self._bundle = None
        self._medical = ()
        self.page.leave()
        self.home.leave()

    # -- what the office holds -----------------------------------------------------------------------------------

    def look_up(self) -> None:
        """The filer in the office's data, chosen by the clerk; what is typed gives way only once one is chosen."""
        dialog = OfficeDialog(self.frame)
        dialog.find_wanted.connect(
            lambda query: self.services.database.run(
                partial(self.desk.find, query), dialog.show_people, lambda error: dialog.banner.say(words(error))
            )
        )
        dialog.exec()
        if dialog.chosen and self._filing is not None:
            known = partial(self.desk.known, dialog.chosen, self._filing.entries["income_year"])
            self.services.database.run(known, partial(self._known, self._filing.id), self.frame.say)
        dialog.deleteLater()

    def _known(self, filing: UUID, known: Known) -> None:
        if self._filing is not None and self._filing.id == filing:
            self.page.office_notices = known.warnings
            self.take(replace(self._filing, entries=known.entries))
            self._keep()

    # -- the return in hand --------------------------------------------------------------------------------------

    def take(self, filing: Filing) -> None:
        """Take a return in hand, and show the step at which it stands."""
        self._filing = filing
        self.frame.show_page(self.page, step=filing.step, onward=filing.step is not FilingStep.DONE)
        self.frame.enter_key.setEnabled(filing.step in _WITHOUT_FIELDS)  # else Enter goes from field to field
        self.page.show_filing(filing, self._before)
        if filing.step is FilingStep.SHEETS:
            self._draw(filing)

    def _with_entries(self, filing: Filing) -> Filing:
        """Changed entries drop the second look."""
        entries = self.page.entries()
        return filing if entries == filing.entries else replace(filing, entries=entries, second_look=None)

    def _edited(self) -> None:
        if self._filing is not None and self.page.entries() != self._filing.entries:
            self._soon.start()

    def _keep_typed(self) -> None:
        if self._filing is not None:
            self._filing = self._with_entries(self._filing)
            self._keep()

    def _keep(self) -> None:
        """Autosave: local, at once, quietly. A return of which nothing is known yet is not kept."""
        self._soon.stop()
        if self._filing is not None and (self._filing.number or len(self._filing.entries) > 1):
            self.services.database.run(partial(self._save, self._filing), self._saved, self.frame.say)

    def _save(self, filing: Filing) -> Filing:
        """In the database's lane, where saves follow one another: each carries the number and revision of the last."""
        last = self._kept if self._kept is not None and self._kept.id == filing.id else filing
        self._kept = self.desk.save(replace(filing, number=last.number, revision=last.revision))
        return self._kept

    def _saved(self, kept: Filing) -> None:
        if self._filing is None or self._filing.id != kept.id:
            return
        self._filing = replace(self._filing, number=kept.number, revision=kept.revision)
        self.frame.show_saved(kept.id, kept.saved_at)
        if kept.step is FilingStep.DONE and self._filing.step is FilingStep.DONE:
            self.page.done.show_filing(self._filing, self.page.outcome)
            versions = partial(self.desk.versions, kept.id)
            self.services.database.run(versions, self.page.done.show_versions, self.frame.say)
        elif kept.step is FilingStep.INCOME and self._before is None:
            self._look_back(kept)

    def _look_back(self, filing: Filing) -> None:
        """What the same person filed for the year before."""
        found = partial(self._found_before, filing.id)
        self.services.database.run(partial(self.desk.year_before, filing.entries), found, self.frame.say)

    def _found_before(self, filing: UUID, before: Filing | None) -> None:
        if before is not None and self._filing is not None and self._filing.id == filing:
            self._before = before.entries
            self.page.compare_with(before.entries)

    # -- paper ---------------------------------------------------------------------------------------------------

    def _draw(self, filing: Filing) -> None:
        """The sheets of the return as it stands, in the paper lane."""
        self.page.sheets.forget()
        self._bundle = None
        shown, failed = partial(self._drawn, filing), partial(self._not_drawn, filing)
        do = partial(self.desk.sheets, filing, self._medical)
        self.services.paper.run(do, shown, failed, Waiting("書類を作っています"))

    def _drawn(self, filing: Filing, bundle: Bundle) -> None:
        """Unless another step or return has come up meanwhile."""
        now = self._filing
        if now is not None and (now.id, now.step, now.entries) == (filing.id, FilingStep.SHEETS, filing.entries):
            self._bundle = bundle
            self.page.sheets.show_sheets(bundle.sheets)

    def take_medical_list(self) -> None:
        """The filer's list of medical expenses onto the statement, and its totals into the return."""
        name, _ = QFileDialog.getOpenFileName(self.frame, "医療費の一覧", "", "CSV (*.csv)")
        if name:
            self.services.paper.run(partial(self.desk.medical_list, Path(name)), self._listed, self.frame.say)

    def _listed(self, expenses: Sequence[MedicalExpense]) -> None:
        if self._filing is not None and self._filing.step is FilingStep.SHEETS:
            self._medical = expenses
            entries = self.desk.with_medical(self._filing.entries, expenses)
            self.take(replace(self._filing, entries=entries, second_look=None))
            self._keep()

    def _not_drawn(self, filing: Filing, error: Exception) -> None:
        self._medical = ()
        if self._filing is not None and self._filing.id == filing.id:
            count = len(self.page.outcome.problems)
            mend = f"直すところが{count}件あるため、まだ書類を作れません。右の「確認」から直せます。"
            self.page.panel.show_view(1)
            self.page.panel.show()
            self.page.banner.say(mend if count else words(error))

    def print(self) -> None:
        """All sheets, on the printer of last time or else the system's own."""
        if self._bundle is None:
            return
        cancel = Event()
        do = partial(_print, self.services.preferences.settings.printer, self._bundle.pdf, cancel)
        self.services.paper.run(
            do, self.page.sheets.show_printed, self.frame.say, Waiting("印刷しています", cancel.set)
        )

    def look_over(self, note: str) -> None:
        """確認待ち → 確認済."""
        from ui.access.approval import supervised

        if self._filing is not None:
            do = partial(self.desk.look_over, self._filing, note)
            supervised(self.frame, self.services, do, self._looked_over)

    def _looked_over(self, filing: Filing) -> None:
        """Unless the return has changed meanwhile."""
        mine = self._filing
        if mine is not None and mine.id == filing.id and mine.entries == filing.entries:
            self.take(replace(mine, second_look=filing.second_look))
            self._keep()


def _print(name: str, pdf: bytes, cancel: Event) -> int | None:
    """Pages printed; None where there is no printer. In a lane: the system may have to ask the network."""
    from ui.printing import print_on, usual_printer

    chosen = name or usual_printer()
    return print_on(chosen, pdf, cancel) if chosen else None
