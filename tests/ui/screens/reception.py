"""The way of a reception: reading, the household, questions, procedures, sheets, signing; its dialogs."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from app.card.reading import ReadingState
from app.case_file import case_from_json
from app.journeys.demonstration import PRACTICE
from models.card import CardKind, ReaderState
from models.reception import Step
from tests.app.card.others import read, residence
from tests.ui.screens.view import Screens, settle
from ui.areas import RECEPTION
from ui.reception import ReceptionArea
from ui.widgets.address_lock import ReleaseDialog
from ui.widgets.field_editor import FieldEditor
from ui.widgets.fold import Fold
from ui.widgets.reception_picker import ReceptionPicker
from ui.widgets.signature_pad import SignatureDialog
from ui.widgets.variant_picker import VariantPicker
from ui.window import Window
from ui.work import Work

READER = (ReaderState("Virtual PCD 00 00", CardKind.NONE),)


def _area(window: Window) -> ReceptionArea:
    window.start()
    window.enter(RECEPTION)
    area = window.area(RECEPTION)
    assert isinstance(area, ReceptionArea)
    return area


def _reading(window: Window, _application: QApplication) -> Screens:
    """The read page in each of its states."""
    area = _area(window)
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


def _household(window: Window, _application: QApplication) -> Screens:
    """Each form; a large household; a foreign resident; the pictures of a card."""
    area = _area(window)
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


def _steps(window: Window, application: QApplication) -> Screens:
    """The rest of the way with the practice family; then with a protected address."""
    area = _area(window)
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


def _dialogs(window: Window, application: QApplication) -> Screens:
    """What is asked in a window of its own."""
    area = _area(window)
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


SCENES = {"reading": _reading, "household": _household, "steps": _steps, "dialogs": _dialogs}
