"""The trail, newest first: filters above, the chain's state beside them, each deed a line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QGridLayout, QLineEdit

from app.clock import JAPAN, today
from app.journeys.auditing import action_of, deeds, told
from models.audit import Damage, TrailQuery
from ui import theme
from ui.access.staff_page import ROLES
from ui.pages.page import Page
from ui.widgets.basics import button, label, row
from ui.widgets.table import fill, line_table

if TYPE_CHECKING:
    from models.audit import Entry, Verdict

_COLUMNS = ("日時", "だれが", "役割", "窓口", "何を", "結果", "くわしく")
_DAMAGES = {
    Damage.CHANGED: "書き換え", Damage.MISSING: "途中の欠落・挿入", Damage.CUT: "末尾の切り取り",
    Damage.ROLLED_BACK: "古いデータへの差し替え", Damage.ANCHOR_FORGED: "控えの偽造・破損",
}  # fmt: skip
_RESULTS = {"ok": "", "refused": "拒否", "damaged": "異常"}
_MOST_FAULTS = 5


class TrailPage(Page):
    """`find_wanted` brings a `TrailQuery`."""

    title = "証跡"
    lead = "だれが、いつ、何をしたかの記録です。書き換えはできません。"
    help = "受付番号（例 20261124-0007）を入れると、その受付を見た人がわかります。赤い行は、先に見てほしいものです。"
    find_wanted = Signal(object)
    verify_wanted = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.user, self.number, self.action = QLineEdit(), QLineEdit(), QComboBox()
        day = today()
        until = QDate(day.year, day.month, day.day)
        self.since, self.until = QDateEdit(until.addDays(-30)), QDateEdit(until)
        self.red = QCheckBox("赤いものだけ")
        self.red.setAccessibleName("赤いものだけ")
        self.action.addItem("すべて", "")
        for code, deed in deeds().items():
            self.action.addItem(deed.name_ja, code)
        self.column.addLayout(self._filters())
        self.search = button("さがす", primary=True)
        self.verify = button("書き換えがないか調べる")
        self.export = button("署名つきで書き出す…")
        self.search.clicked.connect(self.ask)
        self.verify.clicked.connect(self.verify_wanted)
        self.export.clicked.connect(self.export_wanted)
        line = row(self.search, self.red, self.verify, self.export)
        line.addStretch()
        self.column.addLayout(line)
        self.told = label("", "quiet", wrap=True)
        self.column.addWidget(self.told)
        self.table = line_table("証跡の一覧", _COLUMNS)
        self.column.addWidget(self.table, 1)

    def _filters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        shown = {
            "いつから": self.since, "いつまで": self.until, "利用者名": self.user, "受付番号": self.number,
            "何を": self.action,
        }  # fmt: skip
        for place, (name, widget) in enumerate(shown.items()):
            widget.setAccessibleName(name)
            grid.addWidget(label(name), 0, place)
            grid.addWidget(widget, 1, place)
        for one in (self.since, self.until):
            one.setCalendarPopup(True)
            one.setDisplayFormat("yyyy年MM月dd日")
        for line in (self.user, self.number):
            line.returnPressed.connect(self.ask)
        return grid

    def ask(self) -> None:
        """Everything that the filters say; the days are Japan's."""
        since = _midnight(self.since.date())
        until = _midnight(self.until.date()) + timedelta(days=1)
        red = tuple(code for code, deed in deeds().items() if deed.red) if self.red.isChecked() else ()
        self.find_wanted.emit(
            TrailQuery(
                since.astimezone(UTC).isoformat(), until.astimezone(UTC).isoformat(), self.user.text().strip(),
                self.action.currentData() or "", self.number.text().strip(), red,
            )
        )  # fmt: skip

    def show_entries(self, entries: Sequence[Entry]) -> None:
        fill(self.table, [_line(one) for one in entries])
        bad = QColor(theme.tokens().bad)
        for y, one in enumerate(entries):
            if action_of(one).red or one.result != "ok":
                for x in range(len(_COLUMNS)):
                    if (item := self.table.item(y, x)) is not None:
                        item.setForeground(bad)
        self.tell(f"{len(entries):,}件" if entries else "あてはまる記録はありません。")

    def show_verdict(self, verdict: Verdict) -> None:
        if verdict.holds:
            self.banner.say("")
            self.tell(f"書き換えはありません（{verdict.entries:,}件、署名つきの控え {verdict.anchors}件）。")
            return
        found = [f"{one.seq}番: {_DAMAGES[one.damage]}" for one in verdict.faults[:_MOST_FAULTS]]
        more = len(verdict.faults) - len(found)
        self.tell("")
        self.banner.say(
            "証跡に異常があります。この端末を使うのをやめ、情報システム担当に知らせてください。"
            + "、".join(found) + (f"、ほか{more}件" if more else "")
        )  # fmt: skip

    def tell(self, text: str) -> None:
        self.told.setText(text)

    def forget(self) -> None:
        self.table.setRowCount(0)
        self.tell("")
        self.banner.say("")


def _midnight(day: QDate) -> datetime:
    return datetime(day.year(), day.month(), day.day(), tzinfo=JAPAN)


def _line(one: Entry) -> tuple[str, ...]:
    when = datetime.fromisoformat(one.at).astimezone(JAPAN)
    roles = "・".join(_ROLE_NAMES.get(role, role) for role in one.actor.role.split("+") if role)
    return (
        f"{when:%Y年%m月%d日 %H:%M:%S}", one.actor.user or "（プログラム）", roles, one.actor.counter,
        action_of(one).name_ja, _RESULTS.get(one.result, one.result), "　".join(told(one)),
    )  # fmt: skip


_ROLE_NAMES = {**{role.value: name for role, name in ROLES.items()}, "supervisor": "責任者"}
