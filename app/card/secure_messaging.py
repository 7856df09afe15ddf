"""The residence card's secure channel: keys from the printed number, a mutual proof, files read under encryption.

Both generations walk the same steps with other ciphers (在留カード等仕様書 Ver 1.5 and 第二世代 Ver 1.1, 3.5.2 and
appendix 1): two-key Triple DES with a retail MAC (ISO/IEC 9797-1, algorithm 3), or AES-128 with AES-CMAC. The channel
encrypts and does no more: these cards know no send sequence counter, and after the mutual proof no MAC. What is changed
on the way is found by the padding, the objects' form and the agency's signature, where that covers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha1
from hmac import compare_digest
from secrets import token_bytes

from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.cmac import CMAC

from app.card import ber
from app.card.apdu import SW
from app.card.connection import CardConnection
from app.errors import UnreadableCard, WrongSecret

CHALLENGE = 8
"""Bytes of each side's random challenge; a key share has 16, a MAC 8."""
_SHARE, _PROOF, _MAC = 16, 32, 8
CRYPTOGRAM, LENGTH_WANTED = 0x86, 0x96
_PLAIN_FOLLOWS = b"\x01"
_PIECE = 224
"""Plain bytes of one short answer: with padding and header they stay under 256."""


@dataclass(frozen=True)
class Suite:
    """The ciphers of a generation; `block` in bytes, every key 16 bytes, the initial vector always zero."""

    block: int
    encrypt: Callable[[bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes], bytes]
    mac: Callable[[bytes, bytes], bytes]

    def pad(self, plain: bytes) -> bytes:
        """ISO/IEC 7816-4: `80`, then zeros up to the block."""
        return plain + b"\x80" + bytes(-(len(plain) + 1) % self.block)

    def unpad(self, padded: bytes) -> bytes:
        """UnreadableCard where there is no such padding: a changed or a foreign answer."""
        plain = padded.rstrip(b"\0")
        if not plain.endswith(b"\x80") or len(padded) - len(plain) >= self.block:
            raise UnreadableCard("secure_messaging")
        return plain[:-1]


def _run(context: CipherContext, data: bytes) -> bytes:
    return context.update(data) + context.finalize()


def _des_cipher(key: bytes, start: bytes = bytes(8)) -> Cipher[CBC]:
    """Two-key Triple DES; three times the same half is single DES."""
    return Cipher(TripleDES((key + key + key)[:24]), CBC(start))


def _aes_cipher(key: bytes) -> Cipher[CBC]:
    return Cipher(AES128(key), CBC(bytes(16)))


def _retail_mac(key: bytes, data: bytes) -> bytes:
    """Single DES chained over all blocks but the last, Triple DES on the last (ISO/IEC 9797-1, algorithm 3)."""
    padded = data + b"\x80" + bytes(-(len(data) + 1) % 8)
    chain = _run(_des_cipher(key[:8]).encryptor(), padded[:-8])[-8:] or bytes(8)
    return _run(_des_cipher(key, chain).encryptor(), padded[-8:])


def _cmac(key: bytes, data: bytes) -> bytes:
    code = CMAC(AES128(key))
    code.update(data)
    return code.finalize()[:_MAC]


TRIPLE_DES = Suite(
    8,
    lambda key, data: _run(_des_cipher(key).encryptor(), data),
    lambda key, data: _run(_des_cipher(key).decryptor(), data),
    _retail_mac,
)
"""First generation (card types `1` and `2`)."""
AES = Suite(
    16,
    lambda key, data: _run(_aes_cipher(key).encryptor(), data),
    lambda key, data: _run(_aes_cipher(key).decryptor(), data),
    _cmac,
)
"""Second generation (card types `05` and `06`)."""


def access_key(number: bytes | bytearray) -> bytes:
    """From the printed number; it encrypts and authenticates the mutual proof."""
    return sha1(number, usedforsecurity=False).digest()[:16]


def session_key(terminal_share: bytes, card_share: bytes) -> bytes:
    shared = bytes(one ^ other for one, other in zip(terminal_share, card_share, strict=True))
    return sha1(shared + b"\0\0\0\x01", usedforsecurity=False).digest()[:16]


