"""Which papers the filer shows, and whether they are enough. Nothing of it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.procedures.identity import Paper, papers, verdict
from ui.widgets.basics import label
from ui.widgets.tick import Tick

_HEADS = {"A": "1点でよいもの", "B": "2点要るもの", "C": "2点目の助けになるもの"}
_TONES = {"one": "good", "two": "good", "helped": "warn", "questions": "warn", "none": ""}


class IdentityCheck(QWidget):
    """Ticks by class, and the answer under them. An expired paper is not ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label("期限の切れたものは使えません。", "quiet"))
        for kind, head in _HEADS.items():
            column.addWidget(label(head, "quiet"))
            for paper in papers().values():
                if paper.kind == kind:
                    column.addWidget(self._tick(paper))
        self.answer = label("", wrap=True)
        column.addWidget(self.answer)
        self._judge()

    def _tick(self, paper: Paper) -> Tick:
        tick = Tick(paper.name_ja)
        tick.box.toggled.connect(self._judge)
        self._ticks[paper.id] = tick.box
        return tick

    def _judge(self) -> None:
        found = verdict([key for key, tick in self._ticks.items() if tick.isChecked()])
        self.answer.setText(found.text_ja)
        self.answer.setProperty("tone", _TONES[found.id])
        self.answer.style().polish(self.answer)
