"""Step 3: the questions that are still open, one card each, with why we ask. Y and N answer the one that is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from models.asked import Answered, Asked
from models.case import Answers, Case
from ui import theme
from ui.pages.page import Page
from ui.widgets.basics import button, card, clear, label, scroll
from ui.widgets.fields import DateField
from ui.widgets.fold import Fold
from ui.work import Work

if TYPE_CHECKING:
    from app.procedures.rule import Question

Interview = Callable[[Case], "Sequence[tuple[Question, bool | None]]"]
_CHOICES = (("はい", "Y", True), ("いいえ", "N", False))
_MOST_COPIES = 20
_DAYS = ("moved_on", "planned_out_on")
_DAY_WIDTH = 300  # pixels


class QuestionsPage(Page):
    asks = True
    title = "お聞きすること"
    lead = "この届出とご家族に関わることだけを聞きます。答えると、関係のない質問は消えます。"
    help = (
        "Y で「はい」、N で「いいえ」、↑↓ で質問を選びます。「なぜ聞くの？」に、その答えで何が変わるかを書いています。"
    )

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._case: Case | None = None
        self._asked: Sequence[tuple[Question, bool | None]] = ()
        self._current = ""
        self._left = label("", "lead")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("答えた質問")
        head = QHBoxLayout()
        head.addWidget(self._bar, 1)
        head.addWidget(self._left)
        self.column.addLayout(head)
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(8)
        self._room = scroll(inside, "質問の一覧")
        self.column.addWidget(self._room, 1)
        self._connect_keys()

    def _connect_keys(self) -> None:
        for _text, key, value in _CHOICES:
            QShortcut(QKeySequence(key), self).activated.connect(lambda value=value: self._answer_current(value))
        for key, step in (("Up", -1), ("Down", 1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self._move(step))

    def show_work(self, work: Work) -> None:
        self._case = work.case
        self._current = ""
        self._show()

    def case(self, case: Case) -> Case:
        if self._case is None:
            return case
        days: dict[str, Any] = {key: getattr(self._case, key) for key in _DAYS}
        return replace(case, answers=self._case.answers, **days)

    # -- showing ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._cards)
        if self._case is None:
            return
        self._asked = self._interview(self._case)
        self._current = self._next_open()
        for question, answer in self._asked:
            self._cards.addWidget(self._card(question, answer))
        if not self._asked:
            self._cards.addWidget(label("聞くことはありません。「次へ」で手続きを確かめてください。", "lead"))
        self._cards.addStretch()
        self._show_progress()
        QTimer.singleShot(0, self._show_current)

    def _show_progress(self) -> None:
        left = sum(answer is None for _, answer in self._asked)
        self._bar.setRange(0, max(len(self._asked), 1))
        self._bar.setValue(len(self._asked) - left if self._asked else 1)
        self._left.setText(f"あと{left}問" if left else "すべて答えました")

    def _next_open(self) -> str:
        """The marked question while it is still there and open, else the first that can be answered here."""
        open_here = [question.id for question, answer in self._asked if answer is None and question.kind != "fact"]
        keys = [question.id for question, _ in self._asked]
        if self._current in keys:
            later = [key for key in open_here if keys.index(key) >= keys.index(self._current)]
            return next(iter(later), next(iter(open_here), self._current))
        return next(iter(open_here), "")

    def _card(self, question: Question, answer: bool | None) -> QFrame:
        frame, column = card()
        frame.setObjectName(question.id)
        frame.setProperty("current", question.id == self._current)
        column.setContentsMargins(20, 8, 20, 6)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(12)
        fold = Fold("なぜ聞くの？", label(question.why_ja, "lead", wrap=True), name=f"{question.text_ja} なぜ聞くの？")
        line.addWidget(label(question.text_ja, "heading", wrap=True), 1)
        line.addWidget(fold.head)
        for part in self._answer_parts(question, answer):
            line.addWidget(part)
        column.addLayout(line)
        column.addWidget(fold)
        return frame

    def _answer_parts(self, question: Question, answer: bool | None) -> Sequence[QWidget]:
        if question.id in _DAYS:
            return (self._day(question),)
        if question.kind == "fact":
            return (label("「戻る」で、世帯の画面に入力します", "quiet"),)
        parts: list[QWidget] = [self._choice(question, text, key, value, answer) for text, key, value in _CHOICES]
        if question.kind == "count" and answer:
            parts.append(self._copies(question.id))
        return parts

    def _choice(self, question: Question, text: str, key: str, value: bool, answer: bool | None) -> QPushButton:
        choice = button(f"{text} ({key})", name=f"{question.text_ja} {text}")
        choice.setCheckable(True)
        choice.setChecked(answer is value)
        choice.setMinimumWidth(theme.px(118))
        choice.clicked.connect(lambda: self._answer(question.id, value))
        return choice

    def _day(self, question: Question) -> DateField:
        """A day is entered where it is asked for."""
        field = DateField(question.text_ja, exact=True)
        field.setFixedWidth(theme.px(_DAY_WIDTH))
        field.changed.connect(lambda: self._take_day(question.id, field))
        return field

    def _take_day(self, key: str, field: DateField) -> None:
        if self._case is not None and (day := field.value()):
            entered: dict[str, Any] = {key: day}
            self._case = replace(self._case, **entered)
            self._show()

    def _copies(self, key: str) -> QSpinBox:
        count = QSpinBox()
        count.setRange(1, _MOST_COPIES)
        count.setSuffix(" 通")
        count.setAccessibleName("通数")
        if self._case is not None:
            count.setValue(getattr(self._case.answers, key))
        count.valueChanged.connect(lambda value: self._keep(key, value))
        return count

    def _show_current(self) -> None:
        for index in range(self._cards.count()):
            item = self._cards.itemAt(index)
            frame = item.widget() if item else None
            if isinstance(frame, QFrame) and frame.objectName():
                frame.setProperty("current", frame.objectName() == self._current)
                frame.style().polish(frame)
                if frame.objectName() == self._current:
                    self._room.ensureWidgetVisible(frame)

    # -- answering ----------------------------------------------------------------------------------------------

    def _answer_current(self, value: bool) -> None:
        if self._current:
            self._answer(self._current, value)

    def asked(self) -> Asked | None:
        """The question that is marked."""
        from app.translation.asking import places

        phrase = places().questions.get(self._current, "")
        kind: Answered = "date" if self._current in _DAYS else "yes_no"
        return Asked(self._current, kind, phrase) if phrase else None

    def take_answer(self, key: str, answer: Any) -> None:
        if self._case is not None and key in _DAYS:
            entered: dict[str, Any] = {key: answer}
            self._case = replace(self._case, **entered)
            self._show()
        else:
            self._answer(key, bool(answer))

    def _move(self, step: int) -> None:
        keys = [question.id for question, _ in self._asked if question.kind != "fact"]
        if keys:
            index = keys.index(self._current) + step if self._current in keys else 0
            self._current = keys[max(0, min(index, len(keys) - 1))]
            self._show_current()

    def _answer(self, key: str, value: bool) -> None:
        counts = any(question.id == key and question.kind == "count" for question, _ in self._asked)
        self._keep(key, int(value) if counts else value)
        self._current = key
        self._show()

    def _keep(self, key: str, value: Any) -> None:
        if self._case is not None:
            answers: Answers = replace(self._case.answers, **{key: value})
            self._case = replace(self._case, answers=answers)
