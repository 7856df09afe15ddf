"""One step's questions, a card for each section."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.errors import Problem
from app.tax.questions import questions
from models.filing import Entries, FilingStep
from models.tax import TaxResult
from ui.tax.answer import Answer
from ui.tax.section import SectionCard
from ui.widgets.fitting import FittingScroll

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuestionsPane(FittingScroll):
    """Enter goes from field to field, and from the last one on: `finished`. `edited` with every keystroke."""

    edited = Signal()
    finished = Signal()

    def __init__(self, step: FilingStep, language: str) -> None:
        super().__init__()
        self.language = language
        self._cards = [SectionCard(section, language) for section in questions().sections(step)]
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        for card in self._cards:
            card.edited.connect(self.edited)
            self.column.addWidget(card)
        self.column.addStretch()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Never narrower than its questions: then the page scrolls."""
        width = self.column.minimumSize().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def write(self, entries: Entries) -> Entries:
        """The entries with those of this step."""
        for card in self._cards:
            entries = card.write(entries)
        return entries

    def show_entries(self, entries: Entries) -> None:
        for card in self._cards:
            card.show_entries(entries)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Each fault at its field; of several at one field the first."""
        by_path = {problem.path: problem for problem in reversed(problems)}
        for path, answer in self.answers():
            answer.show_problem(by_path.get(path))

    def show_result(self, result: TaxResult | None) -> None:
        for card in self._cards:
            card.show_result(result)

    def answers(self) -> Iterator[tuple[str, Answer]]:
        for card in self._cards:
            yield from card.answers()

    def focus_on(self, path: str) -> None:
        """Bring a field up and put the cursor there."""
        for card in self._cards:
            for here, answer in card.answers():
                if here == path:
                    card.open()
                    answer.setFocus()
                    self.ensureWidgetVisible(answer)
                    return

    def focus_first(self) -> None:
        """The first field that can be seen."""
        for _path, answer in self.answers():
            if answer.isVisibleTo(self):
                answer.setFocus()
                self.ensureWidgetVisible(answer)
                return

    # -- Enter and what has the focus ----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Of the whole window while this pane stands: see `follow_keys`."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return self._at_once(watched)
            return self._enter(watched)
        return super().eventFilter(watched, event)

    def _at_once(self, watched: QObject) -> bool:
        """Ctrl+Enter: on, from wherever the focus is."""
        if watched is not self.window().focusWidget():
            return False
        self.finished.emit()
        return True

    def _enter(self, watched: QObject) -> bool:
        fields = [answer.field for _path, answer in self.answers() if answer.isVisibleTo(self)]
        here = next((one for one in fields if _holds(one, watched)), None)
        if here is None or not isinstance(watched, QWidget) or watched is not self.window().focusWidget():
            return False
        if isinstance(watched, QComboBox) and watched.view().isVisible():
            return False
        place = fields.index(here) + 1
        if place == len(fields):
            self.finished.emit()
        else:
            fields[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(fields[place], 0, 60)
        return True

    def follow_keys(self, *, on: bool) -> None:
        """Listen for Enter while this pane stands."""
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if on:
            application.installEventFilter(self)


def _holds(field: QWidget, watched: QObject) -> bool:
    return isinstance(watched, QWidget) and (field is watched or field.isAncestorOf(watched))
