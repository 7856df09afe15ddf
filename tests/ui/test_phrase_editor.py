"""The phrase editor in the real window: a text kept, checked, given back, added, sent out and taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.paths import DataFolder
from app.translation.office import read
from app.translation.phrasebook import book
from ui.areas import TALK
from ui.talk.area import TalkArea
from ui.talk.editor import PhraseEditor
from ui.talk.editor_dialogs import DifferencesDialog, NewPhraseDialog
from ui.window import Window


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "counter")


@pytest.fixture
def editor(qtbot: QtBot, counter: Counter, data: DataFolder) -> Iterator[PhraseEditor]:
    window = Window(counter, data=data)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.enter(TALK)
    area = window.area(TALK)
    assert isinstance(area, TalkArea)
    area.languages.edit.click()
    page = area.editor.page
    page.languages.setCurrentIndex(page._codes.index("vi"))
    page.language_chosen.emit("vi")
    yield area.editor
    window.close()


def hand(editor: PhraseEditor, phrase: str) -> None:
    """Take a phrase in hand."""
    page = editor.page
    page.table.selectRow([one.id for one in page._shown].index(phrase))


def state(editor: PhraseEditor, column: int) -> str:
    cell = editor.page.table.item(editor.page.table.currentRow(), column)
    return cell.text() if cell else ""


def test_a_corrected_text_is_kept_and_said_from_then_on(qtbot: QtBot, editor: PhraseEditor, data: DataFolder) -> None:
    hand(editor, "yes")
    editor.page.text.setText("Vâng ạ.")
    editor.page.keep.click()
    qtbot.waitUntil(lambda: state(editor, 1) == "Vâng ạ.")
    assert state(editor, 2) == "未確認"
    found = read(data.phrases)[0].translation("yes", "vi")
    assert found
    assert (found.text, found.review) == ("Vâng ạ.", None)


def test_whoever_is_signed_in_and_has_checked_a_text_is_named_and_the_mark_goes(
    qtbot: QtBot, editor: PhraseEditor
) -> None:
    hand(editor, "yes")
    editor.page.review.click()
    qtbot.waitUntil(lambda: state(editor, 2).startswith("試験係"))
    editor.page.unreviewed.click()
    assert "yes" not in [one.id for one in editor.page._shown]


def test_the_shipped_text_comes_back_and_no_version_is_lost(qtbot: QtBot, editor: PhraseEditor) -> None:
    hand(editor, "yes")
    editor.page.text.setText("Vâng ạ.")
    editor.page.keep.click()
    qtbot.waitUntil(lambda: state(editor, 1) == "Vâng ạ.")
    editor.page.restore.click()
    qtbot.waitUntil(lambda: state(editor, 1) == book("vi").texts["yes"])
    assert "Vâng ạ." in editor.page.history.text()


def test_a_wrong_text_cannot_be_kept_and_the_reason_is_said(editor: PhraseEditor) -> None:
    hand(editor, "please_pay")
    editor.page.text.setText("Xin trả tiền.")
    assert not editor.page.keep.isEnabled()
    assert "空欄" in editor.page.faults.text()
    editor.page.text.setText("{yen}を払ってください")
    assert "日本語の文字" in editor.page.faults.text()


def test_a_phrase_of_the_offices_own_is_added_and_translated(
    qtbot: QtBot, editor: PhraseEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: NewPhraseDialog) -> bool:
        dialog.ja.setText("整理券を機械に入れてください。")
        dialog.plain.setText("整理券を 入れてください。")
        dialog.accept()
        assert "《よみ》" in dialog.wrong.text()
        dialog.plain.setText("紙《かみ》を 機械《きかい》に 入《い》れてください。")
        dialog.accept()
        return bool(dialog.result())

    monkeypatch.setattr(NewPhraseDialog, "exec", fill)
    editor.page.add.click()
    qtbot.waitUntil(lambda: editor.page._shown[-1].id == "own_001")
    hand(editor, "own_001")
    editor.page.text.setText("Xin cho phiếu vào máy.")
    editor.page.keep.click()
    qtbot.waitUntil(lambda: state(editor, 1) == "Xin cho phiếu vào máy.")


@pytest.mark.parametrize("kind", ["csv", "xliff"])
def test_a_translators_file_goes_out_and_only_its_right_texts_come_back(
    qtbot: QtBot, editor: PhraseEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    file = tmp_path / "phrases"
    editor.export(file, kind)
    qtbot.waitUntil(file.exists)
    text = file.read_text(encoding="utf-8")
    texts = book("vi").texts
    for old, new in ((texts["thank_you"], "Xin cảm ơn nhiều."), (texts["please_pay"], "Xin trả tiền.")):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    shown: list[str] = []

    def look(dialog: DifferencesDialog) -> bool:
        shown.extend(one.phrase for one in dialog.taken)
        return True

    monkeypatch.setattr(DifferencesDialog, "exec", look)
    editor.take(file)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["thank_you"]
    hand(editor, "thank_you")
    qtbot.waitUntil(lambda: state(editor, 1) == "Xin cảm ơn nhiều.")


def test_a_file_that_is_none_is_refused_with_a_sentence(qtbot: QtBot, editor: PhraseEditor, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xff")
    editor.take(tmp_path / "x.csv")
    qtbot.waitUntil(lambda: bool(editor.page.banner.text))
