"""Step 3: the questions that are still open, one card each, with why we ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.case import Answers, Case
from ui.pages.page import Page
from ui.widgets.basics import button, card, clear, label, scroll
from ui.work import Work

if TYPE_CHECKING:
    from app.procedures.rule import Question

Interview = Callable[[Case], "Sequence[tuple[Question, bool | None]]"]
_COUNTS = {"juminhyo_copies", "seal_certificate_copies"}


class QuestionsPage(Page):
    title = "お聞きすること"
    lead = "この引越しに関わることだけを聞きます。答えると、関係のない質問は消えます。"
    help = "「なぜ聞くの？」に、その答えで何が変わるかを書いています。答えを変えてもかまいません。"

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._case: Case | None = None
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(10)
        self.column.addWidget(scroll(inside, "質問の一覧"), 1)

    def show_work(self, work: Work) -> None:
        self._case = work.case
        self._show()

    def case(self, case: Case) -> Case:
        return replace(case, answers=self._case.answers) if self._case else case

    def _show(self) -> None:
        clear(self._cards)
        if self._case is None:
            return
        asked = self._interview(self._case)
        for question, answer in asked:
            self._cards.addWidget(self._card(question, answer))
        if not asked:
            self._cards.addWidget(label("聞くことはありません。「次へ」で手続きを確かめてください。", "lead"))
        self._cards.addStretch()

    def _card(self, question: Question, answer: bool | None) -> QFrame:
        frame, column = card()
        line = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(label(question.text_ja, "heading", wrap=True))
        words.addWidget(label(f"なぜ聞くの？　{question.why_ja}", "quiet", wrap=True))
        line.addLayout(words, 1)
        for text, value in (("はい", True), ("いいえ", False)):
            choice = button(text, name=f"{question.text_ja} {text}")
            choice.setCheckable(True)
            choice.setChecked(answer is value)
            choice.setMinimumWidth(110)
            choice.clicked.connect(lambda _on, key=question.id, value=value: self._answer(key, value))
            line.addWidget(choice)
        column.addLayout(line)
        return frame

    def _answer(self, key: str, value: bool) -> None:
        if self._case is not None:
            answer: Any = int(value) if key in _COUNTS else value
            answers: Answers = replace(self._case.answers, **{key: answer})
            self._case = replace(self._case, answers=answers)
            self._show()
