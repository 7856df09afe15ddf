"""Every screen of the window as pictures.

`python -m tests.ui.screenshots DIR [--size pc|tablet] [--scheme light|dark] [--zoom 100|125|150|200]`; without
options all of them. Names are `pc-dark-200/3-questions.png`.
"""

from __future__ import annotations

import json
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from app.card.reading import ReadingState
from app.case_file import case_from_json
from app.journeys.counter import Counter
from app.journeys.demonstration import PRACTICE
from app.paths import DataFolder
from app.settings import Scheme, Settings
from app.storage.receptions import Receptions
from models.card import CardKind, ReaderState
from models.filing import FilingStep
from models.reception import Step
from tests.app.card.others import read, residence
from tests.signed_in import seat_of
from ui.areas import BATCH, FORMS, GUIDE, RECEPTION, SETTINGS, TALK, TAX
from ui.guide.area import GuideArea
from ui.japanese import speak_japanese
from ui.preferences import Preferences
from ui.reception import ReceptionArea
from ui.talk.area import TalkArea
from ui.tax.area import TaxArea
from ui.widgets.address_lock import ReleaseDialog
from ui.widgets.field_editor import FieldEditor
from ui.widgets.fold import Fold
from ui.widgets.reception_picker import ReceptionPicker
from ui.widgets.signature_pad import SignatureDialog
from ui.widgets.variant_picker import VariantPicker
from ui.window import Window
from ui.work import Work

SIZES = {"pc": (1366, 768), "tablet": (1280, 800)}
ZOOMS = (100, 125, 150, 200)
Screens = Iterator[tuple[str, QWidget]]
READER = (ReaderState("Virtual PCD 00 00", CardKind.NONE),)


@dataclass(frozen=True)
class View:
    """One way of looking at every screen."""

    size: str
    scheme: Scheme
    zoom: int

    def __str__(self) -> str:
        return f"{self.size}-{self.scheme}-{self.zoom}"

    @property
    def settings(self) -> Settings:
        return Settings(self.scheme, self.zoom, tablet=self.size == "tablet")


def settle(application: QApplication, until: Callable[[], bool] = lambda: True) -> None:
    """Let the lanes bring home what they have."""
    began = time.monotonic()
    while not until() or time.monotonic() < began + 0.25:
        application.processEvents()
        time.sleep(0.01)
        if time.monotonic() > began + 60:
            raise TimeoutError


def screens(window: Window, application: QApplication) -> Screens:
    """Bring up one screen after the other; yields its name and what stands there."""
    window.start()
    settle(application, lambda: "読み込" not in window.start_page.records.hint.text())
    yield "0-start", window
    for door in (SETTINGS, BATCH, FORMS):
        window.enter(door)
        settle(application)
        yield f"0-{door}", window
        window.start()
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    for part in (_reading, _household, _steps, _dialogs):
        for name, shown in part(window, area, application):
            settle(application)
            yield name, shown
    yield from _tax_return(window, application)
    yield from _guide(window, application)
    yield from _talk(window, application)


def _tax_return(window: Window, application: QApplication) -> Screens:
    """All steps of an employee's return, the questions in English too."""
    window.start()
    window.enter(TAX)
    area = window.area(TAX)
    assert isinstance(area, TaxArea)
    settle(application)
    yield "tax-0-list", window
    area.new(2026)
    entries = json.loads((PRACTICE / "tax_return.json").read_text(encoding="utf-8"))
    assert area.filing is not None
    area.take(replace(area.filing, entries=entries, language="en"))
    for number, step in enumerate(FilingStep):
        area.go(step)
        area.page.panel.show_view(number % 3)
        settle(application)
        yield f"tax-{number + 1}-{step}", window


