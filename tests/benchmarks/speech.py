"""Hearing: `python -m tests.benchmarks.speech`.

Our way beside a bare call of Vosk's library in the same run, on the same pieces of sound; how long after speech begins
the first word stands on the screen, and how long after its end the text; both with sound that comes as fast as it is
spoken. Real models beside the tiny ones where they are installed (`MADOGUCHI_DATA`). Speaking: seconds a sentence.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from app.journeys.models import take_in
from app.journeys.speech import SpeechDesk
from app.paths import DataFolder
from app.speech.libvosk import KaldiRecogniser, VoskModel
from app.speech.listen import Hearing, listen
from app.speech.recogniser import Model
from app.speech.sound import LISTENING, RATE, LiveSound
from app.speech.wav import FileSound
from tests.app.speech.sounds import JAPANESE, VOICE, pcm, said

_PIECE = 3200  # bytes: a tenth of a second
_GAP_S = 0.8
_SENTENCES = ["じゅうみんひょう、おねがいします", "ざいりゅうかーど、どこですか", "けんこうほけん、わかりません"]


def pieces(sound: bytes, size: int = _PIECE) -> list[bytes]:
    return [sound[start : start + size] for start in range(0, len(sound), size)]


def bare(model: VoskModel, sound: bytes) -> None:
    """The least that hears: every piece, its partial result, the end."""
    recogniser = KaldiRecogniser(model, RATE)
    for piece in pieces(sound):
        if recogniser.accept(piece):
            recogniser.result()
        else:
            recogniser.partial()
    recogniser.final()


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def overhead(folder: Path) -> dict[str, float]:
    """Ours ÷ bare, in turn, on a minute of speech."""
    model = Model.load(folder)
    sound = pcm(said(_SENTENCES[0])) * 25
    laps: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(15):
        laps["bare"].append(timed(lambda: bare(model.engine, sound)))
        ours = FileSound(LISTENING, sound)
        laps["ours"].append(timed(lambda ours=ours: listen(ours, model.recogniser(), "ja", longest_s=600)))  # type: ignore[misc]
    minutes = len(sound) / 2 / RATE / 60
    found = {f"{name}_s_per_minute": round(min(lap) / minutes, 3) for name, lap in laps.items()}
    return found | {"ratio": round(min(laps["ours"]) / min(laps["bare"]), 3), "ratio_aim": 1.1}


def delays(folder: Path) -> dict[str, object]:
    """Milliseconds from the beginning of speech to the first word, and from its end to the text, at ten phases."""
    model = Model.load(folder)
    first, last = [], []
    for phase in range(10):
        for sentence in _SENTENCES:
            one, other = _delay(model, sentence, phase)
            first.append(one)
            last.append(other)
    return {
        "first_word_ms": round(median(first)), "first_word_worst_ms": round(max(first)), "first_word_aim_ms": 300,
        "text_ms": round(median(last)), "text_worst_ms": round(max(last)), "text_aim_ms": 300,
    }  # fmt: skip


def _delay(model: Model, sentence: str, phase: int) -> tuple[float, float]:
    """Sound as from a microphone: pieces of 20 ms in their own time, the button let go when the speech ends."""
    gap_s = _GAP_S + phase * 0.02
    sound = pcm(said(sentence, gap_s=gap_s))
    sound = sound[: len(sound) - round(gap_s * RATE) * 2]
    live = LiveSound()
    seen: list[float] = []
    recogniser = model.recogniser()

    def tell(hearing: Hearing) -> None:
        if hearing.text and not seen:
            seen.append(time.perf_counter())

    def device() -> None:
        for number, piece in enumerate(pieces(sound, 640), 1):
            time.sleep(max(0.0, began + number * 0.02 - time.perf_counter()))
            live.put(piece)
        ended.append(time.perf_counter())
        live.end()

    ended: list[float] = []
    began = time.perf_counter()
    thread = threading.Thread(target=device)
    thread.start()
    listen(live, recogniser, "ja", tell)
    text = time.perf_counter()
    thread.join()
    return (seen[0] - began - gap_s) * 1000, (text - ended[0]) * 1000


def speaking(data: DataFolder) -> dict[str, float]:
    """Seconds that a sentence of five seconds takes to be made."""
    desk = SpeechDesk(data)
    found = {"en_s": timed(lambda: desk.speak("Please take a number and wait until you are called.", "en"))}
    if VOICE.exists():
        take_in(data.models, VOICE)
        found["ja_s"] = timed(lambda: desk.speak("番号札をお取りになって、呼ばれるまでお待ちください。", "ja"))
    return {name: round(seconds, 2) for name, seconds in found.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = DataFolder(Path(folder))
        package = take_in(data.models, JAPANESE)
        model = data.models / package.id
        print(json.dumps({"overhead": overhead(model), "delays": delays(model), "speaking": speaking(data)}, indent=1))


if __name__ == "__main__":
    main()
