"""The counter's reception: one visitor from the card to the printed sheets, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from app.card.request import ReadRequest
from app.journeys.counter import Counter, Printed
from app.journeys.hand import Hands, edits_of, hands_of, unsigned, with_signature, with_text
from app.journeys.holder import with_holder
from models.asked import Asked
from models.reception import Reception, Step
from models.sheet import PrintedSheet
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.records import Job, Records
from ui.shell import Shell
from ui.step_pages import StepPages
from ui.widgets.printers import printer_names
from ui.words import place
from ui.work import Work

if TYPE_CHECKING:
    from app.card.secret import Secret
    from app.journeys.number import Numbers
    from models.card import CardReading, SecretKind
    from models.case import Case
    from models.sheet import Bundle, Signature
    from ui.pages.page import Page
    from ui.pages.read import ReadPage
    from ui.pages.sheets import SheetsPage
    from ui.talk.ask import AskVisitor

_STEPS = list(Step)
_WITH_PLAN = (Step.PROCEDURES, Step.SHEETS, Step.SIGN, Step.DONE)


class Kept(NamedTuple):
    """What the last save gave a reception. It outlives the visitor, for a save still on its way; nothing personal."""

    id: UUID
    number: str
    revision: int


class ReceptionArea(Area):
    """Holds the work; pages show it, journeys do it. Every step is kept at once."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self._counter, self._card = services.counter, services.card
        self._work: Work | None = None
        self._kept: Kept | None = None
        self.records = Records(frame, services)
        self._asked: tuple[Case, bool] | None = None  # what the paper lane is working out: with the sheets or without
        self.pages = StepPages(self)

    # -- opening and leaving -------------------------------------------------------------------------------------

    def begin(self) -> None:
        self._kept = None
        self.show_work(Work(self._counter.new_reception()))

    def resume(self, identity: UUID) -> None:
        self.services.database.run(partial(self._counter.open, identity), self._opened, self.frame.say)

    def _opened(self, reception: Reception) -> None:
        self._kept = Kept(reception.id, reception.number, reception.revision)
        self.show_work(Work(reception, hands=hands_of(reception.edits)))

    def leave(self) -> None:
        if self._work is None:
            return
        if "visitor" in vars(self):
            self.visitor.close()
        self._work = self._with_entries(self._work)
        self._leave_page()
        self._keep()
        self._work = self._asked = None

    def pause(self) -> None:
        if self._work is not None:
            reception = self._with_entries(self._work).reception
            self.services.database.run(partial(self._save, reception), self._saved, self.frame.say)

    # -- steps ---------------------------------------------------------------------------------------------------

    def go_back(self) -> None:
        if self._work is None or ("visitor" in vars(self) and self.visitor.close()):
            return
        index = _STEPS.index(self._work.reception.step)
        if index == 0:
            self.home_wanted.emit()
        else:
            self.go(_STEPS[index - 1])

    def go_on(self) -> None:
        if self._work is None:
            return
        index = _STEPS.index(self._work.reception.step)
        if index + 1 < len(_STEPS) and self._may_leave():
            self.go(_STEPS[index + 1])

    def _may_leave(self) -> bool:
        """Past the household only a case that can be planned: what is missing is said on the page."""
        if self._work is None or self._work.reception.step is not Step.HOUSEHOLD:
            return True
        page = self.pages[Step.HOUSEHOLD]
        problems = self._counter.problems(page.case(self._work.case))
        page.banner.say("\n".join([f"{place(problem.path)}: {problem.allowed}" for problem in problems][:4]))
        return not problems

    def go(self, step: Step) -> None:
        """Take the page's entries, show another step, keep the reception."""
        if self._work is None:
            return
        work = self._with_entries(self._work)
        self._leave_page()
        self.show_work(replace(work, reception=replace(work.reception, step=step)))
        self._keep()

    def _with_entries(self, work: Work) -> Work:
        """A changed case drops the plan and the sheets, and the release of a protected address."""
        case = self.pages[work.reception.step].case(work.case)
        if case == work.case:
            return work
        changed = replace(work.reception, case=case, release=None, forms=(), procedures=())
        return Work(changed, pictures=work.pictures, proof=work.proof, hands=unsigned(work.hands))

    def show_work(self, work: Work) -> None:
        """Show the step at which the reception stands."""
        self._work = work
        step = work.reception.step
        page = self.pages[step]
        page.show_work(work)
        self.frame.show_page(page, step=step, onward=step is not Step.DONE)
        if step in _WITH_PLAN:
            self._work_out(work)
        if step is Step.SIGN:
            self.services.paper.run(printer_names, self.pages.sign.show_printers, self.frame.say)

    def _leave_page(self) -> None:
        self._card.cancel()
        if self._work is not None:
            self.pages[self._work.reception.step].leave()

    # -- in the visitor's language -------------------------------------------------------------------------------

    @cached_property
    def visitor(self) -> AskVisitor:
        from ui.talk.ask import AskVisitor

        return AskVisitor(self.frame, self.services)

    def ask_visitor(self) -> None:
        """What the page asks, or what the step says, in the language of the case; it is chosen once."""
        if self._work is None or self.visitor.is_open:
            return
        from app.translation.asking import places

        work = self._with_entries(self._work)
        step, page = work.reception.step, self.pages[work.reception.step]
        asked = page.asked() or Asked(step.value, "tell", places().steps[step.value])
        if language := self.visitor.language(work.case.language):
            page.speak(language)
            case = replace(work.case, language=language)
            self._work = replace(work, reception=replace(work.reception, case=case))
            self.visitor.ask(asked, language, partial(self._visitor_answered, page, asked.key))

    def _visitor_answered(self, page: Page, key: str, answer: object) -> None:
        if self._work is not None:
            step = self._work.reception.step
            self.frame.show_page(page, step=step, onward=step is not Step.DONE)
            if answer is not None:
                page.take_answer(key, answer)

    # -- plan and sheets -----------------------------------------------------------------------------------------

    def _work_out(self, work: Work) -> None:
        """Plan and sheets where they are not known yet, in the paper lane; the page shows them when they come."""
        sheets = work.reception.step is not Step.PROCEDURES
        if (work.plan is not None and (work.bundle is not None or not sheets)) or self._asked == (work.case, sheets):
            return
        self._asked = (work.case, sheets)
        do = partial(_worked_out, self._counter, work)
        waiting = Waiting("書類を作っています" if sheets else "手続きを調べています", self._give_up)
        self.services.paper.run(do, self._worked, self._not_worked, waiting)

    def _worked(self, work: Work) -> None:
        """Unless the clerk has gone on to another case, or another number was read, meanwhile."""
        self._asked = None
        if self._work is not None and (self._work.case, self._work.numbers) == (work.case, work.numbers):
            self._work = self._work.worked_out(work)
            if self._work.reception.step in _WITH_PLAN:
                self.pages[self._work.reception.step].show_work(self._work)

    def _not_worked(self, error: Exception) -> None:
        self._asked = None
        self.frame.say(error)

    def _give_up(self) -> None:
        """Back to where nothing has to be worked out; what still comes is kept for the next time."""
        if self._work is not None:
            self.go(Step.QUESTIONS if self._work.plan is None else Step.PROCEDURES)

    def release(self, reason: str) -> None:
        """A supervisor lets the protected address be shown: the sheets that were held back are made."""
        if self._work is not None:
            self.records.release(self._work.reception, reason, self._released)

    def _released(self, reception: Reception) -> None:
        """Unless the case has changed meanwhile: a changed case has no release."""
        if self._work is not None and self._work.reception.id == reception.id and self._work.case == reception.case:
            mine = replace(self._work.reception, release=reception.release)
            self.show_work(replace(self._work, reception=mine, bundle=None))
            self._keep()

    # -- saving --------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Autosave: local, at once, quietly."""
        if self._work is not None:
            self.services.database.run(partial(self._save, self._work.reception), self._saved, self.frame.say)

    def _save(self, reception: Reception) -> Reception:
        """In the database's lane, where saves follow one another: each carries the number and revision of the last."""
        last = self._kept if self._kept is not None and self._kept.id == reception.id else reception
        kept = self._counter.save(replace(reception, number=last.number, revision=last.revision))
        self._kept = Kept(kept.id, kept.number, kept.revision)
        return kept

    def _saved(self, reception: Reception) -> None:
        if self._work is None or self._work.reception.id != reception.id:
            return
        numbered = replace(self._work.reception, number=reception.number, revision=reception.revision)
        self._work = replace(self._work, reception=numbered)
        self.frame.show_saved(reception.id, reception.saved_at)
        if numbered.step is Step.DONE:
            self.pages.done.show_work(self._work)
            self.records.list_versions(numbered.id, self.pages.done.show_versions)

    # -- card ----------------------------------------------------------------------------------------------------

    def look(self, page: ReadPage | SheetsPage, kind: SecretKind, reader: str) -> None:
        """What the card tells without a secret: above all the tries that are left."""
        request = ReadRequest(kind=kind, reader=reader or None, timeout=1)
        self._card.look(request, page.show_known, page.show_look_failed)

    def read(self, kind: SecretKind, take: Callable[[], Secret], last_try: bool, reader: str) -> None:
        """Read the card with what stands on the pad."""
        self.pages.read.show_reading()
        request = ReadRequest(kind=kind, reader=reader or None, applications=True, last_try=last_try, timeout=2)
        self._card.read(request, take(), self._read_done, self.pages.read.show_error)

    def _read_done(self, reading: CardReading) -> None:
        self.pages.read.show_read(reading)
        if self._work is not None and self._work.reception.step is Step.READ:
            reception = replace(self._work.reception, case=with_holder(self._work.case, reading))
            self._work = Work(reception, pictures=reading.images, proof=reading.proof)
            if not reading.warnings:
                self.go_on()

    def read_number(self, take: Callable[[], Secret], last_try: bool, reader: str) -> None:
        """The holder has agreed: the individual number of the card that lies there, for the sheets that ask for it."""
        if self._work is not None:
            request = ReadRequest(reader=reader or None, last_try=last_try, timeout=2)
            done = partial(self._number_read, self._work.case)
            self._card.read_number(self._work, request, take(), done, self.pages.sheets.show_number_error)

    def _number_read(self, case: Case, found: tuple[int, str]) -> None:
        """Unless the visitor has gone or changed their mind meanwhile; the sheets are made anew with its mask."""
        if self._work is not None and self._work.case == case and self.pages.sheets.dialog is not None:
            member, number = found
            self.pages.sheets.show_number_read()
            self._with_numbers({**self._work.numbers, member: number})

    def drop_numbers(self) -> None:
        """The visitor takes the consent back: no number is kept for the printing."""
        if self._work is not None and self._work.numbers:
            self._with_numbers({})

    def _with_numbers(self, numbers: Numbers) -> None:
        if self._work is not None:
            self._asked = None
            self.show_work(replace(self._work, numbers=numbers, bundle=None))

    # -- kept receptions -----------------------------------------------------------------------------------------

    def copy_household(self) -> None:
        """The people of an earlier reception, chosen by the clerk, into this one."""
        if self._work is not None:
            self.records.pick_household(self._with_entries(self._work).case, self._copied)

    def _copied(self, case: Case) -> None:
        if self._work is not None and self._work.reception.step is Step.HOUSEHOLD:
            self.show_work(Work(replace(self._work.reception, case=case, release=None)))
            self._keep()

    def hand_over(self) -> None:
        if self._work is not None:
            self.records.hand_over(self._work)

    # -- by hand on a sheet --------------------------------------------------------------------------------------

    def edit(self, form: str, field: str, text: str) -> None:
        """A field of one sheet as the clerk wrote it on the preview."""
        if self._work is not None:
            self._remake(form, with_text(self._work.hands, form, field, text))
            self._keep()

    def sign(self, form: str, field: str, signature: Signature | None) -> None:
        """A signature on one sheet, or none any more; it is never kept."""
        if self._work is not None:
            self._remake(form, with_signature(self._work.hands, form, field, signature))

    def _remake(self, form: str, hands: Hands) -> None:
        work = self._work
        if work is None or work.plan is None or work.bundle is None:
            return
        reception = replace(work.reception, edits=edits_of(hands))
        self._work = replace(work, reception=reception, hands=hands)
        from app.journeys.number import masked

        printed = Printed(reception, work.plan, work.bundle, hands, masked(work.numbers))
        do = partial(self._counter.print_again, printed, form)
        self.services.paper.run(do, partial(self._remade, printed), self.frame.say, Waiting("書類を作り直しています"))

    def _remade(self, printed: Printed, bundle: Bundle) -> None:
        """Unless something else has been changed meanwhile: then that makes the sheets."""
        if self._work is not None and (self._work.case, self._work.hands) == (printed.reception.case, printed.hands):
            self._work = replace(self._work, bundle=bundle)
            self.pages[self._work.reception.step].show_work(self._work)

    # -- paper ---------------------------------------------------------------------------------------------------

    def print(self, printer: str) -> None:
        """Print the whole bundle."""
        if self._work is None or self._work.bundle is None:
            return
        job = Job(
            self._work.reception,
            tuple(sheet.form for sheet in self._work.bundle.sheets),
            printer,
            self._pdf(self._work, self._work.bundle),
        )
        self.records.print(job, partial(self._printed, self._work.bundle.pages))
        self.services.preferences.change(self.services.database, self.frame.say, printer=printer)

    def print_one(self, sheet: PrintedSheet) -> None:
        """One sheet alone, on the printer of last time."""
        if self._work is not None:
            printer = self.services.preferences.settings.printer
            job = Job(self._work.reception, (sheet.form,), printer, self._pdf(self._work, sheet))
            self.records.print(job, self.pages.sheets.show_printed)

    def _pdf(self, work: Work, shown: Bundle | PrintedSheet) -> Callable[[], bytes]:
        """What goes to the printer: as it is shown, and where numbers were read drawn for this once with them."""
        return partial(_drawn, self._counter, work, shown) if work.numbers else lambda: shown.pdf

    def _printed(self, whole: int, pages: int) -> None:
        """On paper the numbers are where they belong: nothing of ours holds them any longer."""
        gone = self._work is not None and bool(self._work.numbers) and pages == whole
        if gone:
            self._with_numbers({})
        self.pages.sign.show_printed(pages, numbers_gone=gone)


def _worked_out(counter: Counter, work: Work) -> Work:
    from app.journeys.number import masked
    from app.journeys.paper import printable

    plan = work.plan or counter.plan(work.case)
    if work.reception.step is Step.PROCEDURES:
        return replace(work, plan=plan)
    forms = printable(plan, work.reception.release)
    bundle = work.bundle or counter.print_forms(work.reception, plan, forms, work.hands, masked(work.numbers))
    return replace(work, plan=plan, bundle=bundle, number_forms=counter.number_forms(work.case, forms))


def _drawn(counter: Counter, work: Work, shown: Bundle | PrintedSheet) -> bytes:
    """The whole bundle or the one sheet with the individual numbers, in the paper lane; kept nowhere."""
    plan = work.plan or counter.plan(work.case)
    sheets = work.bundle.sheets if work.bundle else ()
    one = isinstance(shown, PrintedSheet)
    forms = [sheet.form for sheet in sheets if not one or sheet is shown]
    bundle = counter.print_forms(work.reception, plan, forms, work.hands, work.numbers)
    return bundle.sheets[0].pdf if one else bundle.pdf
