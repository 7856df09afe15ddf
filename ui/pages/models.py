"""翻訳・音声のモデル: what is installed, with licence and state; taken in from a file, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QTableWidgetItem

from app.translation.languages import languages
from app.translation.packages import LISTENING
from ui.pages.page import Page
from ui.widgets.basics import button, label, row
from ui.widgets.table import line_table

if TYPE_CHECKING:
    from app.journeys.interpreting import Installed, Model

_COLUMNS = ("はたらき", "言語", "版", "ライセンス", "大きさ", "入れた日", "状態")
_MB = 1 << 20
_NO_LICENCE = "（モデルの中に書かれていません）"


class ModelsPage(Page):
    """Asks for a file or a folder, for a stop, for a removal."""

    title = "翻訳・音声のモデル"
    lead = "機械翻訳（.argosmodel）と聞き取り（Vosk のフォルダー・.zip・.tar.xz）のモデルを、この端末に入れます。"
    help = (
        "入れる前に、ファイルの全体を調べます。合わないものは、何も書かずに断ります。"
        "配布元が SHA-256 を示しているときは、欄に入れると同じファイルかどうかも確かめます。"
    )
    file_wanted = Signal(str)
    folder_wanted = Signal(str)
    stop_wanted = Signal()
    check_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.file, self.folder = button("ファイルを入れる…", primary=True), button("フォルダーを入れる…")
        self.check, self.remove = button("もう一度調べる"), button("選んだモデルを消す")
        self.stop = button("やめる")
        self.sha256 = QLineEdit()
        self.sha256.setPlaceholderText("SHA-256（分かるとき）")
        self.sha256.setAccessibleName("SHA-256")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("進み具合")
        self.state = label("", "lead", wrap=True)
        self.table = line_table("入っているモデル", _COLUMNS)
        self._ids: list[str] = []
        self.column.addLayout(row(self.file, self.folder, self.sha256, stretch=2))
        self.column.addLayout(row(self.progress, self.stop, stretch=0))
        self.column.addWidget(self.state)
        self.column.addWidget(self.table, 1)
        below = row(self.check, self.remove)
        below.addStretch()
        self.column.addLayout(below)
        self._connect()
        self.show_idle("")

    def _connect(self) -> None:
        self.file.clicked.connect(lambda: self.file_wanted.emit(self.sha256.text().strip()))
        self.folder.clicked.connect(lambda: self.folder_wanted.emit(self.sha256.text().strip()))
        self.stop.clicked.connect(self.stop_wanted)
        self.check.clicked.connect(self.check_wanted)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._ids[self.table.currentRow()]))
        self.table.itemSelectionChanged.connect(self._allow)

    # -- showing -------------------------------------------------------------------------------------------------

    def show_models(self, models: Sequence[Model]) -> None:
        self._ids = [one.package.id for one in models]
        self.table.setRowCount(len(models))
        for line, one in enumerate(models):
            for column, text in enumerate(_cells(one)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(f"{one.package.id}\nSHA-256 {one.package.sha256}")
                self.table.setItem(line, column, cell)
        self.table.resizeRowsToContents()
        if not models and not self.state.text():
            self.state.setText("まだモデルはありません。定型文と指さしボードは、モデルがなくても使えます。")
        self._allow()

    def show_running(self, words: str) -> None:
        self.banner.say("")
        self._running = True
        self.progress.setRange(0, 0)
        self.state.setText(words)
        self._allow()

    def show_progress(self, done: int, of: int) -> None:
        """In bytes; a long file in thousands, which is what a bar can count."""
        if self._running:
            self.progress.setRange(0, max(of >> 10, 1))
            self.progress.setValue(done >> 10)

    def show_installed(self, installed: Installed) -> None:
        """With the first sentence of a translation, for eyes to judge."""
        package = installed.package
        trial = f"　試し訳: 「{installed.said}」→「{installed.made}」" if installed.said else ""
        test = "（試験用モデル: 訳ではありません）" if package.test_model else ""
        self.show_idle(f"{package.id} を入れました。{trial}{test}")
        self.sha256.clear()

    def show_idle(self, words: str) -> None:
        self._running = False
        self.state.setText(words)
        self._allow()

    def _allow(self) -> None:
        for one in (self.file, self.folder, self.check):
            one.setEnabled(not self._running)
        self.remove.setEnabled(not self._running and 0 <= self.table.currentRow() < len(self._ids))
        for part in (self.progress, self.stop):
            part.setVisible(self._running)


def _cells(model: Model) -> tuple[str, ...]:
    package = model.package
    listening = package.kind == LISTENING
    spoken = _name(package.source) if listening else f"{_name(package.source)} → {_name(package.target)}"
    state = "壊れています（入れ直してください）" if model.damaged else "正常"
    test = "（試験用）" if package.test_model else ""
    return (
        "聞き取り" if listening else "機械翻訳", spoken, f"{package.version}{test}", package.licence or _NO_LICENCE,
        f"{max(package.size / _MB, 0.1):.1f} MB", package.installed_on, state,
    )  # fmt: skip


def _name(code: str) -> str:
    """Of an engine's own code."""
    found = (one.name_ja for one in languages().values() if code in {one.text, one.listen})
    return next(found, code)
