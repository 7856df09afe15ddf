"""Commands and status words by name (JICSAP 1.1 / JIS X 6306, ISO/IEC 7816-4)."""

from __future__ import annotations

from enum import IntEnum


class SW(IntEnum):
    """Status words that the cards at the counter give."""

    OK = 0x9000
    END_OF_FILE = 0x6282
    DF_LOCKED = 0x6283
    WRONG_SECRET = 0x6300
    WRONG_LENGTH = 0x6700
    NOT_SUPPORTED_FOR_FILE = 0x6981
    SECURITY_NOT_SATISFIED = 0x6982
    BLOCKED_ISO = 0x6983
    BLOCKED = 0x6984
    CONDITIONS = 0x6985
    NO_EF_SELECTED = 0x6986
    WRONG_DATA = 0x6A80
    NOT_FOUND = 0x6A82
    RECORD_NOT_FOUND = 0x6A83
    WRONG_P1P2 = 0x6A86
    KEY_NOT_FOUND = 0x6A88
    BEYOND_END = 0x6B00
    UNKNOWN_INS = 0x6D00
    UNKNOWN_CLA = 0x6E00


def select_application(aid: bytes) -> bytes:
    return bytes((0x00, 0xA4, 0x04, 0x0C, len(aid))) + aid


def select_file(file: int) -> bytes:
    return bytes((0x00, 0xA4, 0x02, 0x0C, 0x02)) + file.to_bytes(2)


def ask_tries(short_id: int) -> bytes:
    """VERIFY without data: asks for the tries left and costs none (JICSAP 6.4.9(5)); 0 means the selected file."""
    return bytes((0x00, 0x20, 0x00, 0x80 + short_id))


def verify(short_id: int, secret: bytes | bytearray) -> bytearray:
    """The one command that carries a secret: a buffer that the caller wipes."""
    command = bytearray((0x00, 0x20, 0x00, 0x80 + short_id, len(secret)))
    command += secret
    return command


def read_file(short_id: int) -> bytes:
    """The first (up to) 256 bytes of a file, selecting it by its short id on the way."""
    return bytes((0x00, 0xB0, 0x80 + short_id, 0x00, 0x00))


def read_on(offset: int, length: int) -> bytes:
    """The next `length` bytes (256 at most) of the file that is selected."""
    return bytes((0x00, 0xB0, *divmod(offset, 256), length & 0xFF))


def read_record(short_id: int, record: int) -> bytes:
    return bytes((0x00, 0xB2, record, short_id << 3 | 4, 0x00))


def sign(digest_info: bytes) -> bytes:
    """The chip's own signature over a DigestInfo; the key needs no secret."""
    return bytes((0x80, 0x2A, 0x00, 0x00, len(digest_info))) + digest_info + b"\0"


def get_response(length: int) -> bytes:
    return bytes((0x00, 0xC0, 0x00, 0x00, length))


def tries_of(status: int) -> int | None:
    """Tries left as a status word says them: 63Cx, or a blocked secret; None for anything else."""
    if status in (SW.BLOCKED, SW.BLOCKED_ISO):
        return 0
    return status & 0x0F if status & 0xFFF0 == 0x63C0 else None
