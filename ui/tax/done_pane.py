"""完了: the number, the supervisor's second look, correction, and the versions before it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.clock import JAPAN
from app.journeys.tax_desk import Outcome
from models.filing import Filing, FilingState
from ui.tax.words import STATES, amount_text
from ui.widgets.basics import Banner, button, card, chip, label, row
from ui.widgets.fitting import FittingScroll


class DonePane(FittingScroll):
    """`look_wanted` brings the supervisor's note; `version_wanted` an earlier completion."""

    look_wanted = Signal(str)
    correct_wanted = Signal()
    version_wanted = Signal(object)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        self._versions: Sequence[Filing] = ()
        self._number, self._state = label("", "number"), chip("", "open")
        self._told = label("", wrap=True)
        frame, column = card()
        column.addWidget(label("申告の番号", "quiet"))
        line = row(self._number, self._state)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self._told)
        self.column.addWidget(frame)
        self._look()
        self._ends()
        self.column.addStretch()

    def _look(self) -> None:
        """確認: another pair of eyes, with a note."""
        self._look_card, column = card()
        column.addWidget(label("上司の確認", "heading"))
        column.addWidget(
            label(
                "責任者が源泉徴収票などの書類と見比べて、ひとことを残します。氏名と時刻も記録に残ります。",
                "quiet",
                wrap=True,
            )
        )
        self.note = QLineEdit()
        self.note.setAccessibleName("ひとこと（見比べた書類など）")
        column.addWidget(label("ひとこと（見比べた書類など）", "quiet"))
        column.addWidget(self.note)
        self.banner = Banner()
        column.addWidget(self.banner)
        self.look = button("確認済にする", primary=True)
        self.look.clicked.connect(lambda: self.look_wanted.emit(self.note.text()))
        line = row(self.look)
        line.addStretch()
        column.addLayout(line)
        self.column.addWidget(self._look_card)

    def _ends(self) -> None:
        self.correct = button("内容を訂正する")
        self.correct.clicked.connect(self.correct_wanted)
        self.versions = QComboBox()
        self.versions.setAccessibleName("完了した版")
        self.versions.activated.connect(self._show_version)
        self.end = button("一覧へ戻る", primary=True)
        self.end.clicked.connect(self.finished)
        line = row(self.correct, self.versions)
        line.addStretch()
        line.addWidget(self.end)
        self.column.addLayout(line)

    def show_filing(self, filing: Filing, outcome: Outcome) -> None:
        self._number.setText(filing.number)
        self._state.setText(STATES[filing.state])
        self._state.setProperty("chip", "done" if filing.state is FilingState.CHECKED else "open")
        self._state.style().polish(self._state)
        self._told.setText("\n".join(_told(filing, outcome)))
        self._look_card.setVisible(filing.state is FilingState.WAITING)
        self.banner.say("")
        if filing.state is not FilingState.WAITING:
            self.note.clear()

    def forget(self) -> None:
        """Everything of the return leaves the page."""
        for one in (self._number, self._told, self.note):
            one.clear()
        self.show_versions(())

    def show_versions(self, versions: Sequence[Filing]) -> None:
        """Earlier completions, once there are several."""
        self._versions = versions
        self.versions.clear()
        self.versions.addItem("訂正する前の内容を見る")
        for number, one in enumerate(versions, 1):
            when = f"{one.saved_at.astimezone(JAPAN):%m月%d日 %H:%M}"
            self.versions.addItem(f"{number}回目　{when}　{STATES[one.state]}")
        self.versions.setVisible(len(versions) > 1)

    def _show_version(self, index: int) -> None:
        if index > 0:
            self.version_wanted.emit(self._versions[index - 1])
            self.versions.setCurrentIndex(0)


def _told(filing: Filing, outcome: Outcome) -> list[str]:
    look, result = filing.second_look, outcome.result
    told = [f"直すところが{len(outcome.problems)}件残っています。"] if outcome.problems else []
    if result is not None:
        told.append(f"住民税の年税額 {amount_text(result.amounts['resident_tax.total'])}")
    if look is not None:
        when = f"{look.at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}"
        told.append(f"{when} に {look.by} が確認しました。" + (f"　{look.note}" if look.note else ""))
    return told
