"""The designer: fields on the left, the page in the middle, exact numbers on the right, problems below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from ui.designer.canvas import Canvas
from ui.designer.draft import Draft
from ui.designer.field_list import FieldList
from ui.designer.look import growth, style_sheet
from ui.designer.properties import Properties
from ui.designer.tools import Tools
from ui.designer.trial import EMPTY, Trial, Tried
from ui.designer.words import western
from ui.pages.page import Page
from ui.widgets.basics import label, row, scroll

if TYPE_CHECKING:
    from forms.overlay.definition import OfficeSheet
    from ui.designer.draft import Subject
    from ui.lanes import Lane

_FIELD = Qt.ItemDataRole.UserRole
_FIELDS, _NUMBERS, _PROBLEMS = 248, 268, 74  # pixels at the usual type
_WIDEST = 1.7


class DesignerPage(Page):
    """`save_wanted` when the version shall be kept."""

    title = "様式デザイナー"
    help = (
        "左の一覧から欄を用紙へドラッグします。罫線の中に落とすと、その枠の大きさになります。\n"
        "矢印キーで0.5mm、Shiftと矢印キーで5mm動きます。Ctrlと矢印キーで大きさが変わります。\n"
        "Tabで次の枠、Deleteで用紙から外す、Ctrl+Zで元に戻す、Ctrl+Aで全部選ぶ、Ctrl+Sで保存です。\n"
        "用紙の上では ＋ と − で拡大・縮小、0 で幅に合わせます。\n"
        "「試し書き」で架空の世帯を選ぶと、印刷と同じ記入が用紙に出ます。"
    )
    save_wanted = Signal()

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.draft = Draft(self)
        self.canvas = Canvas(self.draft)
        self.fields = FieldList(self.draft)
        self.properties = Properties(self.draft)
        self.tools = Tools(self.draft, self.canvas)
        self.trial = Trial(self.draft, lane, self)
        self.problems = QListWidget()
        self._name = label("", "quiet")
        self._fitted = False
        self._lay_out()
        self._connect()
        self._connect_keys()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(14, 8, 14, 8)
        self.column.setSpacing(6)
        item = self.column.takeAt(0)
        title = item.widget() if item else None
        if title:
            self.column.insertLayout(0, row(title, self._name, stretch=1))
        self.column.addWidget(self.tools)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.fields)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self.canvas, 1)
        self.problems.setAccessibleName("直すところの一覧")
        self.problems.setProperty("dense", True)
        middle.addWidget(self.problems)
        line.addLayout(middle, 1)
        self._side = scroll(self.properties, "選んだ枠の設定")
        line.addWidget(self._side)
        self.column.addLayout(line, 1)

    def _connect(self) -> None:
        self.fields.place_wanted.connect(self.canvas.drop_in_sight)
        self.tools.save.clicked.connect(lambda _on: self.save_wanted.emit())
        self.tools.trial.activated.connect(lambda _i: self.trial.choose(str(self.tools.trial.currentData())))
        self.trial.tried.connect(self._show_tried)
        self.problems.itemActivated.connect(self._go_to_problem)
        self.problems.itemClicked.connect(self._go_to_problem)
        self.draft.steps.cleanChanged.connect(self._show_clean)

    def _connect_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Z": self.draft.steps.undo, "Ctrl+Y": self.draft.steps.redo, "Ctrl+Shift+Z": self.draft.steps.redo,
            "Ctrl+S": self.save_wanted.emit, "Ctrl+A": self._choose_all,
        }  # fmt: skip
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
                action
            )
        delete = QShortcut(QKeySequence("Delete"), self.canvas, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.properties.remove)

    # -- what is open --------------------------------------------------------------------------------------------

    def open(self, sheet: OfficeSheet, subject: Subject, households: Mapping[str, str], *, saved: bool = True) -> None:
        """A version, or the beginnings of one; not `saved`: what it holds is on no disk as a version."""
        self.banner.say("")
        self._suit()
        self._fill_trial(households)
        self.draft.open(sheet, subject)
        if not saved:
            self.draft.steps.resetClean()
        self._show_name()
        self.canvas.show_pdf(subject.blank.pdf)
        self.tools.show_pages(len(subject.blank.pages))
        self.canvas.show_page(1)
        self.tools.refresh()
        self._fitted = False

    def _suit(self) -> None:
        """The looks for the window's type and colours as they are now."""
        self.setStyleSheet(style_sheet())
        grown = growth()
        beside = min(grown, _WIDEST)
        self.fields.setFixedWidth(round(_FIELDS * beside))
        self._side.setFixedWidth(round(_NUMBERS * beside))
        self.problems.setFixedHeight(round(_PROBLEMS * grown))
        self.tools.suit(grown)

    def _fill_trial(self, households: Mapping[str, str]) -> None:
        self.trial.household = EMPTY
        self.tools.trial.clear()
        self.tools.trial.addItem("しない（空の様式）", EMPTY)
        for identity, name in households.items():
            self.tools.trial.addItem(name, identity)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            QTimer.singleShot(0, self.canvas.fit_width)  # once the layout has its sizes

    @property
    def unsaved(self) -> bool:
        return not self.draft.steps.isClean()

    def _show_clean(self, _clean: bool) -> None:
        self._show_name()

    def _show_name(self) -> None:
        sheet = self.draft.sheet
        until = f"{western(sheet.until)}まで" if sheet.until else ""
        changed = "　●保存していない変更があります" if self.unsaved else ""
        self._name.setText(f"{sheet.name}　{western(sheet.since)}から{until}　版 {sheet.version}{changed}")

    def saved(self, sheet: OfficeSheet) -> None:
        """The version is on the disk as `sheet`: the steps up to here stay undoable."""
        self.draft.take(sheet)
        self.draft.steps.setClean()
        self._show_name()

    # -- problems ------------------------------------------------------------------------------------------------

    def _show_tried(self, tried: Tried) -> None:
        self.canvas.show_pdf(tried.pdf)
        self.tools.show_pages(tried.pages)
        self.canvas.show_faults(frozenset(field for field, _ in tried.problems))
        self.problems.clear()
        for field, words in tried.problems:
            item = QListWidgetItem(f"⚠ {words}")
            item.setData(_FIELD, field)
            item.setToolTip(words)
            self.problems.addItem(item)
        if not tried.problems:
            sheets = f"　{tried.pages}枚になります" if self.trial.household else ""
            self.problems.addItem(f"✓ 直すところはありません。{sheets}")

    def _go_to_problem(self, item: QListWidgetItem) -> None:
        placed = self.draft.sheet.placement(str(item.data(_FIELD) or ""))
        if placed:
            if placed.page != self.canvas.page:
                self.canvas.show_page(placed.page)
            self.draft.choose_field(placed.field)

    def _choose_all(self) -> None:
        self.draft.choose(self.draft.boxes(self.canvas.page))

    def leave(self) -> None:
        self.trial.stop()
