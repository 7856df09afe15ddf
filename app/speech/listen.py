"""One listening from its first sound to its text: push to talk (until the source ends) or until the speaker pauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Literal

from app.errors import KnownError
from app.speech.recogniser import Partial, Recogniser, Utterance, Word
from app.speech.sound import RATE, SAMPLE, SILENCE_DB, Level, SoundSource, level
from app.speech.tidy import Tidied, joined, tidy

QUIET_DB = -55.0  # never louder than this: nobody spoke, whatever a model makes of a hum (facts §5)
_FAINT_DB = -40.0  # below it a voice stands hardly above the noise of a hall
LONGEST_S = 60.0  # of one listening at the counter: a button that is stuck ends here


@dataclass(frozen=True)
class Hearing:
    """While somebody speaks: the words so far (they may still change), and how loud it is."""

    text: str
    level: Level


@dataclass(frozen=True)
class Heard:
    """What was said. Nothing of it is used before the speaker has confirmed it.

    `trouble`: why the sound broke off; the words before it are kept. `pauses`: after how many words each utterance
    ended. `seconds` of sound; `cut`: the listening was ended at its longest; `quiet`: nothing in it was loud enough to
    be speech.
    """

    tidied: Tidied
    words: tuple[Word, ...]
    pauses: tuple[int, ...]
    seconds: float
    trouble: KnownError | None = None
    cut: bool = False
    quiet: bool = False

    @property
    def text(self) -> str:
        """To be shown and confirmed; empty where nothing was understood."""
        return self.tidied.text


Tell = Callable[[Hearing], None]


def listen(
    source: SoundSource, recogniser: Recogniser, language: str, tell: Tell = lambda _hearing: None,
    *, until_pause: bool = False, longest_s: float = LONGEST_S,
) -> Heard:  # fmt: skip
    """Hear the source to its end, or to the first pause after words. `tell` hears of every piece, in this thread."""
    session = _Session(recogniser, language)
    trouble: KnownError | None = None
    try:
        for sound in source.chunks():
            tell(session.hear(sound))
            if session.seconds >= longest_s or (until_pause and session.utterances):
                break
    except KnownError as error:
        trouble = error
    return session.heard(trouble, cut=session.seconds >= longest_s)


Loudness = Literal["nothing", "faint", "good", "loud"]


def loudness(source: SoundSource, tell: Callable[[Level], None]) -> Loudness:
    """How loud a voice arrives, by the loudest piece of the source; NoMicrophone where it breaks off."""
    loudest, clipped = SILENCE_DB, False
    for sound in source.chunks():
        here = level(sound)
        loudest, clipped = max(loudest, here.decibel), clipped or here.clipped
        tell(here)
    if clipped:
        return "loud"
    return "nothing" if loudest < QUIET_DB else "faint" if loudest < _FAINT_DB else "good"


class _Session:
    def __init__(self, recogniser: Recogniser, language: str) -> None:
        self._recogniser, self._language = recogniser, language
        self._text = ""
        self.utterances: list[Utterance] = []
        self._bytes = 0
        self._loudest = self._loudest_of_all = SILENCE_DB

    @property
    def seconds(self) -> float:
        return self._bytes / SAMPLE / RATE

    def hear(self, sound: bytes) -> Hearing:
        self._bytes += len(sound)
        loudness = level(sound)
        self._loudest = max(self._loudest, loudness.decibel)
        new = self._recogniser.feed(sound)
        if isinstance(new, Utterance):
            self._take(new)
        if new is not None:
            partial = new.words if isinstance(new, Partial) else ()
            self._text = joined([*(word.word for word in self._words()), *partial], self._language)
        return Hearing(self._text, loudness)

    def heard(self, trouble: KnownError | None, *, cut: bool) -> Heard:
        self._take(self._recogniser.end())
        words = self._words()
        pauses = tuple(accumulate(len(utterance.words) for utterance in self.utterances))
        tidied = tidy([word.word for word in words], self._language)
        return Heard(
            tidied, words, pauses, round(self.seconds, 3), trouble, cut,
            quiet=self._loudest_of_all < QUIET_DB,
        )  # fmt: skip

    def _take(self, utterance: Utterance) -> None:
        """Keep what somebody said."""
        if utterance.words and self._loudest >= QUIET_DB:
            self.utterances.append(utterance)
        self._loudest_of_all = max(self._loudest, self._loudest_of_all)
        self._loudest = SILENCE_DB

    def _words(self) -> tuple[Word, ...]:
        return tuple(chain.from_iterable(utterance.words for utterance in self.utterances))
