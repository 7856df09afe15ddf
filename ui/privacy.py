"""What leaves the window unseen: the clipboard, and pictures of the screen (facts C-08, C-09)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ui import windows_only

COPIED = 30_000  # ms that a copied text may be pasted
_OUT_OF_HISTORY = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
"""By these names the clipboard's histories leave a text out, and Windows' cloud as well."""


class ClipboardGuard(QObject):
    """What is copied here stays out of histories and is gone after half a minute; `forget` clears it at once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._copied)
        self._timer = QTimer(self, interval=COPIED, singleShot=True)
        self._timer.timeout.connect(self.forget)

    def forget(self) -> None:
        """Nothing that was copied or marked with the mouse can be pasted any more."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if mode is QClipboard.Mode.Clipboard or self._clipboard.supportsSelection():
                self._clipboard.clear(mode)

    def _copied(self) -> None:
        """Another program's text is its own matter."""
        data = self._clipboard.mimeData()
        if not self._clipboard.ownsClipboard() or data is None or not data.hasText() or not data.text():
            return
        self._timer.start()
        if not all(map(data.hasFormat, _OUT_OF_HISTORY)):
            self._clipboard.setMimeData(_kept_out(data.text()))


def _kept_out(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    for name, value in _OUT_OF_HISTORY.items():
        data.setData(name, QByteArray(value))
    return data


class Veil(QObject):
    """Every window of ours is left out of screen pictures as soon as it is shown."""

    def __init__(self, parent: QObject, leave_out: Callable[[int], None] = windows_only.leave_out_of_pictures) -> None:
        super().__init__(parent)
        self._leave_out = leave_out
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._leave_out(int(watched.winId()))
        return super().eventFilter(watched, event)
