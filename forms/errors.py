"""What the forms floor can say went wrong; the journeys turn it into the contract's errors."""

from __future__ import annotations


class MissingFont(Exception):
    """A font that the sheets need is not on this machine."""

    def __init__(self, asset: str, how_to_install: str) -> None:
        super().__init__(asset)
        self.asset = asset
        self.how_to_install = how_to_install


class DefinitionError(Exception):
    """A sheet's definition is wrong: file, key, what was found, what is allowed."""

    def __init__(self, file: str, key: str, found: object, allowed: str) -> None:
        super().__init__(f"{file}: {key}: found {found!r}, allowed: {allowed}")
        self.file = file
        self.key = key
        self.found = found
        self.allowed = allowed
