"""A whole day at a counter with marked individual numbers whose check digit is right: `python -m tests.leaks.day DIR`.

Every way in which a number can come in is walked, and every way in which something can go out or wrong. What the day
leaves behind is looked through by `test_leaks`.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

from app import clock, incident, log
from app.access.password import CHEAP_FOR_TESTS
from app.case_file import read_case
from app.errors import KnownError
from app.journeys.counter import Counter
from app.journeys.guiding import guide
from app.journeys.hand import with_text
from app.journeys.interpreting import TalkDesk
from app.journeys.keeping import Keeper
from app.journeys.records import RecordDesk
from app.journeys.signing_in import Proof, SigningIn
from app.journeys.staff_desk import StaffDesk
from app.journeys.tax_desk import TaxDesk
from app.journeys.tax_import import ExtractDesk
from app.paths import RESOURCES, DataFolder
from app.storage.receptions import Receptions
from app.translation.office import Change
from models.filing import FilingStep
from models.reception import Reception, State, Step
from models.records import Move, RecordQuery
from models.staff import Role
from tests.app.tax_import.extracts import add, line, write
from tests.leaks.numbers import MARKED
from tests.signed_in import seat_of


def main(root: Path) -> None:
    log.configure()
    faulthandler.enable()
    folder = DataFolder(root / "data")
    counter = Counter(lambda: Receptions.open(folder), "窓口1", folder.forms, seat=seat_of())
    keeper = Keeper(counter, folder)
    move_in(counter, root / "handed over")
    typed_where_none_belongs(counter)
    tax(counter, root / "extract")
    talk(folder)
    found_again(counter, root / "handed over")
    who_types_it_at_the_door(counter)
    keeper.tick(clock.now())
    failures(counter)
    keeper.tick(clock.now() + timedelta(hours=2))
    counter.close()


def begun(counter: Counter) -> Reception:
    case = read_case(RESOURCES / "practice" / "family.json")
    numbered = zip(case.members, MARKED, strict=False)
    people = tuple(replace(one, individual_number=number) for one, number in numbered)
    return replace(counter.new_reception(), case=replace(case, members=people))


def move_in(counter: Counter, out: Path) -> None:
    """From the card to the sections, saved at each step, printed with the numbers, completed and corrected."""
    reception = begun(counter)
    for step in (Step.HOUSEHOLD, Step.QUESTIONS, Step.PROCEDURES, Step.SHEETS):
        kept = counter.save(replace(reception, step=step))
        reception = replace(kept, case=reception.case)
    plan = counter.plan(reception.case)
    forms = [
        one.form for one in counter.number_forms(reception.case, [form for p in plan.procedures for form in p.forms])
    ]
    numbers = dict(enumerate(MARKED[: len(reception.case.members)]))
    bundle = counter.print_forms(reception, plan, forms, numbers=numbers)
    counter.printed(reception, forms, bundle.pages, "プリンター")
    counter.hand_over(reception, plan, out)
    done = counter.save(replace(reception, step=Step.DONE))
    counter.save(replace(counter.open(done.id), step=Step.HOUSEHOLD))
    counter.versions(done.id)
    counter.all()


def typed_where_none_belongs(counter: Counter) -> None:
    """Into a name, an address, a note on a sheet, a supervisor's reason; in every usual way of writing it."""
    spaced = f"{MARKED[0][:4]} {MARKED[0][4:8]} {MARKED[0][8:]}"
    wide = MARKED[1].translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    reception = begun(counter)
    case = replace(reception.case, honseki=f"番号は{spaced}", hittosha=wide)
    edits = {"idou": {"honseki": f"{MARKED[2][:4]}-{MARKED[2][4:8]}-{MARKED[2][8:]}"}}
    reception = counter.save(replace(reception, case=case, edits=edits))
    counter.save(counter.release(reception, f"本人の番号 {MARKED[3]}"))
    with_text({}, "idou", "honseki", MARKED[0])


