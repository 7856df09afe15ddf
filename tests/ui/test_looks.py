"""How every screen looks: nothing cut off at any size of type, and contrast enough in light and in dark."""

import re
from collections.abc import Iterator
from itertools import product
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from app.settings import Scheme
from tests.ui.screens import AREAS, guide, screens, talk
from tests.ui.screens.view import SIZES, ZOOMS, Scene, View, keep_some, opened, settle
from ui import theme
from ui.style_sheet import style_sheet
from ui.widgets.signature_pad import SignatureDialog

ALL = [View(*view) for view in product(SIZES, (Scheme.LIGHT, Scheme.DARK), ZOOMS)]
LANGUAGES = {**talk.LANGUAGES, **guide.LANGUAGES}
USUAL = [View("pc", Scheme.LIGHT, 200), View("tablet", Scheme.DARK, 150)]


def cut_off(window: QWidget) -> list[str]:
    """Whatever stands on the window with less room than its words need."""
    return [
        f"{type(one).__name__} {getattr(one, 'text', str)()!r}: {one.size().toTuple()}"
        for one in window.findChildren(QWidget)
        if one.isVisible() and _short_of_room(one)
    ]


def _short_of_room(one: QWidget) -> bool:
    if isinstance(one, QScrollArea):
        inside = one.widget()
        never = one.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return never and inside is not None and inside.width() > one.viewport().width()
    if isinstance(one, QLabel) and one.text():
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        return needed > one.height() or (not one.wordWrap() and one.sizeHint().width() > one.width())
    if isinstance(one, QPushButton | QCheckBox):
        needed = one.heightForWidth(one.width()) if one.hasHeightForWidth() else one.minimumSizeHint().height()
        narrow = not one.hasHeightForWidth() and one.sizeHint().width() > one.width()
        return narrow or needed > one.height()
    return isinstance(one, QComboBox) and one.minimumSizeHint().height() > one.height()


def settled(window: QWidget, qapp: QApplication) -> list[str]:
    """What is still cut off when the layouts have had their time, also on a busy machine."""
    for _ in range(10):
        if not cut_off(window):
            break
        settle(qapp)
    return cut_off(window)


def check(view: View, scenes: dict[str, Scene], counter: Counter, qapp: QApplication) -> dict[str, list[str]]:
    keep_some(counter)
    with opened(view, counter) as window:
        found = {name: settled(shown, qapp) for name, shown in screens(window, qapp, scenes)}
        found["the window"] = [str(window.size().toTuple())] if window.size().toTuple() != SIZES[view.size] else []
    return {name: lines for name, lines in found.items() if lines}


@pytest.fixture(autouse=True)
def plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def _last_name(area: ModuleType) -> str:
    return area.__name__.rpartition(".")[2]


@pytest.mark.parametrize("view", USUAL, ids=str)
@pytest.mark.parametrize("area", AREAS, ids=_last_name)
def test_nothing_is_cut_off_at_a_large_type(view: View, area: ModuleType, counter: Counter, qapp: QApplication) -> None:
    assert check(view, area.SCENES, counter, qapp) == {}


@pytest.mark.nightly
@pytest.mark.parametrize("view", ALL, ids=str)
@pytest.mark.parametrize("area", AREAS, ids=_last_name)
def test_nothing_is_cut_off_on_any_screen(view: View, area: ModuleType, counter: Counter, qapp: QApplication) -> None:
    assert check(view, area.SCENES, counter, qapp) == {}


@pytest.mark.nightly
@pytest.mark.parametrize("view", USUAL, ids=str)
@pytest.mark.parametrize("name", LANGUAGES)
def test_nothing_is_cut_off_in_any_language_of_a_talk_or_the_guide(
    view: View, name: str, counter: Counter, qapp: QApplication
) -> None:
    assert check(view, {name: LANGUAGES[name]}, counter, qapp) == {}


# -- contrast ----------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


_CHOSEN = ("color", "background-color")


def pairs(t: theme.Tokens) -> Iterator[tuple[str, str, str]]:
    """Selector, text and ground of each rule that gives a text its colour; a rule without a ground stands on three."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style_sheet(t)):
        texts = re.findall(r"(?<![-\w])color: (#\w+)", body)
        grounds = re.findall(r"(?<![-\w])background: (#\w+)", body)
        for chosen in zip(*(re.findall(rf"selection-{part}: (#\w+)", body) for part in _CHOSEN), strict=True):
            yield (selectors.strip(), *chosen)
        if "QFrame[banner" in selectors:
            grounds = [t.bad_soft]
        if texts:
            usual = (t.ground, t.surface, t.raised)
            yield from ((selectors.strip(), text, ground) for text in texts[:1] for ground in grounds[:1] or usual)
        elif grounds and "Scroll" not in selectors and "Progress" not in selectors:
            yield from ((selectors.strip(), t.text, ground) for ground in grounds[:1])


PAINTED = [("quiet", "accent_soft"), ("text", "accent_soft"), ("warn", "warn_soft"), ("good", "ground")]
BOUNDS = [("edge", "surface"), ("edge", "raised"), ("accent", "surface"), ("accent", "ground"), ("bad", "raised")]


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(tokens: theme.Tokens) -> None:
    ticked = "QCheckBox::indicator"
    used = {pair for pair in pairs(tokens) if ticked not in pair[0]}
    used |= {("painted", getattr(tokens, text), getattr(tokens, ground)) for text, ground in PAINTED}
    assert len(used) > 40
    assert {pair: round(contrast(*pair[1:]), 2) for pair in used if contrast(*pair[1:]) < 4.5} == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_what_a_visitor_reads_stands_out_more(tokens: theme.Tokens) -> None:
    """7:1 on every ground a visitor sees (WCAG 2.2, 1.4.6)."""
    worn = theme.for_visitors(tokens)
    seen = {(text, ground) for text in (worn.text, worn.quiet, worn.accent) for ground in (worn.ground, worn.surface)}
    seen |= {(worn.on_accent, worn.accent), (worn.text, worn.raised), (worn.text, worn.accent_soft)}
    assert {pair: round(contrast(*pair), 2) for pair in seen if contrast(*pair) < 7} == {}


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_bound_of_a_control_is_seen(tokens: theme.Tokens) -> None:
    """3:1 for what must be made out without being read (WCAG 2.2, 1.4.11)."""
    bounds = {(one, other): contrast(getattr(tokens, one), getattr(tokens, other)) for one, other in BOUNDS}
    assert {pair: round(value, 2) for pair, value in bounds.items() if value < 3} == {}


def test_what_a_visitor_reads_is_large(qtbot: QtBot) -> None:
    dialog = SignatureDialog("住民異動届", "署名")
    qtbot.addWidget(dialog)
    dialog.show()
    parts: list[QLabel | QPushButton] = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    assert len(parts) > 5
    assert {part.text(): part.font().pointSizeF() for part in parts if part.font().pointSizeF() < 18} == {}
    assert cut_off(dialog) == []
