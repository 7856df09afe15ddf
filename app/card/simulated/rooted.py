"""A chip with a master file (MF): what was proved there opens files of every directory, until the reset."""

from __future__ import annotations

from dataclasses import replace

from app.card.apdu import SW
from app.card.simulated.chip import ROOT, Answer, SimulatedChip

_MASTER_FILE = b"\x3f\x00"
CLOSED = 0x1E
"""A key that no secret is: a file that it alone would open is read by no plain command."""


class RootedChip(SimulatedChip):
    """Selecting a directory keeps the rights; `00 A4 00 00` leads back to the master file."""

    def _select(self, command: bytes) -> Answer:
        if command[2:4] != b"\0\0":
            return super()._select(command)
        if command[5:7] not in (b"", _MASTER_FILE):
            return b"", SW.NOT_FOUND
        return self._select_application(ROOT)

    def _select_application(self, name: bytes) -> Answer:
        if name not in self.applications:
            return b"", SW.NOT_FOUND
        self.session = replace(self.session, aid=name, file=0)
        return b"", SW.OK
