"""A second opinion: OpenSC, a program of other people, recognises the practice card through the real reader service."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from app.card.simulated.chip import SimulatedChip
from tests import reader_service
from tests.app.card.people import chip
from tests.reader_service import card_laid

pytestmark = [
    pytest.mark.reader,
    pytest.mark.skipif(not reader_service.available(), reason="the reader service and its virtual reader are absent"),
    pytest.mark.skipif(shutil.which("pkcs15-tool") is None, reason="OpenSC is not installed"),
]


@pytest.fixture(scope="module")
def card() -> Iterator[SimulatedChip]:
    one = chip()
    with reader_service.running(), card_laid(one):
        yield one


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_the_card_is_named(card: SimulatedChip) -> None:
    assert run("opensc-tool", "--name").split()[-1] == "jpki"


def test_two_pins_with_their_counters_two_keys_and_four_certificates_are_listed(card: SimulatedChip) -> None:
    listed = run("pkcs15-tool", "--dump")
    counted = [listed.count(f"\n{what} [") for what in ("PIN", "Private RSA Key", "X.509 Certificate")]
    assert counted == [2, 2, 4]
    assert [line.split()[-1] for line in listed.splitlines() if "Tries left" in line] == ["3", "5"]


def test_the_certificate_is_one_that_another_program_reads(card: SimulatedChip) -> None:
    from cryptography import x509

    shown = run("pkcs15-tool", "--read-certificate", "1")
    certificate = x509.load_pem_x509_certificate(shown[shown.index("-----BEGIN") :].encode())
    assert "Practice authentication" in certificate.subject.rfc4514_string()
