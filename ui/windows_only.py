"""What Windows alone has a call for: its lock screen told to us, and our windows left out of screen pictures.

Elsewhere nothing here does anything. Neither was tried on Windows itself yet.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

SESSION_CHANGED, SESSION_LOCKED = 0x02B1, 0x7
"""WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK (winuser.h, wtsapi32.h)."""


def tells_of_lock(message: int, what: int) -> bool:
    """Whether a window message says that the user's session was locked."""
    return (message, what) == (SESSION_CHANGED, SESSION_LOCKED)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

    _OUT_OF_PICTURES = 0x11  # WDA_EXCLUDEFROMCAPTURE
    _THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION

    class _Ear(QAbstractNativeEventFilter):
        """Hears every message to our windows; keeps none."""

        def __init__(self, locked: Callable[[], None]) -> None:
            super().__init__()
            self._locked = locked

        def nativeEventFilter(self, _kind: QByteArray, message: int) -> tuple[bool, int]:  # noqa: N802 Qt's name
            told = wintypes.MSG.from_address(int(message))
            if tells_of_lock(told.message, told.wParam):
                self._locked()
            return False, 0

    def leave_out_of_pictures(window: int) -> None:
        """Screen pictures, recordings and sharing show nothing of it. Protection from accidents, no guarantee."""
        ctypes.windll.user32.SetWindowDisplayAffinity(wintypes.HWND(window), _OUT_OF_PICTURES)

    def follow_session(window: int, locked: Callable[[], None]) -> object | None:
        """Have `locked` called when the system's own screen is locked; hold on to what is returned."""
        ear = _Ear(locked)
        application = QCoreApplication.instance()
        if application is None or not ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION):
            return None
        application.installNativeEventFilter(ear)
        return ear

else:

    def leave_out_of_pictures(window: int) -> None:
        """X11 and Wayland have no such call."""

    def follow_session(window: int, locked: Callable[[], None]) -> object | None:
        """Linux tells of its lock over D-Bus alone, which is not spoken here: the own idle lock holds."""
        del window, locked
        return None
