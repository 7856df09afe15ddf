"""Statistics without names, and how long receptions are kept: both are what an administrator answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app import clock
from app.journeys.retention import HANDED_OVER, UNTOUCHED
from app.journeys.statistics import SMALL, minutes, shown
from models.statistics import Count, Kind, Span
from ui.pages.page import Page
from ui.widgets.bar_chart import Bar, BarChart
from ui.widgets.basics import button, card, label, row
from ui.widgets.fields import ChoiceField, Entry, EntryForm

if TYPE_CHECKING:
    from datetime import date

KINDS = {
    Kind.ALL: "受付の件数", Kind.EVENT: "届出の種類", Kind.PROCEDURE: "手続き", Kind.FORM: "書類",
    Kind.LANGUAGE: "言語",
       Kind.COUNTER: "窓口", Kind.STEP: "手順にかかった分",
}  # fmt: skip
_DAYS = {30: "この31日", 365: "この1年", 365 * 5: "この5年"}
_SPANS = {Span.MONTH: "月ごと", Span.DAY: "日ごと", Span.YEAR: "年ごと"}
_MOST = 24  # bars


class Asked(NamedTuple):
    """What is counted, from when to when, put together by which span."""

    kind: Kind
    since: date
    until: date
    span: Span


class StatisticsPage(Page):
    """`counts_wanted` and `csv_wanted` bring what is `Asked`."""

    title = "統計と保存期間"
    lead = "氏名のない件数です。5件未満は「5未満」と示します。"
    help = "件数は、受付が初めて完了したときに数えます。受付を削除しても、件数は5年残ります。"
    counts_wanted = Signal(object)
    csv_wanted = Signal(object)
    purge_wanted = Signal()
    deletions_wanted = Signal()
    kept_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = EntryForm(
            (
                Entry("kind", "何を", ChoiceField("何を", KINDS), 2),
                Entry("days", "いつの", ChoiceField("いつの", _DAYS), 2),
                Entry("span", "まとめかた", ChoiceField("まとめかた", _SPANS), 2),
            )
        )
        self.form.changed.connect(lambda: self.counts_wanted.emit(self.asked_now))
        self.csv = button("CSVに書き出す…")
        self.csv.clicked.connect(lambda: self.csv_wanted.emit(self.asked_now))
        self.told = label("", "quiet", wrap=True)
        self.chart = BarChart("件数のグラフ")
        frame, column = card()
        column.addWidget(self.form)
        column.addWidget(self.told)
        column.addWidget(self.chart)
        line = row(self.csv)
        line.addStretch()
        column.addLayout(line)
        self.column.addWidget(frame)
        self.column.addWidget(self._keeping())
        self.column.addStretch()

    def _keeping(self) -> QFrame:
        """How long receptions are kept, and what has been deleted."""
        frame, column = card()
        self.rules = label("", wrap=True)
        self.purge = button("いま削除する…")
        self.deletions = button("削除の記録…")
        self.kept = button("保存している項目の一覧…")
        self.purge.clicked.connect(self.purge_wanted)
        self.deletions.clicked.connect(self.deletions_wanted)
        self.kept.clicked.connect(self.kept_wanted)
        column.addWidget(label("受付の保存期間", "heading"))
        column.addWidget(self.rules)
        line = row(self.purge, self.deletions, self.kept)
        line.addStretch()
        column.addLayout(line)
        return frame

    @property
    def asked_now(self) -> Asked:
        chosen, today = self.form.values(), clock.today()
        return Asked(chosen["kind"], today - timedelta(days=chosen["days"]), today, chosen["span"])

    def show_counts(self, asked: Asked, names: Mapping[str, str], counts: Sequence[Count]) -> None:
        """Over time where every reception is counted; else each key, the most frequent first."""
        over_time = asked.kind is Kind.ALL
        bars = _over_time(counts) if over_time else _by_key(asked.kind, counts, names)
        self.chart.show_bars(bars[-_MOST:] if over_time else bars[:_MOST])
        more = f"　{'新しいもの' if over_time else '多いもの'}から{_MOST}を示しています。" if len(bars) > _MOST else ""
        span = f"{asked.since:%Y年%m月%d日}から{asked.until:%Y年%m月%d日}まで{more}"
        self.told.setText(span if bars else "まだ件数がありません。")

    def show_rules(self, days: Mapping[str, int], due: Mapping[str, int]) -> None:
        """The days of the rules, and how many are due by them now."""
        self.rules.setText(
            f"引継ぎ・完了から {days[HANDED_OVER]}日、動きのないものは {days[UNTOUCHED]}日で、"
            "毎日3時以降の最初の起動のときに削除します。"
            f"いま対象になっているものは {sum(due.values()):,}件です。日数は settings.toml で変えられます。"
        )


def _over_time(counts: Sequence[Count]) -> list[Bar]:
    most = max((one.times for one in counts), default=1)
    return [Bar(one.when, shown(one), _share(one, most)) for one in counts]


def _by_key(kind: Kind, counts: Sequence[Count], names: Mapping[str, str]) -> list[Bar]:
    """Steps by the minutes that each takes, else by how often."""
    sums: dict[str, Count] = {}
    for one in counts:
        so_far = sums.get(one.key, Count("", one.key, 0, 0))
        sums[one.key] = Count("", one.key, so_far.times + one.times, so_far.seconds + one.seconds)
    found = sorted(sums.values(), key=lambda one: (-one.times, one.key))
    if kind is Kind.STEP:
        longest = max((one.seconds / one.times for one in found), default=1) or 1
        return [
            Bar(names.get(one.key, one.key), minutes(one) or "―", one.seconds / one.times / longest) for one in found
        ]
    most = max((one.times for one in found), default=1)
    return [Bar(names.get(one.key, one.key), shown(one), _share(one, most)) for one in found]


def _share(one: Count, most: int) -> float:
    """A bar of a small number would tell it."""
    return one.times / most if one.times >= SMALL else 0
