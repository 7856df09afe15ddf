"""Kept receptions in the window: people copied from an earlier visit, corrections, hand-over files, changes by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.case_file import case_from_json
from app.exports.container import opened
from app.journeys.counter import Counter
from app.paths import RESOURCES
from app.storage.receptions import Receptions
from models.case import Case
from models.reception import Reception, Step
from ui.areas import RECEPTION
from ui.reception import ReceptionArea
from ui.widgets.field_editor import FieldEditor
from ui.widgets.reception_picker import ReceptionPicker
from ui.widgets.seal_dialog import SealDialog
from ui.widgets.signature_pad import SignatureDialog
from ui.window import Window
from ui.work import Work

PASSPHRASE = "hashi no tamoto de"


def family() -> Case:
    return case_from_json(json.loads((RESOURCES / "practice" / "family.json").read_text(encoding="utf-8")))


@pytest.fixture
def earlier(store: Receptions, counter: Counter) -> Reception:
    return store.save(replace(counter.new_reception(), case=family(), step=Step.DONE, forms=("idou",)))


@pytest.fixture
def area(qtbot: QtBot, counter: Counter) -> ReceptionArea:
    window = Window(counter)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.enter(RECEPTION)
    found = window.area(RECEPTION)
    assert isinstance(found, ReceptionArea)
    return found


def work(area: ReceptionArea) -> Work:
    assert area._work is not None
    return area._work


def test_the_people_of_an_earlier_visit_come_in_with_their_last_address(
    qtbot: QtBot, area: ReceptionArea, earlier: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(picker: ReceptionPicker) -> int:
        picker.show()
        picker.records.search.setText("スミダ たろう")
        qtbot.waitUntil(lambda: picker.records.lines.rowCount() == 1)
        assert picker.chosen == earlier.id
        picker.hide()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReceptionPicker, "exec", choose)
    area.go(Step.HOUSEHOLD)
    area.pages.household.copy.click()
    qtbot.waitUntil(lambda: len(work(area).case.members) == 4)
    case = work(area).case
    assert [member.name for member in case.members] == [member.name for member in family().members]
    assert case.old_address == family().new_address
    assert case.answers.dog is None


def test_nothing_is_copied_where_the_search_finds_nobody(
    qtbot: QtBot, area: ReceptionArea, earlier: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def choose(picker: ReceptionPicker) -> int:
        picker.show()
        picker.records.search.setText("だれでもない")
        qtbot.waitUntil(lambda: picker.records.lines.rowCount() == 0)
        picker.hide()
        seen.append(picker.chosen)
        assert not picker.yes.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReceptionPicker, "exec", choose)
    area.go(Step.HOUSEHOLD)
    area.pages.household.copy.click()
    qtbot.waitUntil(lambda: seen == [None])
    assert len(work(area).case.members) == 1


def test_a_completed_reception_is_corrected_and_its_first_version_can_be_looked_at(
    qtbot: QtBot, area: ReceptionArea, store: Receptions, earlier: Reception
) -> None:
    area.resume(earlier.id)
    qtbot.waitUntil(lambda: work(area).reception.id == earlier.id)
    area.pages.done.correct.click()
    assert work(area).reception.step is Step.HOUSEHOLD
    changed = replace(work(area).case, honseki="東京都墨田区緑一丁目1番地")
    area.show_work(Work(replace(work(area).reception, case=changed)))
    area.go(Step.DONE)
    qtbot.waitUntil(lambda: area.pages.done.versions.count() == 3, timeout=20_000)
    assert [version.case.honseki for version in store.versions(earlier.id)] == [family().honseki, changed.honseki]


def test_the_hand_over_goes_into_the_folder_that_the_clerk_names(
    qtbot: QtBot, area: ReceptionArea, earlier: Reception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    monkeypatch.setattr(QMessageBox, "information", lambda *words: said.append(words[-1]))
    area.resume(earlier.id)
    qtbot.waitUntil(lambda: work(area).plan is not None, timeout=20_000)
    monkeypatch.setattr(SealDialog, "exec", lambda dialog: answered(dialog, plain=bool(said)))
    area.pages.done.handover.click()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=10_000)
    area.pages.done.handover.click()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=10_000)
    sealed = tmp_path / "out" / f"handover-{earlier.number}.mdgx"
    assert sealed.name in said[0]
    assert "handover.json" in opened(sealed.read_bytes(), PASSPHRASE)[1]
    assert (tmp_path / "out" / "handover.json").exists()


def test_a_passphrase_that_is_mistyped_or_soon_guessed_is_refused(qtbot: QtBot) -> None:
    dialog = SealDialog("引継ぎファイル")
    qtbot.addWidget(dialog)
    for first, again, told in ((PASSPHRASE, "other", "違います"), ("short", "short", "12")):
        dialog.first.setText(first)
        dialog.again.setText(again)
        dialog.accept()
        assert told in dialog.banner.text
        assert not dialog.result()
    dialog.plain.setChecked(True)
    assert (dialog.passphrase, dialog.first.isEnabled()) == ("", False)


def answered(dialog: SealDialog, *, plain: bool) -> bool:
    dialog.plain.setChecked(plain)
    if not plain:
        dialog.first.setText(PASSPHRASE)
        dialog.again.setText(PASSPHRASE)
    dialog.accept()
    return bool(dialog.result())


def shown(qtbot: QtBot, area: ReceptionArea, step: Step) -> None:
    area.show_work(Work(replace(work(area).reception, case=family(), step=Step.PROCEDURES)))
    area.go(step)
    qtbot.waitUntil(lambda: work(area).bundle is not None, timeout=30_000)


def test_a_field_touched_on_the_preview_is_changed_on_that_sheet_and_kept(
    qtbot: QtBot, area: ReceptionArea, store: Receptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(editor: FieldEditor) -> int:
        editor.line.setText("別館 5号室")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(FieldEditor, "exec", write)
    shown(qtbot, area, Step.SHEETS)
    view = area.pages.sheets.view
    assert view.chosen is not None
    sheet, page = view.chosen
    place = next(one for one in sheet.places if one.field == "new_kata")
    picture = view._large.pixmap().size()
    across = 297 if picture.width() > picture.height() else 210
    scale = picture.width() / across
    left = (view._large.width() - picture.width()) / 2
    middle = QPoint(round(left + (place.x + place.width / 2) * scale), round((place.y + place.height / 2) * scale))
    qtbot.mouseClick(view._large, Qt.MouseButton.LeftButton, pos=middle)  # type: ignore[no-untyped-call]
    qtbot.waitUntil(lambda: work(area).bundle.sheets[0].values.get("new_kata") == "別館 5号室", timeout=20_000)  # type: ignore[union-attr]
    assert page == 0
    kept = work(area).reception.id
    qtbot.waitUntil(lambda: store.get(kept).edits == {"idou": {"new_kata": "別館 5号室"}})
    assert work(area).case.new_address == family().new_address


def test_a_signature_on_the_tablet_goes_into_the_sheet_and_leaves_with_the_visitor(
    qtbot: QtBot, area: ReceptionArea, store: Receptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(dialog: SignatureDialog) -> int:
        dialog.show()
        pad = dialog.pad
        qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))  # type: ignore[no-untyped-call]
        qtbot.mouseMove(pad, QPoint(300, 120))  # type: ignore[no-untyped-call]
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 120))  # type: ignore[no-untyped-call]
        assert dialog.use.isEnabled()
        dialog.hide()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SignatureDialog, "exec", write)
    shown(qtbot, area, Step.SIGN)
    before = work(area).bundle
    buttons = [one for one in area.pages.sign.signatures.findChildren(QPushButton) if "画面で署名する" in one.text()]
    buttons[0].click()
    qtbot.waitUntil(lambda: work(area).bundle is not before, timeout=20_000)
    assert "署名済み" in [one.text() for one in area.pages.sign.signatures.findChildren(QLabel)]
    identity = work(area).reception.id
    area.leave()
    area.resume(identity)
    qtbot.waitUntil(lambda: area._work is not None)
    assert work(area).hands == {}
    assert store.get(identity).edits == {}
