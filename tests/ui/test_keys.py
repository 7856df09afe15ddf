"""Keys: Qt fires neither of two that are alike, so no page has a key that the window or the page itself has already."""

from collections import Counter as Count
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.journeys.counter import Counter
from models.reception import Step
from ui.areas import BATCH, DOORS, FORMS, GUIDE, RECEPTION, SETTINGS, TALK, TAX
from ui.designer.area import FormsArea
from ui.pages.page import Page
from ui.reception import ReceptionArea
from ui.talk.area import TalkArea
from ui.tax.area import TaxArea
from ui.window import Window

OPEN_TO_ALL = [door for door in DOORS if door.id in {RECEPTION, TAX, TALK, BATCH, GUIDE, FORMS, SETTINGS}]


@pytest.fixture
def window(qtbot: QtBot, counter: Counter) -> Iterator[Window]:
    one = Window(counter)
    one.show()
    qtbot.waitExposed(one)
    one.activateWindow()
    yield one
    one.close()
    one.deleteLater()


def pages(window: Window) -> dict[str, Page]:
    """Every page of every area."""
    found: dict[str, Page] = {"start": window.start_page}
    for door in OPEN_TO_ALL:
        window.start()
        window.enter(door.id)
        standing = window.page()
        assert standing is not None
        found[door.id] = standing
    reception, tax, talk, forms = (window.area(one) for one in (RECEPTION, TAX, TALK, FORMS))
    assert isinstance(reception, ReceptionArea)
    assert isinstance(tax, TaxArea)
    assert isinstance(talk, TalkArea)
    assert isinstance(forms, FormsArea)
    found |= {f"{RECEPTION} {step}": reception.pages[step] for step in Step}
    found |= {"talk": talk.page, "visitor": talk.visitor, "board": talk.board, "phrases": talk.editor.page}
    found |= {"filing": tax.page, "designer": forms.designer}
    return found


def keys(top: QWidget) -> list[str]:
    """Of the shortcuts and buttons in a widget, each as it is written."""
    shortcuts = [key for one in top.findChildren(QShortcut) for key in QShortcut.keys(one)]
    buttons = [one.shortcut() for one in top.findChildren(QAbstractButton)]
    return [key.toString() for key in (*shortcuts, *buttons) if not key.isEmpty()]


def own_keys(window: Window) -> list[str]:
    """Those that work wherever one stands."""
    own = [one for one in window.findChildren(QShortcut) if one.parent() is window]
    return [key.toString() for one in own for key in QShortcut.keys(one)]


def test_no_page_has_a_key_twice_or_one_of_the_windows(window: Window) -> None:
    everywhere = own_keys(window)
    assert {"F1", "F11", "F12", "Esc", "Return"} <= set(everywhere)
    for name, page in pages(window).items():
        doubled = [key for key, times in Count([*everywhere, *keys(page)]).items() if times > 1]
        assert (name, doubled) == (name, [])


def test_every_door_has_a_key_of_its_own_and_it_opens_from_the_start_page(window: Window, qtbot: QtBot) -> None:
    assert len({door.key for door in DOORS}) == len(DOORS)
    for door in OPEN_TO_ALL:
        window.start()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{door.key}"))  # type: ignore[no-untyped-call]
        assert window.page() is not window.start_page, door.id
        standing = window.page()
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{DOORS[0].key}"))  # type: ignore[no-untyped-call]
        assert window.page() is standing, door.id
