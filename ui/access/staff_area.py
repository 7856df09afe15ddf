"""利用者: whom the administrator lets in, in which roles, and the way back for whoever cannot get in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.journeys.staff_cards import StaffCards
from app.journeys.staff_desk import Enrolment, StaffDesk
from ui.access.staff_dialogs import CardDialog, EnrolmentDialog, StaffDialog
from ui.access.staff_page import StaffPage
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.shell import Shell

if TYPE_CHECKING:
    from uuid import UUID

    from app.card.staff_card import CardProof
    from models.staff import Staff


class StaffArea(Area):
    """One page, its dialogs, and the desk behind them."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = StaffDesk(services.counter)
        self.page = StaffPage()
        self.page.add_wanted.connect(self._add)
        self.page.change_wanted.connect(self._change)
        self.page.deed_wanted.connect(self._do)
        self.page.authority_wanted.connect(self._trust)

    @cached_property
    def cards(self) -> StaffCards | None:
        """None where there is no data folder."""
        data = self.services.data
        return StaffCards(self.services.counter, data) if data is not None else None

    def begin(self) -> None:
        self.show(self.page)
        self.page.show_cards(used=self.cards is not None and self.cards.are_used())
        self._list()

    def leave(self) -> None:
        self.page.show_staff(())

    def _list(self, _done: object = None) -> None:
        self.services.database.run(self.desk.all, self.page.show_staff, self.frame.say)

    def _add(self) -> None:
        dialog = StaffDialog(None, self.frame)
        if dialog.exec():
            wish = dialog.wish
            do = partial(self.desk.add, wish.login, wish.name, wish.roles, supervisor=wish.supervisor)
            self._run(do, self._enrolled)
        dialog.deleteLater()

    def _change(self, staff: Staff) -> None:
        dialog = StaffDialog(staff, self.frame)
        if dialog.exec():
            do = partial(self.desk.change_roles, staff.id, dialog.wish.roles, supervisor=dialog.wish.supervisor)
            self._run(do, self._list)
        dialog.deleteLater()

    def _do(self, deed: str, staff: Staff) -> None:
        """One of the page's buttons, on the chosen person."""
        enrolling: dict[str, Callable[[UUID], Enrolment]] = {
            "password": self.desk.renew_password, "device": self.desk.renew_device, "codes": self.desk.renew_codes,
        }  # fmt: skip
        if deed in enrolling:
            self._run(partial(enrolling[deed], staff.id), self._enrolled)
        elif deed in ("card", "no_card"):
            self._card(deed, staff)
        elif deed == "unlock":
            self._run(partial(self.desk.unlock, staff.id), self._list)
        else:
            self._run(partial(self.desk.disable, staff.id, disabled=not staff.disabled), self._list)

    def _card(self, deed: str, staff: Staff) -> None:
        """Enrol the card that lies there, or take the person's card from the list."""
        if self.cards is None:
            return
        if deed == "no_card":
            self._run(partial(self.cards.withdraw, staff.id), self._list)
            return
        dialog, enrol = CardDialog(staff, self.frame), self.cards.enrol
        if dialog.exec():

            def proved(card: CardProof) -> None:
                self._run(partial(enrol, staff.id, card), self._list)

            proving = partial(self.cards.prove, dialog.pin.take())
            self.services.card.prove(proving, proved, self.frame.say, Waiting("職員証を確かめています"))
        dialog.deleteLater()

    def _trust(self) -> None:
        """The certificates of the authorities that issue the ward's staff cards."""
        name, _ = QFileDialog.getOpenFileName(self.frame, "認証局の証明書", "", "証明書 (*.pem *.crt *.cer)")
        if name and self.cards is not None:
            self._run(partial(self.cards.trust, Path(name)), lambda _count: self.begin())

    def _run(self, do: Callable[[], object], done: Callable[..., None]) -> None:
        self.page.banner.say("")
        self.services.database.run(do, done, self.frame.say, Waiting("記録しています"))

    def _enrolled(self, made: Enrolment) -> None:
        """Shown once, and printed for the person."""
        dialog = EnrolmentDialog(made, self.services, self.frame)
        dialog.exec()
        dialog.deleteLater()
        self._list()
