"""Keeps the counter's door: first start, sign-in, the lock on idle, sign-out. What touches the store runs in a lane."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui import windows_only
from ui.lanes import Waiting
from ui.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.session import Session
    from app.card.secret import Secret
    from app.card.staff_card import CardProof
    from app.journeys.signing_in import FirstAdministrator, Proof, SigningIn
    from app.journeys.staff_cards import StaffCards
    from ui.access.first_start import FirstStartPage
    from ui.access.lock import Cover, LockDialog
    from ui.access.sign_in_page import SignInPage
    from ui.area import Services
    from ui.lanes import Failed
    from ui.shell import Shell

_AWAKE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_ANCHOR = 3_600_000  # ms
_MINUTE = 60_000  # ms
_CHECKING = "確かめています"


class Keeper(QObject):
    """`entered` brings the session of whoever has signed in; `left` tells that the seat is free."""

    entered = Signal(object)
    left = Signal()

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._lane = services.database
        self._seat = services.counter.seat
        self._covers: list[Cover] = []
        self.dialog: LockDialog | None = None
        self._last = ""
        self._idle, self._anchor = QTimer(self), QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(partial(self.lock, "idle"))
        services.preferences.changed.connect(self._lock_changed)
        self._anchor.setInterval(_ANCHOR)
        self._anchor.timeout.connect(self._sign_head)
        services.card.staff_card_lifted.connect(self._lifted)
        self._ear = windows_only.follow_session(int(frame.winId()), partial(self.lock, "system"))

    @cached_property
    def signing(self) -> SigningIn:
        from app.journeys.signing_in import SigningIn

        return SigningIn(self._services.counter)

    @cached_property
    def cards(self) -> StaffCards | None:
        """None where there is no data folder, and so nothing that could say whose cards are taken."""
        from app.journeys.staff_cards import StaffCards

        data = self._services.data
        return StaffCards(self._services.counter, data) if data is not None else None

    def _cards_are_used(self) -> bool:
        return self.cards is not None and self.cards.are_used()

    @cached_property
    def page(self) -> SignInPage:
        from ui.access.sign_in_page import SignInPage

        page = SignInPage()
        page.proved.connect(self._sign_in)
        page.emergency.connect(self._emergency)
        page.recovery.connect(self._recover)
        return page

    @cached_property
    def first(self) -> FirstStartPage:
        from ui.access.first_start import FirstStartPage

        page = FirstStartPage()
        page.named.connect(self._prepare)
        page.proved.connect(self._make_first)
        page.print_wanted.connect(self._print_codes)
        page.finished.connect(self._codes_kept)
        page.escrowed.connect(self._begin_work)
        page.recovery.connect(self._recover)
        return page

    # -- coming ----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """The sign-in page; nothing of anybody stands on it."""
        if "first" in vars(self):
            self.first.leave()
        self._frame.show_page(self.page, back=False)
        self._frame.settings.hide()
        self.page.begin(self._last, cards=self._cards_are_used())

    def begin(self) -> None:
        """Whether this is the first start is known when the store is open."""
        self._lane.run(self.signing.is_first_start, self._begun, self._frame.say)

    def _begun(self, first_start: bool) -> None:
        if first_start:
            self._frame.show_page(self.first, back=False)
            self._frame.settings.hide()
            self.first.begin()

    def _prepare(self, login: str, name: str, password: str) -> None:
        self._prepared: FirstAdministrator | None = None
        self._lane.run(
            partial(self.signing.prepare_first, login, name, password), self._device, self._frame.say,
            Waiting(_CHECKING),
        )  # fmt: skip

    def _device(self, prepared: FirstAdministrator) -> None:
        self._prepared, self._last = prepared, prepared.staff.login
        self.first.show_device(prepared.uri, prepared.staff.totp)

    def _make_first(self, code: str) -> None:
        if self._prepared is not None:
            self._lane.run(
                partial(self.signing.make_first, self._prepared, code), self._made, self._frame.say, Waiting(_CHECKING)
            )

    def _made(self, codes: tuple[str, ...]) -> None:
        self.first.show_codes(codes)

    def _codes_kept(self) -> None:
        """On to the ward's escrow key; without a data folder (a window for trying) there is none."""
        prepared, self._prepared = self._prepared, None
        if prepared is None or self._services.data is None:
            self.show()
        else:
            self._lane.run(partial(self.signing.begin_first, prepared), self._ask_escrow, self._frame.say)

    def _ask_escrow(self, _session: Session) -> None:
        from app.journeys.keeping import Keeper as Records
        from ui.keeping.escrow_desk import EscrowDesk

        assert self._services.data is not None  # noqa: S101 asked for by `_codes_kept`
        desk = EscrowDesk(self._services, Records(self._services.counter, self._services.data), self)
        self.first.show_escrow(desk)

    def _begin_work(self) -> None:
        """Whoever has just proved both factors need not do it again."""
        self.first.leave()
        session = self._seat.session
        if session is None:
            self.show()
        else:
            self._entered(session)

    def _print_codes(self) -> None:
        from ui.access.slip import print_slip

        print_slip(self._services, "復旧コード（管理者）", self.first.codes.text().splitlines(), self._frame.say)

    def _sign_in(self, proof: Proof) -> None:
        self._last = proof.login.strip()
        if self.page.by_card.isChecked():
            self._with_card(self.page.pin.take(), proof, self._send, self._refused)
        else:
            self._send(proof)

    def _send(self, proof: Proof) -> None:
        self._lane.run(partial(self.signing.sign_in, proof), self._entered, self._refused, Waiting(_CHECKING))

    def _with_card(self, pin: Secret, proof: Proof, then: Callable[[Proof], None], failed: Failed) -> None:
        """Let the staff card prove itself, and go on with it."""
        if self.cards is None:
            pin.wipe()
            return

        def proved(card: CardProof) -> None:
            then(replace(proof, card=card))

        self._services.card.prove(partial(self.cards.prove, pin), proved, failed, Waiting(_CHECKING))

    def _keep_card_apart(self) -> None:
        """The reader with the clerk's own card is no visitor's."""
        session = self._seat.session
        self._services.card.keep_apart(session.card_reader if session else "")

    def _refused(self, error: Exception) -> None:
        self.page.refuse(words(error))

    def _entered(self, session: Session) -> None:
        self.page.leave()
        self.watch()
        self._keep_card_apart()
        self.entered.emit(session)
        self._lane.run(self.signing.must_renew, self._renew, self._frame.say)
        if session.elsewhere:
            from PySide6.QtWidgets import QMessageBox

            QMessageBox.information(
                self._frame, "別の窓口でもサインインしています",
                f"{session.elsewhere} でもサインインしたままです。心当たりがないときは、管理者に知らせてください。",
            )  # fmt: skip

    def _renew(self, wanted: bool) -> None:
        if wanted:
            from ui.access.dialogs import NewPasswordDialog

            dialog = NewPasswordDialog(self._lane, self.signing, self._frame)
            dialog.open()

    def _emergency(self) -> None:
        from ui.access.dialogs import EmergencyDialog

        dialog = EmergencyDialog(self._lane, self.signing, self._frame)
        dialog.passed.connect(self._entered)
        dialog.open()

    def _recover(self) -> None:
        """With the paper from the safe: whoever has it needs no other right."""
        from app.journeys.keeping import Keeper as Records
        from ui.keeping.recovery_dialog import RecoveryDialog

        records = Records(self._services.counter, self._services.folder)
        dialog = RecoveryDialog(self._lane, records, self._frame)
        dialog.restored.connect(self._recovered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _recovered(self) -> None:
        """The store is another one now."""
        self.show()
        self.begin()

    # -- the lock --------------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """From now on idleness is counted; what the program itself signed in (practice) is never locked."""
        session = self._seat.session
        if session is None or session.user is None:
            return
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._idle.start(self._lock_after)
        self._anchor.start()

    @property
    def _lock_after(self) -> int:
        """In milliseconds."""
        return self._services.preferences.settings.lock_minutes * _MINUTE

    def _lock_changed(self) -> None:
        """The new time counts from now on."""
        if self._idle.isActive():
            self._idle.start(self._lock_after)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() in _AWAKE and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def lock(self, why: str = "asked") -> None:
        """Cover everything at once; what is typed is kept first."""
        session = self._seat.session
        if session is None or session.user is None or self.dialog is not None:
            return
        from ui.access.lock import LockDialog, covered

        self._frame.pause()
        self._idle.stop()
        self._covers = covered()
        self._frame.clipboard.forget()
        self.dialog = LockDialog(session.login, session.name, self._frame, cards=self._cards_are_used())
        self.dialog.proved.connect(self._unlock)
        self.dialog.another.connect(self.sign_out)
        self.dialog.open()
        self._lane.run(partial(self.signing.lock, why), _done, self._frame.say)

    def _lifted(self) -> None:
        """The staff card has left: lock, or under the lock remember that it lies there no more."""
        if self.dialog is None:
            self.lock("card")
        else:
            self._lane.run(partial(self.signing.lock, "card"), _done, self._frame.say)

    def _unlock(self, proof: Proof) -> None:
        if self.dialog is None:
            return
        if len(self.dialog.pin):
            self._with_card(self.dialog.pin.take(), proof, self._send_unlock, self._still_locked)
        else:
            self._send_unlock(proof)

    def _send_unlock(self, proof: Proof) -> None:
        if self.dialog is not None:
            do = partial(self.signing.unlock, proof, self.dialog.locked_at)
            self._lane.run(do, self._unlocked, self._still_locked)

    def _unlocked(self, _nothing: None) -> None:
        self._uncover()
        self.watch()
        self._keep_card_apart()

    def _still_locked(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.refuse(words(error))

    def _uncover(self) -> None:
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
        for cover in self._covers:
            cover.hide()
            cover.deleteLater()
        self._covers = []

    # -- going -----------------------------------------------------------------------------------------------------

    def sign_out(self) -> None:
        """What is open is kept and leaves the window; the seat is free."""
        self._idle.stop()
        self.left.emit()
        self._uncover()
        self._services.card.keep_apart("")
        self._lane.run(self.signing.sign_out, lambda _: self.show(), self._frame.say)

    def close(self) -> None:
        """The window goes: the last thing in the lane."""
        self._idle.stop()
        self._anchor.stop()
        self._uncover()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if self._seat.session is not None and self._seat.session.user is not None:
            self._lane.run(self.signing.sign_out, _done, _done)

    def _sign_head(self) -> None:
        self._lane.run(self._services.counter.anchor_trail, _done, self._frame.say)


def _done(_nothing: object) -> None:
    """Nothing to say."""