def tax(counter: Counter, folder: Path) -> None:
    desk = TaxDesk(counter)
    filing = desk.new_filing(2025)
    entries = {**filing.entries, "filer": {"name": f"墨田 {MARKED[0]}", "birth_date": "1980-05-01"}, "note": MARKED[1]}
    desk.save(replace(filing, entries=entries, step=FilingStep.DONE))
    write(folder)
    add(folder, "宛名", line("宛名", {"宛名番号": MARKED[2], "氏名": "墨田　太郎", "生年月日": "1980-05-01"}))
    with suppress(KnownError):
        ExtractDesk(counter).preview(folder, clock.today(), lambda _progress: None, Event())
    for file in folder.iterdir():
        file.unlink()  # the office's own medium, which goes home with the office


def talk(folder: DataFolder) -> None:
    """Said, typed, put into a phrase, given to the office's own phrases, looked for in the guide."""
    desk = TalkDesk(folder)
    spoken = " ".join(MARKED[4])
    for text, speaker in ((f"番号は{MARKED[4]}です", "staff"), (f"my number is {spoken}", "visitor")):
        with suppress(KnownError):
            desk.interpret(text, "en", speaker)  # type: ignore[arg-type]
        desk.find(text, "en")
        desk.plainer(text)
    with suppress(KnownError):
        desk.say("please_pay", "en", "staff", {"yen": (MARKED[4], MARKED[4])})
    for change in (Change("own_001", "ja", MARKED[4], "試験係"), Change("yes", "en", f"Yes {MARKED[4]}", "試験係")):
        with suppress(KnownError):
            desk.keep([change])
    guide().search(f"番号 {MARKED[4]}", "ja")
    desk.end("en", 4)
    desk.close()


def found_again(counter: Counter, out: Path) -> None:
    """Looked for by a number, noted upon with one, handed over in a sealed container."""
    desk = RecordDesk(counter)
    desk.find(RecordQuery(text=MARKED[5]))
    desk.find(RecordQuery(text=f"{MARKED[5][:4]} {MARKED[5][4:8]} {MARKED[5][8:]}"))
    reception = counter.save(replace(begun(counter), step=Step.DONE))
    with suppress(KnownError):
        desk.move(reception.id, Move(State.HANDED_OVER, section="", note=f"番号 {MARKED[5]}"))
    desk.move(reception.id, Move(State.RECEIVED, note=f"本人の番号は{MARKED[5]}"))
    desk.history(reception.id)
    counter.hand_over(reception, counter.plan(reception.case), out, "hashi no tamoto de nagai ame")


def who_types_it_at_the_door(counter: Counter) -> None:
    """As a user name, as a password, and as the reason of a break."""
    signing = SigningIn(counter, CHEAP_FOR_TESTS)
    for proof in (Proof(MARKED[6], MARKED[6], MARKED[6]), Proof("nobody", MARKED[6], "000000")):
        with suppress(KnownError):
            signing.sign_in(proof)
    with suppress(KnownError):
        StaffDesk(counter, CHEAP_FOR_TESTS).add(MARKED[6], MARKED[6], [Role.CLERK])
    signing.lock(MARKED[6])


def failures(counter: Counter) -> None:
    """Our own bugs while numbers are in hand: each is recorded as the faces record it."""
    reception = begun(counter)

    def number_in_the_message() -> None:
        raise ValueError(MARKED[0], reception)

    def number_in_the_locals() -> None:
        held = {"number": MARKED[1], "case": reception.case}
        raise KeyError(held["missing"])

    def number_in_the_statement() -> None:
        with counter.receptions.transaction() as session:
            session.connection().exec_driver_sql("INSERT INTO nowhere VALUES (?)", (MARKED[2],))

    bugs: tuple[Callable[[], None], ...] = (number_in_the_message, number_in_the_locals, number_in_the_statement)
    for bug in bugs:
        try:
            bug()
        except Exception as error:  # noqa: BLE001 as at the program's own doors
            incident.record(error)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    if "--crash" in sys.argv:
        held = list(MARKED)
        faulthandler._sigsegv()  # type: ignore[attr-defined]
        print(held)  # noqa: T201 never reached
