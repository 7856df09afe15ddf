"""What stands in the slots of a phrase, entered by staff: each in Japanese and in the visitor's language at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLineEdit, QSpinBox, QTimeEdit, QWidget

from ui.talk.script import day_in, number_in, time_in, yen_in
from ui.widgets.basics import chip, label
from ui.widgets.dialog import Dialog
from ui.widgets.fields import DateField, PickField, TextField

Pair = tuple[str, str]
_OPENS = 9  # o'clock: where a time begins to be chosen
_MOST_YEN, _MOST = 99_999_999, 999_999_999
_NAMES = {
    "date": "日付", "number": "数", "yen": "金額（円）", "name": "名前", "document": "書類", "desk": "窓口",
    "time": "時刻",
}  # fmt: skip
_IN_ENGLISH = "この言語での名前はまだありません。英語の名前で伝えます。"
Named = Mapping[str, str]


class SlotDialog(Dialog):
    """`pairs` when accepted: slot → Japanese and the language's words. `names`: of documents and desks."""

    def __init__(
        self, japanese: str, slots: Sequence[str], language: str, names: Mapping[str, Named], parent: QWidget | None,
        *, named_in_english: bool = False,
    ) -> None:  # fmt: skip
        super().__init__("空いているところに入れる", "この内容で話す", parent)
        self._language = language
        self._names = names
        shown = japanese
        for slot in slots:
            shown = shown.replace(f"{{{slot}}}", f"［{_NAMES[slot]}］")
        self.column.addWidget(label(shown, "heading", wrap=True))
        self.fields: dict[str, QWidget] = {}
        for slot in slots:
            self.fields[slot] = self._field(slot)
            self.column.addWidget(label(_NAMES[slot], "quiet"))
            self.column.addWidget(self.fields[slot])
            if named_in_english and slot in names:
                mark = chip(_IN_ENGLISH, "unsure")
                mark.setWordWrap(True)
                self.column.addWidget(mark)
        self.finish()
        next(iter(self.fields.values())).setFocus()

    def _field(self, slot: str) -> QWidget:
        name = _NAMES[slot]
        if slot == "date":
            return DateField(name, exact=True)
        if slot in ("number", "yen"):
            box = QSpinBox()
            box.setRange(0, _MOST_YEN if slot == "yen" else _MOST)
            box.setGroupSeparatorShown(slot == "yen")
            box.setAccessibleName(name)
            return box
        if slot == "time":
            clock = QTimeEdit()
            clock.setDisplayFormat("H:mm")
            clock.setTime(QTime(_OPENS, 0))
            clock.setAccessibleName(name)
            return clock
        if slot in self._names:
            return PickField(name, list(self._names[slot]))
        return TextField(name, edit=QLineEdit())

    def accept(self) -> None:
        """Only with something in every slot."""
        if all(self._pair(slot) for slot in self.fields):
            super().accept()

    @property
    def pairs(self) -> dict[str, Pair]:
        return {slot: pair for slot in self.fields if (pair := self._pair(slot))}

    def _pair(self, slot: str) -> Pair | None:
        """None where nothing stands there."""
        field = self.fields[slot]
        if isinstance(field, DateField):
            day = field.value()
            return pair_of(self._language, day) if isinstance(day, date) else None
        if isinstance(field, QSpinBox):
            say = yen_in if slot == "yen" else number_in
            return say("ja", field.value()), say(self._language, field.value())
        if isinstance(field, QTimeEdit):
            return time_pair(self._language, field.time())
        text = str(field.value()).strip() if isinstance(field, PickField | TextField) else ""
        return (text, self._names.get(slot, {}).get(text, text)) if text else None


def pair_of(language: str, value: date | int) -> Pair:
    """A day or a number in Japanese and in the language."""
    say: Callable[..., str] = day_in if isinstance(value, date) else number_in
    return say("ja", value), say(language, value)


def time_pair(language: str, there: QTime) -> Pair:
    """By 24 hours."""
    japanese = f"{there.hour()}時{there.minute()}分" if there.minute() else f"{there.hour()}時"
    return japanese, time_in(language, there)