def _talk(window: Window, application: QApplication) -> Screens:
    """The languages, a talk, the visitor's side and the board in scripts of every kind; the editor."""
    window.start()
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    settle(application)
    yield "talk-0-languages", window
    for code in ("vi", "ne", "my", "th", "bn", "ur", "ar"):
        area.talk_in(code)
        area.say("when_moved_in", "staff")
        settle(application)
        yield f"talk-1-staff-{code}", window
        area.show_to_visitor()
        settle(application)
        yield f"talk-2-visitor-{code}", window
        area.show_board()
        settle(application)
        yield f"talk-3-board-{code}", window
    area.leave()
    area.edit_phrases()
    settle(application)
    yield "talk-4-editor", window


def _guide(window: Window, application: QApplication) -> Screens:
    """Its tiles, an office with the map, a long answer in Burmese, and none."""
    window.start()
    window.enter(GUIDE)
    area = window.area(GUIDE)
    assert isinstance(area, GuideArea)
    settle(application)
    yield "guide-0-kinds", window
    for number, (language, question) in enumerate(
        (("en", "midori"), ("my", "日曜日"), ("ne", "自転車"), ("ko", "天気")), 1
    ):
        area.page.choose_language(language)
        area.ask(question)
        settle(application)
        yield f"guide-{number}-{language}", window
    area.leave()


def _reading(window: Window, area: ReceptionArea, _application: QApplication) -> Screens:
    """The read page in each of its states."""
    show(window, area, "family.json", Step.READ)
    page = area.pages.read
    page.practice.hide()
    window._services.card.blockSignals(True)  # no reader of this machine speaks meanwhile
    page.show_readers(READER)
    for state in ReadingState:
        page._retry.stop()
        page.state = state
        page._show()
        yield f"1-read-{state}", window
    window._services.card.blockSignals(False)
    window._services.card.readers_seen.emit(READER)


def _household(window: Window, area: ReceptionArea, _application: QApplication) -> Screens:
    """Each form; a large household; a foreign resident; the pictures of a card."""
    show(window, area, "family.json", Step.HOUSEHOLD)
    page = area.pages.household
    yield "2-household", window
    for tab in page._tabs.buttons()[1:]:
        tab.click()
        yield f"2-household-{page._tabs.id(tab)}", window
    page.show_member(2)
    yield "2-household-person", window
    for file, member in (("family_of_nine", 8), ("foreign_resident", 0), ("long_names", 0)):
        show(window, area, f"households/{file}.json", Step.HOUSEHOLD)
        page.show_member(member)
        yield f"2-household-{file}", window
    show(window, area, "family.json", Step.HOUSEHOLD)
    page.card_images.show_pictures(read(residence()).images)
    yield "2-household-pictures", window


def _steps(window: Window, area: ReceptionArea, application: QApplication) -> Screens:
    """The rest of the way with the practice family; then with a protected address."""
    show(window, area, "family.json", Step.QUESTIONS)
    yield "3-questions", window
    for protected in (True, False):
        show(window, area, "family.json", Step.QUESTIONS, protected=protected)
        for number, step in enumerate(list(Step)[3:], 4):
            area.go(step)
            settle(application, partial(worked, area, step))
            yield f"{number}-{step}{'-protected' if protected else ''}", window
            if step is Step.PROCEDURES:
                for fold in area.pages.procedures.findChildren(Fold):
                    fold.head.setChecked(True)
                yield f"{number}-{step}-unfolded", window
    area.pages.done.show_versions([area._work.reception] * 2 if area._work else [])
    yield "7-done-versions", window


def _dialogs(window: Window, area: ReceptionArea, application: QApplication) -> Screens:
    """What is asked in a window of its own."""
    area.go(Step.SHEETS)
    settle(application, lambda: worked(area, Step.SHEETS))
    places = area._work.bundle.sheets[0].places if area._work and area._work.bundle else ()
    written = next(place for place in places if place.kind == "text")
    choice = next(place for place in places if place.options)
    buttons = QMessageBox.StandardButton
    asked: tuple[QDialog, ...] = (
        FieldEditor(written, "別館 5号室", window),
        FieldEditor(choice, "", window),
        SignatureDialog("住民異動届", "署名", window),
        ReleaseDialog(window),
        VariantPicker("墨田　葛\U000e0100葉", window),
        ReceptionPicker(window._counter.all(), "前の受付から世帯の人を入れる", window),
        QMessageBox(QMessageBox.Icon.Question, "保存", "変更を捨てて戻りますか。", buttons.Yes | buttons.No, window),
    )
    for number, dialog in enumerate(asked):
        dialog.show()
        settle(application)
        yield f"8-{number}-{type(dialog).__name__}", dialog
        dialog.hide()
        dialog.deleteLater()
    yield from _numbers(window, area, application)


