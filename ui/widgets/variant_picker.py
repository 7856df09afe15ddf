"""異体字の選択: which form of each character of a name is the person's own, as on the card or in the register."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from app.variants import characters, is_substitute, variants
from ui.widgets.basics import clear, label, scroll
from ui.widgets.dialog import Dialog
from ui.widgets.specimen import pictures

_PICTURE, _WHOLE = QSize(60, 60), QSize(640, 56)
_ACROSS, _ROWS = 7, 40
_SIZE = QSize(76, 84)


class VariantPicker(Dialog):
    """`name` is the name with the forms that were chosen; characters and their order stay."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("異体字の選択", "この字形にする", parent)
        self.resize(720, 560)
        self._characters = list(characters(name))
        self._current = 0
        self.whole = QLabel()
        self._line, self._grid = QHBoxLayout(), QGridLayout()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.choose_character)
        self.forms: dict[str, QPushButton] = {}
        column = self.column
        column.addWidget(
            label("直す文字を選び、ご本人の字形を選んでください。カードの画像や券面と見比べます。", "lead", wrap=True)
        )
        column.addWidget(self.whole)
        column.addLayout(self._line)
        inside = QWidget()
        inside.setLayout(self._grid)
        column.addWidget(scroll(inside, "字形"), 1)
        self.finish()
        self._show_characters()
        self.choose_character(self._first())
        self._show_whole()

    @property
    def name(self) -> str:
        return "".join(self._characters)

    def choose_character(self, index: int) -> None:
        """Offer the forms of one character."""
        self._current = index
        clear(self._grid)
        self.forms = {}
        if not self._characters:
            return
        self._group.button(index).setChecked(True)
        offered = variants(self._characters[index])
        for place, (form, picture) in enumerate(zip(offered, pictures(offered, _PICTURE), strict=True)):
            self._grid.addWidget(self._form(form, picture), place // _ACROSS, place % _ACROSS)
        self._grid.setRowStretch(_ROWS, 1)
        self._grid.setColumnStretch(_ACROSS, 1)

    def choose_form(self, form: str) -> None:
        """The form for the chosen character."""
        self._characters[self._current] = form
        self._show_whole()
        for text, one in self.forms.items():
            one.setChecked(text == form)
        self._group.button(self._current).setIcon(QIcon(pictures([form], _PICTURE)[0]))
        self.changed.emit()

    def _show_whole(self) -> None:
        self.whole.setPixmap(pictures([self.name], _WHOLE)[0])
        self.whole.setAccessibleName(self.name)

    def _first(self) -> int:
        """A sign that stands for a missing character is what has to be settled first."""
        return next((index for index, one in enumerate(self._characters) if is_substitute(one)), 0)

    def _show_characters(self) -> None:
        for index, (character, picture) in enumerate(
            zip(self._characters, pictures(self._characters, _PICTURE), strict=True)
        ):
            one = _square(picture, f"{index + 1}文字目 {character}")
            one.setEnabled(bool(character.strip()))
            self._group.addButton(one, index)
            self._line.addWidget(one)
        self._line.addStretch()

    def _form(self, form: str, picture: QPixmap) -> QPushButton:
        codes = " ".join(f"U+{ord(part):04X}" for part in form)
        one = _square(picture, f"字形 {codes}")
        one.setToolTip(codes)
        one.setChecked(form == self._characters[self._current])
        one.clicked.connect(lambda: self.choose_form(form))
        self.forms[form] = one
        return one


def _square(picture: QPixmap, name: str) -> QPushButton:
    one = QPushButton(QIcon(picture), "")
    one.setIconSize(_PICTURE)
    one.setProperty("glyph", True)
    one.setCheckable(True)
    one.setAccessibleName(name)
    one.setFixedSize(_SIZE)
    one.setCursor(Qt.CursorShape.PointingHandCursor)
    return one
