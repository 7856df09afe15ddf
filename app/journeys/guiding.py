"""The guide with the procedures in it: their names, desks and floors stand in their own data and the cover sheet's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from app.guide.entries import UNSURE, Entry, Text, load_procedure_words
from app.guide.guide import Guide
from app.guide.words import JAPANESE, Words, words
from app.paths import RESOURCES
from app.procedures.load import desks, load_rule
from app.procedures.rule import Desk, Rule
from forms.cover_words import words_of
from forms.slip import SlipText, print_slip


@cache
def guide() -> Guide:
    """All that the guide knows."""
    return Guide(_entry(id_, everyday) for id_, everyday in load_procedure_words(words()).items())


def _entry(id_: str, everyday: Mapping[str, Sequence[str]]) -> Entry:
    """`id_` is the name of the procedure's file."""
    rule = load_rule(RESOURCES / "procedures" / f"{id_}.toml")
    texts = {language: _text(rule, language, everyday[language], said) for language, said in words().items()}
    return Entry(id_, "procedure", f"{rule.source}・{desks()[rule.desk].source}", _surest(rule), texts)


def _surest(rule: Rule) -> str:
    """No surer than the desk itself."""
    desk = desks()[rule.desk]
    return desk.confidence if desk.confidence in UNSURE else rule.confidence


def _text(rule: Rule, language: str, everyday: Sequence[str], said: Words) -> Text:
    title, desk = _name(rule, language), desks()[rule.desk]
    lines = [said.desk.format(desk=_desk(desk, language))]
    if desk.floor:
        lines.append(said.floor.format(floor=desk.floor))
    if desk.phone:
        lines.append(said.phone.format(phone=desk.phone))
    if rule.also_at:
        others = words_of(language).comma.join(_desk(desks()[one], language) for one in rule.also_at)
        lines.append(said.also_at.format(desks=others))
    return Text(title, "\n".join(lines), (title, *everyday))


def _name(rule: Rule, language: str) -> str:
    if language == JAPANESE:
        return rule.name_ja
    return words_of(language).procedures.get(rule.name_ja) or rule.name_en


def _desk(desk: Desk, language: str) -> str:
    if language == JAPANESE:
        return desk.name_ja
    return words_of(language).desks.get(desk.name_ja) or desk.name_en


# -- on paper ------------------------------------------------------------------------------------------------------


def slip(id_: str, language: str) -> bytes:
    """An answer as a slip to take along, in the visitor's language and in Japanese; KeyError for an unknown answer.

    MissingFont where a font is absent.
    """
    entry = guide().entry(id_)
    return print_slip(_slip_text(entry, language), _slip_text(entry, JAPANESE))


def _slip_text(entry: Entry, language: str) -> SlipText:
    answer, said = guide().answer(entry, language), words()[language]
    small = [answer.unsure] if answer.unsure else []
    if language == JAPANESE:
        small.append(said.source.format(source=answer.source))
    return SlipText(language, answer.title, answer.category, answer.text.split("\n"), small)
