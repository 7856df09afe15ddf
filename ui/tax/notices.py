"""What is to be mended or thought of, as a list: choosing a line brings up its field."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.errors import Problem
from app.journeys.tax_desk import Outcome
from app.tax.questions import questions
from models.tax import Notice
from ui import theme
from ui.tax.answer import JAPANESE
from ui.tax.words import notice_path, notice_text

_PATH = Qt.ItemDataRole.UserRole


class NoticeList(QListWidget):
    """`jump_wanted` brings the path of the field."""

    jump_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("確認すること")
        self.setWordWrap(True)
        self.setProperty("sentences", True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme.px(90))
        self.itemActivated.connect(self._jump)
        self.itemClicked.connect(self._jump)

    def show_outcome(self, outcome: Outcome, office: tuple[Notice, ...]) -> None:
        """Faults first, then warnings, then advice; the row that was chosen stays chosen."""
        row = self.currentRow()
        self.clear()
        for words, path in _lines(outcome, office):
            item = QListWidgetItem(words)
            item.setData(_PATH, path)
            item.setToolTip("Enter で入力の欄へ移ります" if path else "")
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))

    def _jump(self, item: QListWidgetItem) -> None:
        if path := item.data(_PATH):
            self.jump_wanted.emit(path)


def _lines(outcome: Outcome, office: tuple[Notice, ...]) -> Iterator[tuple[str, str]]:
    for problem in outcome.problems:
        yield f"直す　{field_name(problem)}", problem.path
    for notice in office:
        yield f"区のデータ　{notice.ja}", ""
    result = outcome.result
    for notice in result.warnings if result else ():
        yield f"注意　{notice_text(notice.ja)}", _path_of(notice)
    for notice in result.advice if result else ():
        yield f"ご案内　{notice_text(notice.ja)}", _path_of(notice)


def _path_of(notice: Notice) -> str:
    return notice_path(notice.ja) or questions().jumps.get(notice.id, "")


def field_name(problem: Problem) -> str:
    """`給与 1: 支払金額`."""
    found = questions().place(problem.path)
    if found is None:
        return problem.path
    _step, section, one = found
    number = problem.path.partition("[")[2].partition("]")[0]
    where = section.title[JAPANESE] + (f" {int(number) + 1}" if number else "")
    return f"{where}: {one.name[JAPANESE]}"
