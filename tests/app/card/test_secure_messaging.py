"""The secure channel against the worked examples of the agency's specifications."""

from dataclasses import dataclass

import pytest

from app.card import ber, secure_messaging
from app.card.connection import CardConnection
from app.card.secure_messaging import AES, TRIPLE_DES, SecureChannel, Suite, access_key, open_channel, session_key
from app.errors import UnreadableCard, WrongSecret

NUMBER = b"AA12345678BB"
KEY = bytes.fromhex("6522B4E171195BB218223A976C040111")
OWN = bytes.fromhex("1122334455667788")
SHARE = bytes.fromhex("404142434445464748494A4B4C4D4E4F")


class Scripted(CardConnection):
    """Answers in order; keeps what it was sent."""

    def __init__(self, *answers: tuple[str, int]) -> None:
        self.answers = [(bytes.fromhex(data), status) for data, status in answers]
        self.sent: list[str] = []

    def transmit(self, command: bytes | bytearray) -> tuple[bytes, int]:
        self.sent.append(bytes(command).hex().upper())
        return self.answers.pop(0)

    def close(self) -> None:
        self.answers.clear()


@dataclass(frozen=True)
class Example:
    """The numbers of a specification's worked example, in hexadecimal."""

    suite: Suite
    challenge: str
    proof: str
    answer: str
    session: str
    verify: str


FIRST = Example(
    suite=TRIPLE_DES,
    challenge="5A6E7E385162B7A3",
    proof="937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA1AD7FB6A3389E017",
    answer="5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE59388FD6CD45248B",
    session="CE94938E19E3B97DF96EABCEDC1715CC",
    verify="1AA82973DB959A811F9711D728F0EEF6",
)
SECOND = Example(
    suite=AES,
    challenge="921CE277323DA057",
    proof="4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F5397",
    answer="289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F",
    session="C19CF13D3D7FBEE9EA293D834C88952F",
    verify="EE0B31EF877F68D071C56D58C72E6748",
)


@pytest.fixture
def known_randomness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secure_messaging, "token_bytes", lambda count: {8: OWN, 16: SHARE}[count])


def test_the_access_key_is_that_of_the_specification() -> None:
    assert access_key(NUMBER) == KEY


@pytest.mark.usefixtures("known_randomness")
@pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first generation", "second generation"])
def test_the_dialogue_is_byte_for_byte_that_of_the_specification(example: Example) -> None:
    card = Scripted((example.challenge, 0x9000), (example.answer, 0x9000), ("", 0x9000))
    channel = open_channel(card, example.suite, NUMBER)
    channel.verify(NUMBER)
    assert channel.key.hex().upper() == example.session
    assert card.sent == [
        "0084000008",
        f"0082000028{example.proof}00",
        f"0820008613861101{example.verify}",
    ]


@pytest.mark.usefixtures("known_randomness")
@pytest.mark.parametrize("example", [FIRST, SECOND], ids=["first generation", "second generation"])
@pytest.mark.parametrize("place", range(40))
def test_a_proof_of_the_card_with_one_changed_byte_is_refused(example: Example, place: int) -> None:
    answer = bytearray(bytes.fromhex(example.answer))
    answer[place] ^= 1
    card = Scripted((example.challenge, 0x9000), (answer.hex(), 0x9000))
    with pytest.raises(UnreadableCard):
        open_channel(card, example.suite, NUMBER)


@pytest.mark.usefixtures("known_randomness")
def test_the_proof_of_an_earlier_dialogue_is_refused() -> None:
    card = Scripted(("0000000000000000", 0x9000), (SECOND.answer, 0x9000))
    with pytest.raises(UnreadableCard):
        open_channel(card, AES, NUMBER)


@pytest.mark.parametrize("step", [0, 1])
def test_another_cards_number_is_told_as_a_wrong_secret(step: int) -> None:
    answers: list[tuple[str, int]] = [(FIRST.challenge, 0x9000), ("", 0x6300)]
    with pytest.raises(WrongSecret) as caught:
        open_channel(Scripted(*answers), AES, NUMBER) if step == 0 else SecureChannel(
            Scripted(("", 0x6300)), AES, KEY
        ).verify(NUMBER)
    assert caught.value.facts == {"tries_left": None, "reason": "residence_number"}


def test_the_session_key_joins_both_shares() -> None:
    assert session_key(SHARE, bytes.fromhex("19D049490FFF52EEDBFCB930BC810ED0")).hex().upper() == FIRST.session


def answer_of(suite: Suite, plain: bytes) -> bytes:
    return ber.encode(0x86, b"\x01" + suite.encrypt(KEY, suite.pad(plain)))


@pytest.mark.parametrize("suite", [TRIPLE_DES, AES])
@pytest.mark.parametrize("length", [1, 7, 8, 15, 16, 17, 500, 7004])
def test_a_file_comes_out_of_the_channel_as_it_went_in(suite: Suite, length: int) -> None:
    card = Scripted((answer_of(suite, b"\x80" * length).hex(), 0x9000))
    assert SecureChannel(card, suite, KEY).read(4) == b"\x80" * length
    assert card.sent == ["08B0840000000496020000" + "0000"]


@pytest.mark.parametrize("suite", [TRIPLE_DES, AES])
def test_a_reader_without_long_commands_gets_the_file_in_pieces(suite: Suite) -> None:
    plain = bytes(range(256)) * 2
    pieces = [plain[start : start + 224] for start in (0, 224, 448)]
    card = Scripted(("", 0x6700), *((answer_of(suite, piece).hex(), 0x9000) for piece in pieces))
    assert SecureChannel(card, suite, KEY).read(4) == plain
    assert card.sent[1:] == ["08B0840004960200E000", "08B000E004960200E000", "08B001C004960200E000"]


GOOD = answer_of(AES, b"content of a file")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        GOOD[:1],
        GOOD[:2],
        GOOD[:-1],
        GOOD[:-16],
        GOOD + GOOD,
        b"\x87" + GOOD[1:],
        GOOD[:2] + b"\x02" + GOOD[3:],
        ber.encode(0x86, b"\x01"),
        ber.encode(0x86, b"\x01" + bytes(15)),
        ber.encode(0x86, b"\x01" + AES.encrypt(KEY, bytes(16))),
        ber.encode(0x86, b"\x01" + AES.encrypt(KEY, b"no padding here!")),
        ber.encode(0x86, b"\x01" + AES.encrypt(KEY, b"\x80" + bytes(31))),
    ],
)
def test_an_answer_that_is_cut_or_changed_is_refused(answer: bytes) -> None:
    with pytest.raises(UnreadableCard):
        SecureChannel(Scripted((answer.hex(), 0x9000)), AES, KEY).read(3)


def test_a_channel_never_shows_its_key() -> None:
    assert KEY.hex() not in repr(SecureChannel(Scripted(), AES, KEY)).lower()
