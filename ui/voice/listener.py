"""One side's listening: the sound goes to a lane of its own, what was heard comes home piece by piece."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import KnownError
from ui.lanes import Lane

if TYPE_CHECKING:
    from app.journeys.speech import SpeechDesk
    from app.speech.listen import Heard, Hearing
    from app.speech.sound import SoundSource
    from ui.voice.microphone import Microphone


class Listener(QObject):
    """`hearing`: the words so far and the level; `heard`: what was said; `failed`: why nothing can be heard.

    `changed` follows each begin and end. A listening that was left tells nothing more.
    """

    hearing = Signal(object)
    heard = Signal(object)
    failed = Signal(object)
    changed = Signal()
    _told = Signal(int, object)

    def __init__(self, desk: SpeechDesk, microphone: Microphone, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._microphone = desk, microphone
        self._lane: Lane | None = None
        self._round = 0
        self.listening = False
        self._told.connect(self._tell)

    def prepare(self, language: str) -> None:
        """The model comes into memory while nobody speaks yet; what is wrong with it is told when it is wanted."""
        if self._desk.hears(language):
            self._run().run(partial(self._desk.prepare, language), _nothing, _nothing)

    def begin(self, language: str) -> None:
        if self.listening:
            return
        try:
            sound = self._microphone.open()
        except KnownError as error:
            self.failed.emit(error)
            return
        self._round += 1
        self._set(listening=True)
        ended = partial(self._end, self._round)
        self._run().run(partial(self._listen, sound, language, self._round), ended, ended)

    def end(self) -> None:
        """The speaker is done: the last words are worked out, then `heard` comes."""
        self._microphone.close()
        self._set(listening=False)

    def leave(self) -> None:
        """Stop; nothing of it comes any more, and no thread stays."""
        self._round += 1
        self.end()
        if self._lane is not None:
            self._lane.close()
            self._lane.deleteLater()
            self._lane = None

    def _run(self) -> Lane:
        if self._lane is None:
            self._lane = Lane("ear", self)
        return self._lane

    def _listen(self, sound: SoundSource, language: str, number: int) -> Heard:
        """In the lane."""
        return self._desk.listen(sound, language, lambda hearing: self._told.emit(number, hearing))

    def _tell(self, number: int, hearing: Hearing) -> None:
        if number == self._round and self.listening:
            self.hearing.emit(hearing)

    def _end(self, number: int, result: Heard | Exception) -> None:
        if number != self._round:
            return
        self.end()
        (self.failed if isinstance(result, Exception) else self.heard).emit(result)

    def _set(self, *, listening: bool) -> None:
        if listening != self.listening:
            self.listening = listening
            self.changed.emit()


def _nothing(_result: object) -> None:
    """Told when the model is wanted."""
