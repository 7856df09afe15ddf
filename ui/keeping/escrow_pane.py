"""The ward's escrow key, made once or taken over: print the sheet, read two of its boxes back, use it (facts C-17)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.errors import StorageFailure
from ui.access.entries import entry
from ui.widgets.basics import Banner, bare, button, label, row
from ui.words import words

if TYPE_CHECKING:
    from app.journeys.keeping import RecoverySheet

_BOXES = 2
_PUBLIC = "公開鍵 (*.txt)"


class EscrowPane(QWidget):
    """`made_wanted` a new key; `print_wanted` and `save_wanted` its sheet; `use_wanted` brings a public half."""

    make_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()
    use_wanted = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet: RecoverySheet | None = None
        self._places: tuple[int, ...] = ()
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        self.steps = QStackedWidget()
        for step in (self._choice(), self._paper()):
            self.steps.addWidget(step)
        column.addWidget(self.steps)

    def _choice(self) -> QWidget:
        inside, column = bare()
        told = (
            "この端末が壊れても記録を取り戻せるように、区の控えの鍵を1つ持ちます。鍵は印刷した回復用紙だけに残り、"
            "2枚を別々の建物の金庫に入れます。区の全端末で同じ鍵を使います。"
        )
        column.addWidget(label(told, wrap=True))
        self.make = button("新しく作る（区の最初の端末）", primary=True)
        self.make.clicked.connect(self.make_wanted)
        line = row(self.make)
        line.addStretch()
        column.addLayout(line)
        self.public = entry(column, "または、ほかの端末が示した公開鍵（文字、または2次元コードの読み取り）")
        self.file = button("ファイルから…")
        self.file.clicked.connect(self._from_file)
        self.use = button("この公開鍵を使う")
        self.use.clicked.connect(lambda: self.use_wanted.emit(self.public.text().strip()))
        self.use.setEnabled(False)
        self.public.textChanged.connect(lambda text: self.use.setEnabled(bool(text.strip())))
        line = row(self.use, self.file)
        line.addStretch()
        column.addLayout(line)
        return inside

    def _paper(self) -> QWidget:
        inside, column = bare()
        self.told = label("", wrap=True)
        self.print = button("回復用紙を印刷する", primary=True)
        self.save = button("PDFで保存…")
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)
        line = row(self.print, self.save)
        line.addStretch()
        column.addWidget(self.told)
        column.addLayout(line)
        column.addWidget(label("印刷した用紙を見て、次の枠の5文字を入力してください。", wrap=True))
        self._grid = QGridLayout()
        self._names = [label("") for _ in range(_BOXES)]
        self.boxes = [QLineEdit() for _ in range(_BOXES)]
        for place, (name, box) in enumerate(zip(self._names, self.boxes, strict=True)):
            box.setMaxLength(12)
            box.returnPressed.connect(self._prove)
            self._grid.addWidget(name, 0, place)
            self._grid.addWidget(box, 1, place)
        column.addLayout(self._grid)
        self.prove = button("確かめて、この鍵を使い始める")
        self.prove.clicked.connect(self._prove)
        self.stop = button("やめる")
        self.stop.clicked.connect(self._give_up)
        line = row(self.prove, self.stop)
        line.addStretch()
        column.addLayout(line)
        return inside

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """The second step: two boxes by chance, so that nobody copies the first ones without the paper."""
        self.banner.say("")
        self._sheet = sheet
        chosen = secrets.SystemRandom().sample(range(len(sheet.letters)), _BOXES)
        self._places = tuple(sorted(chosen))
        for place, name, box in zip(self._places, self._names, self.boxes, strict=True):
            name.setText(f"{place + 1}番の枠")
            box.setAccessibleName(name.text())
            box.clear()
        self.told.setText(
            f"鍵の番号 {sheet.id}。2枚印刷し、それぞれ封筒に入れて封をし、別々の金庫に保管してください。"
            "PDFで保存したときは、印刷してから必ず消してください。"
        )
        self.steps.setCurrentIndex(1)
        self.print.setFocus()

    @property
    def sheet(self) -> RecoverySheet | None:
        """The one that is being made."""
        return self._sheet

    @property
    def asked(self) -> tuple[int, ...]:
        """The places of the boxes that are asked for, from 0."""
        return self._places

    def begin(self) -> None:
        """Nothing of a sheet stays."""
        self._sheet, self._places = None, ()
        for one in (*self.boxes, self.public):
            one.clear()
        self.banner.say("")
        self.steps.setCurrentIndex(0)

    def _prove(self) -> None:
        if self._sheet is None:
            return
        wrong = [
            place + 1
            for place, box in zip(self._places, self.boxes, strict=True)
            if not self._sheet.reads(place, box.text())
        ]
        if wrong:
            numbers = "、".join(f"{one}番" for one in wrong)
            self.banner.say(f"{numbers}の枠の文字が用紙と違います。用紙を見て、もう一度入力してください。")
            return
        self.use_wanted.emit(self._sheet.public)

    def _give_up(self) -> None:
        self.begin()
        self.given_up.emit()

    def _from_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "公開鍵のファイル", "", _PUBLIC)
        if not name:
            return
        try:
            with Path(name).open(encoding="ascii", errors="replace") as file:
                self.public.setText(file.read(200).strip())
        except OSError:
            self.banner.say(words(StorageFailure("file_not_readable")))
