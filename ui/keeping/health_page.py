"""点検: what is well with this counter and what is not, each in words, with what to do (facts C-39)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.pages.page import Page
from ui.widgets.basics import button, card, chip, clear, label, row
from ui.widgets.columns import Columns

if TYPE_CHECKING:
    from models.health import Check

NAMES = {
    "readers": "カードリーダー", "fonts": "文字（書体）", "models": "翻訳・音声のモデル", "database": "データベース",
    "keys": "鍵と回復用紙", "backup": "バックアップ", "rehearsal": "復元の練習", "outbox": "サーバーへの送信",
    "trail": "証跡", "time": "時刻の前後", "disk": "ディスク", "printers": "プリンター", "battery": "電池",
    "crash": "予期しない終了", "update": "プログラムの版", "clock": "時計",
}  # fmt: skip
_STATES = {"ok": ("○ 正常", "works"), "warn": ("△ 注意", "unsure"), "fail": ("× 異常", "broken")}
_WORST_FIRST = ("fail", "warn", "ok")


class HealthPage(Page):
    """`wanted` brings the name of the page or dialog behind a button."""

    title = "保全　この端末の点検"
    lead = "機器、記録、バックアップの状態です。注意と異常には、何をすればよいかを書いています。"
    help = "「もう一度調べる」で新しい状態になります。下のボタンから、バックアップ、鍵、更新などに進みます。"
    again_wanted = Signal()
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("調べています…", "heading", wrap=True)
        self.again = button("もう一度調べる")
        self.again.clicked.connect(self.again_wanted)
        self.column.addLayout(row(self.summary, self.again, stretch=0))
        self.doors = {key: button(name) for key, name in _DOORS.items()}
        for key, one in self.doors.items():
            one.clicked.connect(lambda _on, key=key: self.wanted.emit(key))
        doors = Columns(len(_DOORS))
        doors.show_widgets(list(self.doors.values()))
        self.column.addWidget(doors)
        self._list, self._lines = card()
        self.column.addWidget(self._list)
        self._list.hide()
        self.column.addStretch()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """The worst first."""
        self.banner.say("")
        clear(self._lines)
        for place, one in enumerate(sorted(checks, key=lambda check: _WORST_FIRST.index(check.state))):
            self._lines.addWidget(_line(one, divided=place > 0))
        self._list.setVisible(bool(checks))
        self.summary.setText(_summary(checks))

    def leave(self) -> None:
        self.show_checks(())
        self.summary.setText("調べています…")


_DOORS = {
    "backups": "バックアップ…", "keys": "鍵と回復用紙…", "updates": "更新…", "server": "区のサーバー…",
    "fallback": "使えないときの備え…", "support": "問い合わせ用の情報…",
}  # fmt: skip


def _summary(checks: Sequence[Check]) -> str:
    broken = sum(one.state == "fail" for one in checks)
    doubtful = sum(one.state == "warn" for one in checks)
    if broken:
        return f"異常が {broken}件、注意が {doubtful}件あります。異常から順に直してください。"
    return f"注意が {doubtful}件あります。" if doubtful else "すべて正常です。"


def _line(one: Check, *, divided: bool) -> QWidget:
    """State, name and sentence; read aloud as one."""
    frame = QFrame()
    frame.setProperty("row", divided)
    word, kind = _STATES[one.state]
    name = NAMES.get(one.id, one.id)
    frame.setAccessibleName(f"{name}　{word}　{one.detail}")
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 8, 0, 2)
    column.setSpacing(4)
    head = row(chip(word, kind), label(name, "item"))
    head.addStretch()
    column.addLayout(head)
    column.addWidget(label(one.detail, wrap=True))
    return frame
