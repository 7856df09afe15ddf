"""The reception's pages, each made and wired when its step is first shown."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from models.reception import Step

if TYPE_CHECKING:
    from ui.pages.done import DonePage
    from ui.pages.household import HouseholdPage
    from ui.pages.page import Page
    from ui.pages.procedures import ProceduresPage
    from ui.pages.questions import QuestionsPage
    from ui.pages.read import ReadPage
    from ui.pages.sheets import SheetsPage
    from ui.pages.sign import SignPage
    from ui.reception import ReceptionArea


class StepPages:
    """`pages[step]` is a step's page; the attribute of its name is the same with its own type."""

    def __init__(self, area: ReceptionArea) -> None:
        self._area = area

    def __getitem__(self, step: Step) -> Page:
        page: Page = getattr(self, step.value)
        return page

    @cached_property
    def read(self) -> ReadPage:
        from ui.pages.read import ReadPage

        page, card = ReadPage(), self._area.services.card
        page.read_wanted.connect(self._area.read)
        page.look_wanted.connect(partial(self._area.look, page))  # also while the page is still being made
        page.stop_wanted.connect(card.cancel)
        page.next_wanted.connect(self._area.go_on)
        card.known.connect(page.show_progress)
        card.readers_seen.connect(page.show_readers)
        if card.looked:
            page.show_readers(card.readers)
        services = self._area.services
        preferences = services.preferences
        page.reader_chosen.connect(
            lambda name: preferences.change(services.database, self._area.frame.say, reader=name)
        )
        preferences.changed.connect(lambda: page.prefer(preferences.settings.reader))
        page.prefer(preferences.settings.reader)
        if card.situations:
            practice = page.practice
            practice.offer(card.situations)
            practice.move_wanted.connect(lambda name: practice.show_laid(laid=card.move_practice_card(name)))
        return page

    @cached_property
    def household(self) -> HouseholdPage:
        from ui.pages.household import HouseholdPage

        page = HouseholdPage()
        page.copy_wanted.connect(self._area.copy_household)
        return page

    @cached_property
    def questions(self) -> QuestionsPage:
        from ui.pages.questions import QuestionsPage

        return QuestionsPage(self._area.services.counter.interview)

    @cached_property
    def procedures(self) -> ProceduresPage:
        from ui.pages.procedures import ProceduresPage

        page = ProceduresPage(self._area.services.counter.is_open)
        page.lock.release_wanted.connect(self._area.release)
        return page

    @cached_property
    def sheets(self) -> SheetsPage:
        from ui.pages.sheets import SheetsPage

        page, card, preferences = SheetsPage(), self._area.services.card, self._area.services.preferences
        page.lock.release_wanted.connect(self._area.release)
        page.edit_wanted.connect(self._area.edit)
        page.print_wanted.connect(self._area.print_one)
        page.number_wanted.connect(self._area.read_number)
        page.numbers.declined.connect(self._area.drop_numbers)
        page.look_wanted.connect(partial(self._area.look, page))
        page.stop_wanted.connect(card.cancel)
        card.readers_seen.connect(page.show_readers)
        page.show_readers(card.readers)
        preferences.changed.connect(lambda: page.prefer(preferences.settings.reader))
        page.prefer(preferences.settings.reader)
        return page

    @cached_property
    def sign(self) -> SignPage:
        from ui.pages.sign import SignPage

        preferences = self._area.services.preferences
        page = SignPage(lambda: preferences.settings.printer)
        page.print_wanted.connect(self._area.print)
        page.signed.connect(self._area.sign)
        return page

    @cached_property
    def done(self) -> DonePage:
        from ui.pages.done import DonePage

        page = DonePage()
        page.next_wanted.connect(self._area.home_wanted)
        page.correct_wanted.connect(lambda: self._area.go(Step.HOUSEHOLD))
        page.handover_wanted.connect(self._area.hand_over)
        page.version_wanted.connect(self._area.records.show_version)
        return page
