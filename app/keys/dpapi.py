"""Windows' own data protection (DPAPI): encrypted for the user who is logged on. Only `machine` calls it."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _NO_WINDOW = 0x1  # CRYPTPROTECT_UI_FORBIDDEN

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def protect(content: bytes, entropy: bytes) -> bytes:
        return _called("CryptProtectData", content, entropy)

    def unprotect(content: bytes, entropy: bytes) -> bytes:
        """OSError where this user cannot open it."""
        return _called("CryptUnprotectData", content, entropy)

    def _called(function: str, content: bytes, entropy: bytes) -> bytes:
        answer = _Blob()
        call = getattr(ctypes.windll.crypt32, function)
        taken, salt = _blob(content), _blob(entropy)
        if not call(ctypes.byref(taken), None, ctypes.byref(salt), None, None, _NO_WINDOW, ctypes.byref(answer)):
            raise ctypes.WinError()
        try:
            return ctypes.string_at(answer.data, answer.size)
        finally:
            ctypes.windll.kernel32.LocalFree(answer.data)

    def _blob(content: bytes) -> _Blob:
        held = ctypes.create_string_buffer(content, len(content))
        return _Blob(len(content), ctypes.cast(held, ctypes.POINTER(ctypes.c_char)))
