"""Before anybody is signed in, under the lock, and the areas of the administrator and the auditor: invented staff."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.access.password import CHEAP_FOR_TESTS
from app.journeys.counter import Counter
from app.journeys.keeping import Keeper
from app.journeys.signing_in import SigningIn
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role
from tests.staff import Office, office
from tests.ui.screens.view import Screens, beside, settle, shown
from ui.access.dialogs import EmergencyDialog, NewPasswordDialog, SupervisorDialog
from ui.access.staff_dialogs import CardDialog, EnrolmentDialog, StaffDialog
from ui.areas import STAFF, TRAIL
from ui.keeping.escrow_desk import EscrowDesk
from ui.window import Window

_CODES = tuple(f"{number:04d}-ABCD-EFGH" for number in range(1, 9))


@contextmanager
def _staffed(window: Window) -> Iterator[tuple[Window, Office]]:
    """A counter at whose window nobody is signed in yet."""
    with tempfile.TemporaryDirectory() as folder, office(Path(folder)) as here:
        here.hire("mado", Role.CLERK)
        here.hire("kacho", Role.CLERK, supervisor=True)
        here.hire("kansa", Role.AUDITOR)
        with beside(window, Counter(lambda: here.counter.receptions, "窓口1")) as one:
            one.keeper.signing = SigningIn(one._counter, CHEAP_FOR_TESTS)
            yield one, here


def _enter(one: Window, here: Office, login: str, application: QApplication) -> None:
    one.keeper._sign_in(here.proof(login))
    settle(application, lambda: "start_page" in vars(one) and one.page() is one.start_page)


def _first_start(window: Window, application: QApplication) -> Screens:
    """Its three steps, with an invented secret and codes."""
    with tempfile.TemporaryDirectory() as folder:
        counter = Counter(lambda: Receptions.open(DataFolder(Path(folder))), "窓口1")
        data = DataFolder(Path(folder))
        with beside(window, counter, data) as one:
            settle(application, lambda: one.page() is one.keeper.first)
            yield "access-0-first-who", one
            one.keeper.first.show_device("otpauth://totp/example?secret=ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP")
            settle(application)
            yield "access-0-first-device", one
            one.keeper.first.show_codes(_CODES)
            settle(application)
            yield "access-0-first-paper", one
            desk = EscrowDesk(one._services, Keeper(counter, data), one)
            one.keeper.first.show_escrow(desk)
            settle(application)
            yield "access-0-first-escrow", one
        counter.close()


def _sign_in(window: Window, application: QApplication) -> Screens:
    """The page, a refusal on it, and the dialogs that prove somebody."""
    with _staffed(window) as (one, here):
        settle(application)
        yield "access-1-sign-in", one
        one.keeper._sign_in(here.proof("mado", "wrong"))
        settle(application, lambda: bool(one.keeper.page.banner.text))
        yield "access-1-refused", one
        one.keeper.page.begin("mado", cards=True)
        one.keeper.page.by_card.setChecked(True)
        QTest.keyClicks(one.keeper.page.pin, "12345")
        settle(application)
        yield "access-1-card", one
        lane, signing = one._services.database, one.keeper.signing
        for number, kind in enumerate((NewPasswordDialog, SupervisorDialog, EmergencyDialog)):
            yield from shown(f"access-1-dialog-{number}", kind(lane, signing, one), application)


def _lock(window: Window, application: QApplication) -> Screens:
    with _staffed(window) as (one, here):
        _enter(one, here, "mado", application)
        yield "access-2-clerk", one
        one.keeper.lock()
        settle(application)
        yield "access-2-locked", one
        assert one.keeper.dialog is not None
        yield "access-2-lock", one.keeper.dialog
        one.keeper.dialog.pin.offer(offered=True)
        settle(application)
        yield "access-2-lock-card", one.keeper.dialog
        one.keeper._uncover()


def _staff(window: Window, application: QApplication) -> Screens:
    """利用者: the list, somebody new, and what is handed over."""
    with _staffed(window) as (one, here):
        _enter(one, here, "kanri", application)
        yield "access-3-administrator", one
        one.enter(STAFF)
        settle(application)
        yield "access-3-users", one
        yield from shown("access-3-card", CardDialog(here.staff("mado"), one), application)
        yield from shown("access-3-user", StaffDialog(here.staff("kacho"), one), application)
        enrolled = one.area(STAFF).desk.renew_codes(here.staff("kanri").id)  # type: ignore[attr-defined] # staff area
        yield from shown("access-3-codes", EnrolmentDialog(enrolled, one._services, one), application)


def _trail(window: Window, application: QApplication) -> Screens:
    """証跡: what was done until now, and the chain checked."""
    with _staffed(window) as (one, here):
        _enter(one, here, "kansa", application)
        yield "access-4-auditor", one
        one.enter(TRAIL)
        settle(application)
        yield "access-4-trail", one


SCENES = {
    "first-start": _first_start,
    "sign-in": _sign_in,
    "lock": _lock,
    "users": _staff,
    "auditor": _trail,
}