def _numbers(window: Window, area: ReceptionArea, application: QApplication) -> Screens:
    """The individual number: its panel unfolded, the dialog in each state, and the panel after the first card."""
    page = area.pages.sheets
    page.numbers.findChildren(Fold)[0].head.setChecked(True)
    yield "9-numbers-laws", window
    window._services.card.blockSignals(True)  # no reader of this machine speaks meanwhile
    page.numbers.read.click()
    dialog = page.dialog
    assert dialog is not None
    for state in ReadingState:
        dialog.state, dialog._tries = state, 2
        dialog._show()
        settle(application)
        yield f"9-numbers-{state}", dialog
    window._services.card.blockSignals(False)
    dialog.reject()
    area._with_numbers({0: "●" * 12})
    settle(application, lambda: worked(area, Step.SHEETS))
    yield "9-numbers-first", window
    page.numbers.decline.click()
    settle(application, lambda: worked(area, Step.SHEETS))
    yield "9-numbers-by-hand", window


def worked(area: ReceptionArea, step: Step) -> bool:
    """What the step shows is there."""
    work = area._work
    return work is not None and bool(work.plan if step is Step.PROCEDURES else work.bundle)


def show(window: Window, area: ReceptionArea, file: str, step: Step, *, protected: bool = False) -> None:
    """A practice household at a step."""
    case = case_from_json(json.loads((PRACTICE / file).read_text(encoding="utf-8")))
    answers = replace(case.answers, protected_address=protected)
    area.show_work(Work(replace(window._counter.new_reception(), case=replace(case, answers=answers), step=step)))


def keep_some(counter: Counter) -> None:
    """A list as in the middle of a day."""
    case = case_from_json(json.loads((PRACTICE / "family.json").read_text(encoding="utf-8")))
    names = ("隅田　花子", "吾妻　一郎", "両国　さくら", "NGUYEN VAN AN", "業平　𠮷雄")
    for name, step in zip(names, (Step.DONE, Step.QUESTIONS, Step.DONE, Step.SIGN, Step.HOUSEHOLD), strict=True):
        members = (replace(case.members[0], name=name), *case.members[1:])
        counter.save(replace(counter.new_reception(), case=replace(case, members=members), step=step))


@contextmanager
def opened(view: View, counter: Counter) -> Iterator[Window]:
    """The window as one sees it."""
    preferences = Preferences()
    preferences.settings = view.settings
    preferences.dress()
    window = Window(counter, preferences, demo=True)
    window.resize(*SIZES[view.size])
    window.show()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def shoot(application: QApplication, view: View, folder: Path) -> None:
    """All screens in one view."""
    inside = folder / str(view)
    inside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, closing(Receptions.open(DataFolder(Path(data)))) as receptions:
        counter = Counter(lambda: receptions, "窓口1", seat=seat_of())
        keep_some(counter)
        with opened(view, counter) as window:
            for name, shown in screens(window, application):
                shown.grab().save(str(inside / f"{name}.png"))


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--scheme", choices=[Scheme.LIGHT.value, Scheme.DARK.value], action="append")
    parser.add_argument("--zoom", type=int, choices=ZOOMS, action="append")
    given = parser.parse_args()
    application = QApplication([])
    speak_japanese(application)
    for size, scheme, zoom in product(
        given.size or SIZES, given.scheme or (Scheme.LIGHT, Scheme.DARK), given.zoom or ZOOMS
    ):
        shoot(application, View(size, Scheme(scheme), zoom), given.folder)


if __name__ == "__main__":
    main()
