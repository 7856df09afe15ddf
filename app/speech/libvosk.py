"""Vosk's library, called directly: its Python package would load an HTTP client and may fetch models from the network.

Of the package only the two files beside each other are used: the declarations (`vosk_cffi.py`) and the library.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Lock
from typing import Any

_QUIET = -1  # of its log: it would print to standard error past our own


class LibraryFailure(Exception):
    """The library did not do what it was asked."""


_LOADING = Lock()


def is_there() -> bool:
    """Whether it is installed."""
    return find_spec("vosk") is not None


def _library() -> tuple[Any, Any]:
    """The foreign-function interface and the loaded library; one of each, whichever side of the counter comes first."""
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> tuple[Any, Any]:
    spec = find_spec("vosk")
    if spec is None or not spec.submodule_search_locations:
        raise LibraryFailure("vosk")
    folder = Path(spec.submodule_search_locations[0])
    declared = spec_from_file_location("vosk_cffi", folder / "vosk_cffi.py")
    if declared is None or declared.loader is None:
        raise LibraryFailure("vosk_cffi")
    module = module_from_spec(declared)
    declared.loader.exec_module(module)
    if sys.platform == "win32":  # the libraries that it needs lie beside it
        os.add_dll_directory(str(folder))
    name = "libvosk.dll" if sys.platform == "win32" else "libvosk.so"
    library = module.ffi.dlopen(str(folder / name))
    library.vosk_set_log_level(_QUIET)
    return module.ffi, library


class VoskModel:
    """A model from its folder; the library keeps it as long as a recogniser needs it."""

    def __init__(self, folder: Path) -> None:
        """LibraryFailure where the folder holds none that it takes."""
        ffi, library = _library()
        made = library.vosk_model_new(str(folder).encode())
        if made == ffi.NULL:
            raise LibraryFailure(folder.name)
        self.handle = ffi.gc(made, library.vosk_model_free)


class KaldiRecogniser:
    """One stream of 16-bit mono sound through a model; its results are JSON."""

    def __init__(self, model: VoskModel, rate: int) -> None:
        self._ffi, self._library = _library()
        made = self._library.vosk_recognizer_new(model.handle, float(rate))
        if made == self._ffi.NULL:
            raise LibraryFailure("recogniser")
        self._handle = self._ffi.gc(made, self._library.vosk_recognizer_free)
        self._library.vosk_recognizer_set_words(self._handle, 1)

    def accept(self, sound: bytes) -> bool:
        """Whether an utterance has ended with this sound."""
        accepted: int = self._library.vosk_recognizer_accept_waveform(self._handle, sound, len(sound))
        if accepted < 0:
            raise LibraryFailure("sound")
        return accepted > 0

    def result(self) -> str:
        """The utterance that has ended."""
        return self._text(self._library.vosk_recognizer_result(self._handle))

    def partial(self) -> str:
        """What it sounds like so far."""
        return self._text(self._library.vosk_recognizer_partial_result(self._handle))

    def final(self) -> str:
        """The utterance that the end of the sound cut off."""
        return self._text(self._library.vosk_recognizer_final_result(self._handle))

    def _text(self, answer: Any) -> str:
        text: str = self._ffi.string(answer).decode()
        return text
