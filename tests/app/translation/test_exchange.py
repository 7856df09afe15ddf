"""Phrases to a translator and back: two kinds of file, every returned text compared and checked."""

import pytest

from app.errors import InvalidInput
from app.translation.exchange import Kind, differences, exported
from app.translation.office import Change, Phrasebook

BOOK = Phrasebook([Change("yes", "vi", "Vâng ạ.", "山田", "2026-11-24", reviewed=True)])


@pytest.mark.parametrize("kind", ["csv", "xliff"])
def test_what_goes_out_and_comes_back_changes_nothing(kind: Kind) -> None:
    for language in ("vi", "ar", "my", "zh-Hant"):
        assert differences(BOOK, language, exported(BOOK, language, kind)) == []


@pytest.mark.parametrize("kind", ["csv", "xliff"])
def test_a_changed_text_is_a_difference_and_a_faulty_one_is_named(kind: Kind) -> None:
    content = exported(BOOK, "vi", kind).decode("utf-8")
    content = content.replace("Vâng ạ.", "Dạ vâng.").replace(BOOK.book("vi").texts["please_pay"], "Xin trả tiền.")
    found = {one.phrase: one for one in differences(BOOK, "vi", content.encode())}
    assert (found["yes"].before, found["yes"].after, found["yes"].faults) == ("Vâng ạ.", "Dạ vâng.", ())
    assert found["please_pay"].faults == ("slots",)
    assert set(found) == {"yes", "please_pay"}


def test_only_what_nobody_has_checked_can_go_out_alone() -> None:
    assert b"\r\nyes," not in exported(BOOK, "vi", "csv", unreviewed=True)
    assert b"\r\nyes," in exported(BOOK, "vi", "csv")


def test_an_unknown_phrase_is_named_and_an_empty_text_changes_nothing() -> None:
    found = differences(BOOK, "vi", "id,text\nyess,Vâng\nno,\n".encode())
    assert [(one.phrase, one.faults) for one in found] == [("yess", ("unknown",))]


def test_japanese_left_in_a_translation_and_another_script_are_named() -> None:
    found = differences(BOOK, "vi", "id,text\nyes,はい\nno,нет\n".encode())
    assert {one.phrase: one.faults for one in found} == {"yes": ("japanese",), "no": ("script",)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"a,b\n1,2\n",
        b"<xliff",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff/>',
        exported(BOOK, "ko", "xliff"),
        b"x" * (9 << 20),
    ],
)
def test_a_file_that_is_neither_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        differences(BOOK, "vi", content)
