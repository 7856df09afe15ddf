"""The system's microphone as a source of sound: 16 kHz mono where it gives that, converted on its way where not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QIODevice, QObject
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from app.speech.sound import LISTENING, RATE, Format, LiveSound, NoMicrophone

if TYPE_CHECKING:
    from app.speech.sound import Encoding


class Microphone(Protocol):
    """Opened for one listening after the other, in the window's thread."""

    def open(self) -> LiveSound:
        """From now on its sound; NoMicrophone where there is none, or we may not use it."""
        ...

    def close(self) -> None:
        """The listening is over."""
        ...


class SystemMicrophone(QObject):
    """The device of the wanted name, or else the one that the system has as its first at that moment."""

    def __init__(self, parent: QObject | None = None, wanted: Callable[[], str] = str) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._devices: QMediaDevices | None = None
        self._device = QAudioDevice()
        self._source: QAudioSource | None = None
        self._stream: QIODevice | None = None
        self._sound: LiveSound | None = None

    def open(self) -> LiveSound:
        self.close()
        if self._devices is None:  # not before somebody speaks: it calls the system's sound service
            self._devices = QMediaDevices(self)
            self._devices.audioInputsChanged.connect(self._look)
        self._device = _device(self._wanted())
        if self._device.isNull():
            raise NoMicrophone("microphone_none")
        given = _format(self._device)
        self._source = QAudioSource(self._device, given, self)
        self._sound = LiveSound(_described(given))
        self._stream = self._source.start()
        if self._stream is None or self._source.error() != QtAudio.Error.NoError:
            self.close()
            raise NoMicrophone("microphone_blocked")
        self._stream.readyRead.connect(self._take)
        self._source.stateChanged.connect(self._look)
        return self._sound

    def close(self) -> None:
        source, sound = self._source, self._sound
        self._source = self._stream = self._sound = None
        if source is not None:
            source.stateChanged.disconnect(self._look)
            source.stop()
            source.deleteLater()
        if sound is not None:
            sound.end()

    def _take(self) -> None:
        if self._stream is not None and self._sound is not None:
            self._sound.put(bytes(self._stream.readAll().data()))

    def _look(self) -> None:
        """Whether the device is still there."""
        if self._source is None or self._sound is None:
            return
        there = any(one.id() == self._device.id() for one in QMediaDevices.audioInputs())
        if not there or self._source.error() != QtAudio.Error.NoError:
            self._sound.fail(NoMicrophone("microphone_gone"))
            self.close()


def names() -> list[str]:
    """Of every microphone that is there."""
    return list(dict.fromkeys(one.description() for one in QMediaDevices.audioInputs()))


def _device(wanted: str) -> QAudioDevice:
    there = (one for one in QMediaDevices.audioInputs() if one.description() == wanted)
    return next(there, QMediaDevices.defaultAudioInput())


def _format(device: QAudioDevice) -> QAudioFormat:
    """What we want, or else what the device would rather give."""
    wanted = QAudioFormat()
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(LISTENING.channels)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return wanted if device.isFormatSupported(wanted) else device.preferredFormat()


def _described(given: QAudioFormat) -> Format:
    encodings: dict[QAudioFormat.SampleFormat, Encoding] = {
        QAudioFormat.SampleFormat.UInt8: "u8",
        QAudioFormat.SampleFormat.Int16: "s16",
        QAudioFormat.SampleFormat.Int32: "s32",
        QAudioFormat.SampleFormat.Float: "f32",
    }
    return Format(given.sampleRate(), given.channelCount(), encodings[given.sampleFormat()])
