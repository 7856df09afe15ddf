"""One listening: its meter and partial words, its end, and what is kept when the microphone goes."""

from __future__ import annotations

import resource
from pathlib import Path
from threading import Barrier, Thread

import numpy as np
import pytest

from app.errors import MissingAsset, Refused
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.sentences import sentence
from app.speech.listen import Hearing
from app.speech.sound import LISTENING, Format, LiveSound, NoMicrophone
from app.speech.wav import FileSound
from app.translation.packages import remove
from tests.app.speech.sounds import at_rate, encoded, needs_espeak, pcm, said

SENTENCE, TEXT = "じゅうみんひょう、おねがいします", "住民票お願いします"


def pieces(sound: bytes, size: int = 3200) -> list[bytes]:
    return [sound[start : start + size] for start in range(0, len(sound), size)]


@needs_espeak
def test_the_screen_is_told_the_words_and_the_loudness_as_they_come(desk: SpeechDesk) -> None:
    told: list[Hearing] = []
    desk.listen(FileSound(LISTENING, pcm(said(SENTENCE))), "ja", told.append)
    texts = list(dict.fromkeys(hearing.text for hearing in told))
    assert texts == ["", "住民票", TEXT]
    assert told[0].level.meter == 0
    assert max(hearing.level.meter for hearing in told) > 0.6


@needs_espeak
def test_a_microphone_with_its_own_format_is_heard(desk: SpeechDesk) -> None:
    """48 kHz, two channels, floats, in pieces that end within a frame."""
    live = LiveSound(Format(48_000, 2, "f32"))
    for piece in pieces(encoded(np.repeat(at_rate(said(SENTENCE), 48_000), 2), "f32"), 7_777):
        live.put(piece)
    live.end()
    assert desk.listen(live, "ja").text == TEXT


@needs_espeak
def test_a_tapped_listening_ends_by_itself_at_the_pause(desk: SpeechDesk) -> None:
    live = LiveSound()
    for piece in pieces(pcm(said(SENTENCE, gap_s=1.5)) + pcm(said("いくらですか"))):
        live.put(piece)
    heard = desk.listen(live, "ja", until_pause=True)
    assert heard.text == TEXT
    assert heard.pauses == (2,)


@needs_espeak
def test_a_button_that_is_stuck_ends_the_listening(desk: SpeechDesk) -> None:
    heard = desk.listen(FileSound(LISTENING, bytes(32_000 * 55) + pcm(said(SENTENCE)) + bytes(32_000 * 10)), "ja")
    assert (heard.cut, heard.text) == (True, TEXT)
    assert heard.seconds == pytest.approx(60, abs=0.2)


@needs_espeak
def test_an_individual_number_that_is_said_is_shown_to_nobody(desk: SpeechDesk) -> None:
    """Neither while it is said, from its ninth digit on, nor afterwards; the wrong check digit makes no difference."""
    told: list[Hearing] = []
    number = "one, two, three, four, five, six, seven, eight, nine, zero, one, two"
    heard = desk.listen(FileSound(LISTENING, pcm(said(number, "en-us"))), "en", told.append)
    assert (heard.text, heard.words, heard.tidied.heard) == ("", (), "")
    assert heard.trouble is not None
    assert heard.trouble.facts["reason"] == "individual_number_said"
    assert max(len(hearing.text.split()) for hearing in told) == 8


@needs_espeak
@pytest.mark.parametrize("at", range(20))
def test_a_device_that_goes_during_recognition_leaves_the_words_before_it(desk: SpeechDesk, at: int) -> None:
    sound = pcm(said(SENTENCE))
    live, begun = LiveSound(), Barrier(2)

    def device() -> None:
        begun.wait()
        for piece in pieces(sound[: len(sound) * at // 20]):
            live.put(piece)
        live.fail(NoMicrophone("microphone_gone"))

    thread = Thread(target=device)
    thread.start()
    begun.wait()
    heard = desk.listen(live, "ja")
    thread.join()
    assert heard.trouble is not None
    assert "マイクが外れました" in sentence(heard.trouble, "ja")
    assert heard.seconds == pytest.approx(len(sound) * at // 20 / 32_000, abs=0.01)
    assert heard.text == desk.listen(FileSound(LISTENING, sound[: len(sound) * at // 20]), "ja").text
    assert desk.listen(FileSound(LISTENING, sound), "ja").text == TEXT


@needs_espeak
def test_a_model_removed_while_it_is_used_serves_its_listening_to_the_end_and_no_other(own_data: DataFolder) -> None:
    desk, live = SpeechDesk(own_data), LiveSound()
    sound = pieces(pcm(said(SENTENCE)))
    recogniser = desk.recogniser("ja")
    for piece in sound[:10]:
        recogniser.feed(piece)
    remove(own_data.models, "listen-ja-0")
    for piece in sound[10:]:
        recogniser.feed(piece)
    assert [word.word for word in recogniser.end().words] == ["住民票", "お願いします"]
    assert not desk.hears("ja")
    with pytest.raises(MissingAsset) as missing:
        desk.listen(live, "ja")
    assert missing.value.facts["asset"] == "listen-ja"


def test_a_changed_model_is_refused_before_it_is_loaded(own_data: DataFolder) -> None:
    words = own_data.models / "listen-ja-0" / "graph" / "words.txt"
    words.write_bytes(words.read_bytes().replace("はい".encode(), "いや".encode()))
    with pytest.raises(Refused) as refused:
        SpeechDesk(own_data).prepare("ja")
    assert refused.value.facts["reason"] == "model_damaged"


def test_japanese_and_one_other_are_in_memory_and_all_goes_at_the_end(own_data: DataFolder) -> None:
    """The tiny English model stands in for a second visitor's language."""
    record = own_data.models / "listen-en-us-0"
    twin = own_data.models / "listen-fr-0"
    twin.mkdir()
    for file in [path for path in record.rglob("*") if path.is_file()]:
        (twin / file.relative_to(record)).parent.mkdir(parents=True, exist_ok=True)
        content = file.read_bytes()
        if file.name == "madoguchi.json":
            content = content.replace(b"listen-en-us-0", b"listen-fr-0").replace(
                b'"source": "en-us"', b'"source": "fr"'
            )
        (twin / file.relative_to(record)).write_bytes(content)
    desk = SpeechDesk(own_data)
    for language, loaded in (("ja", ["ja"]), ("en", ["ja", "en"]), ("fr", ["ja", "fr"]), ("ja", ["ja", "fr"])):
        desk.prepare(language)
        assert desk.loaded() == loaded
    desk.close()
    assert desk.loaded() == []


@pytest.mark.parametrize("switches", [25, pytest.param(200, marks=pytest.mark.nightly)])
def test_switching_the_visitors_language_takes_no_memory(own_data: DataFolder, switches: int) -> None:
    desk = SpeechDesk(own_data)

    def switch() -> None:
        desk.recogniser("ja")
        desk.recogniser("en").feed(bytes(3200))
        desk.close()

    for _ in range(20):
        switch()
    before = resident_kb()
    for _ in range(switches):
        switch()
    assert resident_kb() - before < 4_000  # one model has 8,000 in memory


def resident_kb() -> int:
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize() // 1024