@dataclass(frozen=True, repr=False)
class SecureChannel:
    """An open channel to a residence card."""

    card: CardConnection
    suite: Suite
    key: bytes

    def verify(self, number: bytes | bytearray) -> None:
        """Show the card its number (在留カード等番号による認証). WrongSecret where it is another card's."""
        cryptogram = self.suite.encrypt(self.key, self.suite.pad(bytes(number)))
        body = ber.encode(CRYPTOGRAM, _PLAIN_FOLLOWS + cryptogram)
        _require(self.card.transmit(bytes((0x08, 0x20, 0x00, 0x86, len(body))) + body)[1])

    def read(self, short_id: int) -> bytes:
        """A whole file: at once as the specification does, in pieces where the reader takes no long commands."""
        answer, status = self.card.transmit(_read_command(0x80 + short_id, 0, 0, long=True))
        if status == SW.WRONG_LENGTH:
            return self._read_pieces(short_id)
        _require(status)
        return self._plain(answer)

    def _read_pieces(self, short_id: int) -> bytes:
        data, high, low = b"", 0x80 + short_id, 0
        while len(data) <= ber.LARGEST_VALUE:
            answer, status = self.card.transmit(_read_command(high, low, _PIECE, long=False))
            if status == SW.BEYOND_END and data:
                return data
            _require(status, SW.END_OF_FILE)
            piece = self._plain(answer)
            data += piece
            if len(piece) < _PIECE:
                return data
            high, low = divmod(len(data), 256)
        raise UnreadableCard("answer_too_long")

    def _plain(self, answer: bytes) -> bytes:
        value = ber.objects(answer).get(CRYPTOGRAM, b"")
        if value[:1] != _PLAIN_FOLLOWS or len(value) == 1 or (len(value) - 1) % self.suite.block:
            raise UnreadableCard("secure_messaging")
        return self.suite.unpad(self.suite.decrypt(self.key, value[1:]))


def open_channel(card: CardConnection, suite: Suite, number: bytes | bytearray) -> SecureChannel:
    """Prove to the card and let it prove that both know the printed number (GET CHALLENGE, MUTUAL AUTHENTICATE).

    WrongSecret where the card knows another number; UnreadableCard where its own proof does not hold.
    """
    challenge, status = card.transmit(bytes((0x00, 0x84, 0x00, 0x00, CHALLENGE)))
    _require(status)
    if len(challenge) != CHALLENGE:
        raise UnreadableCard("secure_messaging")
    key, own, share = access_key(number), token_bytes(CHALLENGE), token_bytes(_SHARE)
    answer, status = card.transmit(authenticate_command(suite, key, own + challenge + share))
    _require(status)
    return SecureChannel(card, suite, session_key(share, _card_share(suite, key, answer, challenge + own)))


def authenticate_command(suite: Suite, key: bytes, proof: bytes) -> bytes:
    """MUTUAL AUTHENTICATE: the 32 bytes of the proof encrypted, and their MAC."""
    encrypted = suite.encrypt(key, proof)
    return bytes((0x00, 0x82, 0x00, 0x00, _PROOF + _MAC)) + encrypted + suite.mac(key, encrypted) + b"\0"


def _card_share(suite: Suite, key: bytes, answer: bytes, expected: bytes) -> bytes:
    encrypted, mac = answer[:_PROOF], answer[_PROOF:]
    if len(encrypted) != _PROOF or not compare_digest(mac, suite.mac(key, encrypted)):
        raise UnreadableCard("secure_messaging")
    proof = suite.decrypt(key, encrypted)
    if not compare_digest(proof[: 2 * CHALLENGE], expected):
        raise UnreadableCard("secure_messaging")
    return proof[2 * CHALLENGE :]


def _read_command(high: int, low: int, length: int, *, long: bool) -> bytes:
    """READ BINARY under the channel; the wanted length is an object of its own, 0 asks for all."""
    wanted = ber.encode(LENGTH_WANTED, length.to_bytes(2))
    head = bytes((0x08, 0xB0, high, low))
    return head + (b"\0\0\x04" + wanted + b"\0\0" if long else b"\x04" + wanted + b"\0")


def _require(status: int, *also: int) -> None:
    if status == SW.WRONG_SECRET:
        raise WrongSecret(None, reason="residence_number")
    if status != SW.OK and status not in also:
        raise UnreadableCard(f"status_{status:04X}")
