"""Staff for tests: people with known passwords and devices, at a cheap cost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app import clock
from app.access import one_time
from app.access.password import CHEAP_FOR_TESTS
from app.journeys.counter import Counter
from app.journeys.signing_in import Proof, SigningIn
from app.journeys.staff_desk import StaffDesk
from app.paths import DataFolder
from app.storage.receptions import Receptions
from models.staff import Role, Staff

PASSWORD = "hashi no tamoto de"


@dataclass
class Office:
    """A counter with its administrator `kanri`; `device` holds everybody's shared secret."""

    counter: Counter
    device: dict[str, str]
    codes: tuple[str, ...]

    @property
    def signing(self) -> SigningIn:
        return SigningIn(self.counter, CHEAP_FOR_TESTS)

    @property
    def desk(self) -> StaffDesk:
        return StaffDesk(self.counter, CHEAP_FOR_TESTS)

    @property
    def trail(self) -> list[str]:
        return [one.action for one in self.counter.receptions.audit.entries()]

    def staff(self, login: str) -> Staff:
        found = self.counter.receptions.staff.find(login)
        assert found is not None
        return found

    def code(self, login: str, steps: int = 0) -> str:
        """What the person's device shows, or has shown so many steps ago."""
        return one_time.code_at(self.device[login], one_time.step_of(clock.now()) + steps)

    def proof(self, login: str, password: str = PASSWORD) -> Proof:
        """As long after the last sign-in that the device shows a new code."""
        self.counter.receptions.staff.change(self.staff(login).id, _later, "staff.enabled")
        return Proof(login, password, self.code(login))

    def hire(self, login: str, *roles: Role, supervisor: bool = False) -> None:
        """Somebody new who has signed in once and chosen the usual password."""
        self.signing.sign_in(self.proof("kanri"))
        made = self.desk.add(login, f"{login}　試験", roles, supervisor=supervisor)
        self.device[login] = made.staff.totp
        self.signing.sign_in(self.proof(login, made.password))
        self.signing.change_password(made.password, PASSWORD)
        self.signing.sign_out()


def _later(one: Staff) -> Staff:
    return replace(one, last_code=0)


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """A fresh store."""
    counter = Counter(lambda: Receptions.open(DataFolder(folder)), "窓口1")
    signing = SigningIn(counter, CHEAP_FOR_TESTS)
    prepared = signing.prepare_first("kanri", "管理　花子", PASSWORD)
    secret = prepared.staff.totp
    codes = signing.make_first(prepared, one_time.code_at(secret, one_time.step_of(clock.now())))
    yield Office(counter, {"kanri": secret}, codes)
    counter.close()
