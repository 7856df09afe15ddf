"""Talking with the visitor: the languages, the phrasebook that comes before every machine."""
