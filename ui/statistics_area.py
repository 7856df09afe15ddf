"""統計と保存期間 (Ctrl+K): counts without names, what is deleted when, and every column that is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.clock import JAPAN
from app.files import write_file
from app.journeys.retention import Retention
from app.journeys.statistics import Statistics
from app.paths import DataFolder
from models.reception import Step
from models.statistics import Count, Kind
from ui import theme
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.pages.statistics import Asked, StatisticsPage
from ui.shell import Shell
from ui.widgets.dialog import Dialog
from ui.widgets.table import fill, line_table

if TYPE_CHECKING:
    from app.journeys.retention import KeptDatum
    from app.storage.purge import Deletion

_LARGE = (1100, 640)  # pixels at 100 %
_RULES = {"handed_over": "引継ぎ・完了から", "untouched": "動きがない"}


class StatisticsArea(Area):
    """One page over two services."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = Statistics(services.counter)
        self.page = StatisticsPage()
        self.page.counts_wanted.connect(self._count)
        self.page.csv_wanted.connect(self._csv)
        self.page.purge_wanted.connect(self._purge)
        self.page.deletions_wanted.connect(self._deletions)
        self.page.kept_wanted.connect(self._kept)

    @property
    def retention(self) -> Retention:
        return Retention(self.services.counter, self.services.data or DataFolder.chosen())

    def begin(self) -> None:
        self.show(self.page)
        self._count(self.page.asked_now)
        self._look()

    def _count(self, asked: Asked) -> None:
        self.services.database.run(
            partial(self._counted, asked), lambda found: self.page.show_counts(asked, *found), self.frame.say
        )

    def _counted(self, asked: Asked) -> tuple[Mapping[str, str], Sequence[Count]]:
        """In the lane: the names come from the rules and the sheets, which take their time."""
        return _names(asked.kind), self.desk.counts(*asked)

    def _csv(self, asked: Asked) -> None:
        file, _ = QFileDialog.getSaveFileName(self.frame, "統計を書き出す", f"統計-{asked.until}.csv", "CSV (*.csv)")
        if file:
            self.services.database.run(partial(self._write, asked, Path(file)), _nothing, self.frame.say)

    def _write(self, asked: Asked, file: Path) -> None:
        write_file(file, self.desk.export(*asked))

    # -- keeping -------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        show = partial(self.page.show_rules, self.retention.days)
        self.services.database.run(self.retention.look, show, self.frame.say)

    def _purge(self) -> None:
        buttons = QMessageBox.StandardButton
        words = "保存期間を過ぎた受付を削除します。元に戻せません。時計の日付は正しいですか。"
        if QMessageBox.question(self.frame, "いま削除する", words) == buttons.Yes:
            do = partial(self.retention.run, clock_is_right=True)
            self.services.database.run(do, self._purged, self.frame.say, Waiting("削除しています"))

    def _purged(self, made: Sequence[Deletion]) -> None:
        QMessageBox.information(self.frame, "削除", f"{sum(one.number for one in made):,}件を削除しました。")
        self._look()

    def _deletions(self) -> None:
        self.services.database.run(self.retention.deletions, self._show_deletions, self.frame.say)

    def _show_deletions(self, found: Sequence[Deletion]) -> None:
        lines = [
            (f"{one.at.astimezone(JAPAN):%Y年%m月%d日 %H:%M}", _RULES[one.rule], f"{one.number:,}件", one.version)
            for one in found
        ]
        self._table("削除の記録", ("日時", "規則", "件数", "プログラムの版"), lines)

    def _kept(self) -> None:
        self.services.database.run(self.retention.kept_data, self._show_kept, self.frame.say)

    def _show_kept(self, found: Sequence[KeptDatum]) -> None:
        lines = [(one.name_ja, one.purpose, one.source, one.kept, f"{one.table}.{one.column}") for one in found]
        self._table("保存している項目", ("項目", "目的", "どこから", "いつまで", "表と列"), lines)

    def _table(self, title: str, columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        dialog = Dialog(title, "閉じる", self.frame)
        dialog.no.hide()
        table = line_table(title, columns)
        fill(table, lines)
        dialog.column.addWidget(table, 1)
        dialog.finish()
        dialog.resize(*map(theme.px, _LARGE))
        dialog.exec()
        dialog.deleteLater()


def _names(kind: Kind) -> Mapping[str, str]:
    """Key → what it is called."""
    if kind is Kind.EVENT:
        from ui.pages.household_words import EVENTS

        return {str(key): name for key, name in EVENTS.items()}
    if kind is Kind.PROCEDURE:
        from app.journeys.records import kinds_of_procedure

        return kinds_of_procedure()
    if kind is Kind.FORM:
        from app.journeys.paper import available_forms

        return available_forms()
    if kind is Kind.LANGUAGE:
        from app.translation.languages import languages

        return {code: one.name_ja for code, one in languages().items()}
    from ui.widgets.stepper import step_name

    return {str(step): step_name(step) for step in Step} if kind is Kind.STEP else {}


def _nothing(_outcome: object) -> None:
    """The file is there."""
