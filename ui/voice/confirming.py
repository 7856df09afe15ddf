"""What staff are told of the words that a microphone heard: to look them over before anybody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.speech.listen import Heard

TEST_MODEL = "試験用モデル"
_CONFIRM = "聞き取った文です。違うところを直し、よければ Enter を押してください。"
_NOTHING = "聞き取れませんでした。もう一度話すか、文字で入力してください。"


def note_of(heard: Heard, *, test_model: bool) -> str:
    """With every word that was repaired, and whether the model is one for tests."""
    if not heard.text:
        return _NOTHING
    marks = [TEST_MODEL] if test_model else []
    return "　".join([_CONFIRM, *marks, *(f"{one.heard} → {one.meant}" for one in heard.tidied.repairs)])
