"""区のサーバー: whether this counter has joined it, joining, and trying the way there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit

from app.clock import JAPAN
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row

if TYPE_CHECKING:
    from app.journeys.many_counters import Status

_FILES = "参加ファイル (*.join)"


class ServerPage(Page):
    """`join_wanted` brings the file and the phrase, which is empty for the first counter."""

    title = "区のサーバー"
    lead = "窓口がいくつもあるとき、受付を別の窓口でも開けるようにします。保存は、いつも先にこの端末に残ります。"
    help = "参加には、サーバーの管理者が作る参加ファイルと、最初の端末で控えた合言葉の2つが要ります。"
    join_wanted = Signal(object, str)
    test_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._file: Path | None = None
        self.state = label("", "item", wrap=True)
        self.column.addWidget(self.state)
        self._joined, self._joining = self._ways(), self._join_card()
        self._phrase = self._phrase_card()
        for one in (self._phrase, self._joined, self._joining):
            self.column.addWidget(one)
        self.column.addStretch()

    def _ways(self) -> QFrame:
        frame, column = card()
        self.test, self.leave_server = button("接続を試す"), button("参加をやめる")
        self.test.clicked.connect(self.test_wanted)
        self.leave_server.clicked.connect(self.leave_wanted)
        line = row(self.test, self.leave_server)
        line.addStretch()
        column.addLayout(line)
        return frame

    def _join_card(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("参加する", "heading"))
        self.file = label("参加ファイルを、まだ選んでいません。", wrap=True)
        self.choose = button("参加ファイルを選ぶ…")
        self.choose.clicked.connect(self._choose)
        column.addLayout(row(self.file, self.choose, stretch=0))
        self.first = QCheckBox("この区で最初の端末（合言葉を新しく作る）")
        self.first.setAccessibleName(self.first.text())
        self.first.toggled.connect(self._may_join)
        column.addWidget(self.first)
        self.letters = QLineEdit()
        self.letters.setAccessibleName("合言葉")
        self.letters.setPlaceholderText("合言葉（5文字ずつ6つ）")
        self.letters.textChanged.connect(self._may_join)
        column.addWidget(self.letters)
        self.join = button("参加する", primary=True, name="サーバーに参加する")
        self.join.clicked.connect(self._wanted)
        line = row(self.join)
        line.addStretch()
        column.addLayout(line)
        return frame

    def _phrase_card(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("合言葉（いまだけ表示します）", "heading"))
        self.phrase = label("", "reception", wrap=True)
        column.addWidget(self.phrase)
        told = "紙に書き写し、回復用紙と同じ金庫に入れてください。ほかの端末が参加するときに使います。"
        column.addWidget(label(told, wrap=True))
        return frame

    def begin(self) -> None:
        """Nothing that was typed or shown stays."""
        self._file = None
        self.file.setText("参加ファイルを、まだ選んでいません。")
        self.letters.clear()
        self.first.setChecked(False)
        self.show_phrase(())
        self._may_join()

    def take_file(self, file: Path) -> None:
        self._file = file
        self.file.setText(file.name)
        self._may_join()

    def show_status(self, status: Status) -> None:
        self._joined.setVisible(status.joined)
        self._joining.setVisible(not status.joined)
        waiting = status.waiting
        since = f"（最も古いものは {waiting.oldest.astimezone(JAPAN):%m月%d日 %H:%M}）" if waiting.oldest else ""
        told = f"○ {status.place}番の端末として参加しています。送っていない保存は {waiting.count:,}件です{since}。"
        self.state.setText(told if status.joined else "この端末は、サーバーに参加していません。1台で使えます。")

    def show_phrase(self, letters: tuple[str, ...]) -> None:
        half = len(letters) // 2
        self.phrase.setText("\n".join("　".join(part) for part in (letters[:half], letters[half:])))
        self._phrase.setVisible(bool(letters))

    def tell(self, text: str) -> None:
        self.banner.say("")
        self.state.setText(text)

    def leave(self) -> None:
        self.begin()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "参加ファイル", "", _FILES)
        if name:
            self.take_file(Path(name))

    def _may_join(self) -> None:
        self.letters.setEnabled(not self.first.isChecked())
        ready = self.first.isChecked() or bool(self.letters.text().strip())
        self.join.setEnabled(self._file is not None and ready)

    def _wanted(self) -> None:
        self.join_wanted.emit(self._file, "" if self.first.isChecked() else self.letters.text())
