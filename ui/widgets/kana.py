"""A name, its furigana (what is typed before the conversion to kanji is the reading) and its 異体字."""

from __future__ import annotations

import re

import jaconv
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFont, QIcon, QInputMethodEvent, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from app.variants import characters
from ui import theme
from ui.widgets.fields import TextField
from ui.widgets.specimen import pictures

_READING = re.compile(r"[ぁ-ゖー\s]+[a-zａ-ｚ]?", re.IGNORECASE)
_SIGN = 32  # pixels
_PRINTED = QSize(260, 24)  # pixels at 100 %
_SPOKEN = re.compile(r"[ぁ-ゖァ-ヶーｦ-ﾟ\s]+")


class NameField(TextField):
    """A name with its reading in `kana`; below it, as it will be printed, where the window cannot show its 異体字."""

    def __init__(self, name: str, kana: TextField) -> None:
        super().__init__(name, edit=NameEdit(kana.edit))
        self.printed = QLabel()
        self.printed.setAccessibleName(f"{name}の印字")
        self.printed.setMinimumWidth(1)  # it asks for no column of its own
        self.printed.hide()
        self.edit.textChanged.connect(self._show_printed)
        layout = self.layout()
        assert layout is not None  # noqa: S101 every field has one
        layout.addWidget(self.printed)

    def _show_printed(self, name: str) -> None:
        wanted = any(len(character) > 1 for character in characters(name))
        if wanted:
            self.printed.setPixmap(pictures([f"印字: {name}"], _PRINTED * theme.zoom(), "left")[0])
        self.printed.setVisible(wanted)


class NameEdit(QLineEdit):
    """Takes a name and writes its reading into the furigana's line, as long as nobody has typed there."""

    def __init__(self, kana: QLineEdit) -> None:
        super().__init__()
        self._kana = kana
        self._typed = ""
        self._proposed = ""
        self.textEdited.connect(self._forget_with_the_name)
        pick = QAction(_icon(self), "異体字を選ぶ (Ctrl+I)", self)
        pick.setShortcut("Ctrl+I")
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(self.pick_variant)
        self.addAction(pick, QLineEdit.ActionPosition.TrailingPosition)

    def pick_variant(self) -> None:
        """Choose the forms of the name's characters; the reading stays."""
        from ui.widgets.variant_picker import VariantPicker

        picker = VariantPicker(self.text(), self)
        if picker.exec() == QDialog.DialogCode.Accepted and picker.name != self.text():
            self.setText(picker.name)
            self.editingFinished.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 Qt's name
        """The last reading before the kanji are chosen is what was spoken."""
        preedit, chosen = event.preeditString(), event.commitString()
        if _READING.fullmatch(preedit):
            self._typed = re.sub(r"[a-zａ-ｚ]$", "", preedit, flags=re.IGNORECASE)
        super().inputMethodEvent(event)
        if chosen:
            self._add(chosen if _SPOKEN.fullmatch(chosen) else self._typed)
            self._typed = ""

    def _add(self, reading: str) -> None:
        if self._kana.text() == self._proposed:
            self._propose(self._proposed + katakana(reading))

    def _forget_with_the_name(self, name: str) -> None:
        if not name and self._kana.text() == self._proposed:
            self._propose("")

    def _propose(self, reading: str) -> None:
        self._proposed = reading
        self._kana.setText(reading)


def _icon(widget: QWidget) -> QIcon:
    """The sign of the picker: 異, in the text's own colour."""
    picture = QPixmap(_SIGN, _SIGN)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(widget.palette().placeholderText().color())
    font = QFont(widget.font())
    font.setPixelSize(_SIGN - 2)
    painter.setFont(font)
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "異")
    painter.end()
    return QIcon(picture)


def katakana(reading: str) -> str:
    """Full-width katakana, small letters kept; a space between the names as the record has it."""
    return jaconv.h2z(jaconv.hira2kata(reading)).replace(" ", "　")
