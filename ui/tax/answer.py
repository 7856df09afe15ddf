"""One question with its field: the words in Japanese and in the visitor's language, help, and what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.errors import Problem
from app.individual_number import masked
from app.tax.questions import Kind, Question, Text, questions
from models.asked import Answered, Asked
from ui.tax.amount_field import AmountField
from ui.widgets.basics import label
from ui.widgets.fields import ChoiceField, DateField, Field, PickField, TextField, TickField

_IN_BRACKETS = re.compile(r"（(.+)）")
JAPANESE = "ja"
_SHORTEST = 8  # characters
_ANSWERS: dict[Kind, Answered] = {
    Kind.AMOUNT: "number", Kind.LOSS: "number", Kind.DATE: "date", Kind.CHOICE: "choice", Kind.TICK: "yes_no",
    Kind.TEXT: "text", Kind.PICK: "text",
}  # fmt: skip


class Answer(QWidget):
    """`edited` with every keystroke. The entry is what the return's file holds; None where nothing is answered."""

    edited = Signal()

    def __init__(self, question: Question, language: str) -> None:
        super().__init__()
        self.question = question
        self.field = _field(question, language)
        self.wrong = label("", wrap=True)
        self.wrong.setProperty("tone", "bad")
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if question.kind is not Kind.TICK:
            column.addWidget(label(question.name[JAPANESE], wrap=True))
        words = [label(other, "quiet", wrap=True)] if (other := visitors(question.name, language)) else []
        for one in (self.field, *words) if question.kind is Kind.TICK else (*words, self.field):
            column.addWidget(one)
        column.addWidget(self.wrong)
        for text in (question.help.get(JAPANESE, ""), visitors(question.help, language)):
            if text:
                column.addWidget(label(text, "quiet", wrap=True))
        column.addStretch()
        self.setFocusProxy(self.field)
        self._follow(self.field)

    def _follow(self, field: Field) -> None:
        if isinstance(field, AmountField):
            field.edited.connect(self.edited)
        elif isinstance(field, PickField):
            field.box.editTextChanged.connect(self.edited)
        elif isinstance(field, TextField | DateField):
            field.edit.textEdited.connect(self.edited)
        else:
            field.changed.connect(self.edited)

    @property
    def entry(self) -> Any:
        value = self.field.value()
        if isinstance(self.field, DateField):
            return str(value) if value else self.field.edit.text() or None
        if isinstance(self.field, ChoiceField):
            return None if value == next(iter(questions().choices[self.question.choices])) else value
        return value if isinstance(value, int) and not isinstance(value, bool) else value or None

    def asked(self, path: str) -> Asked:
        """The question as the visitor is shown it."""
        question = self.question
        choices = questions().choices[question.choices] if question.kind is Kind.CHOICE else {}
        return Asked(path, _ANSWERS[question.kind], text=question.name, help=question.help, choices=choices)

    def show_entry(self, entry: Any) -> None:
        self.field.show_value(entry)

    def show_problem(self, problem: Problem | None) -> None:
        """What is wrong with the entry; an amount and a date say themselves what they cannot read."""
        if isinstance(self.field, TextField) and masked(self.field.value()) != self.field.value():
            said = "12桁の番号は残せません（個人番号は申告の入力に要りません）。消してください。"
        else:
            said = "" if problem is None or self._says_itself() else _said(problem)
        self.wrong.setText(said)
        self.wrong.setVisible(bool(said))

    def _says_itself(self) -> bool:
        if self.question.kind is Kind.DATE and isinstance(self.field, DateField):
            return bool(self.field.edit.text()) and self.field.value() is None
        return isinstance(self.field, AmountField) and bool(self.field.below.text())


def visitors(text: Text, language: str) -> str:
    """The words in the visitor's language, where there are any."""
    return text.get(language, "") if language != JAPANESE else ""


def _said(problem: Problem) -> str:
    """What is allowed, in words: keys of the file are not for people."""
    if problem.found == "ない":
        return "入れてください。"
    if brackets := _IN_BRACKETS.search(problem.allowed):
        return f"{brackets[1]}。"
    return f"{problem.allowed} で入れてください。" if problem.allowed[:1].isdigit() else f"{problem.allowed}。"


def _field(question: Question, language: str) -> Field:
    name = question.name[JAPANESE]
    match question.kind:
        case Kind.AMOUNT | Kind.LOSS:
            return AmountField(name, usual=question.usual, loss=question.kind is Kind.LOSS)
        case Kind.DATE:
            return DateField(name)
        case Kind.CHOICE:
            field = ChoiceField(name, _choices(question.choices, language))
            return _narrow(field, field.box)
        case Kind.PICK:
            picked = PickField(name, ["", *questions().choices[question.choices]])
            return _narrow(picked, picked.box)
        case Kind.TICK:
            return TickField(name)
        case Kind.TEXT:
            return TextField(name)


def _narrow(field: Field, box: QComboBox) -> Field:
    """As narrow as it must be; what it opens is as wide as its words."""
    widest = box.sizeHint().width()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORTEST)
    box.view().setMinimumWidth(widest)
    return field


def _choices(key: str, language: str) -> dict[str, str]:
    words = questions().choices[key]
    both = {one: (text[JAPANESE], visitors(text, language)) for one, text in words.items()}
    return {one: "　".join(filter(None, pair)) for one, pair in both.items()}
