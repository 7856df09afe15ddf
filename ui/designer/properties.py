"""What is chosen, in exact numbers: place and size in mm, way of writing, rows of the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from forms.overlay.arrange import era_rings, new_placement, tidy, without
from forms.overlay.definition import Placement, Rows
from forms.paper import Box
from ui.designer.draft import Draft
from ui.designer.words import ALIGNS, FONTS, KINDS, MARKS, RULES
from ui.widgets.basics import button, label

_SIDES = {"x": "左から", "y": "上から", "width": "幅", "height": "高さ"}
_TEXTUAL = frozenset({"text", "name", "era_date", "digits"})


class Properties(QWidget):
    """Follows the draft; each entry is one step that can be undone."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._filling = False
        self._title = label("", "heading", wrap=True)
        self._hint = label("", "quiet", wrap=True)
        self.sides = {side: self._number(name, 0, 1300) for side, name in _SIDES.items()}
        self.kind = self._choice("書き方")
        self.typeface = self._choice("書体", FONTS)
        self.points = self._number("文字の大きさ", 6, 36, " pt")
        self.fit = self._choice("入らないとき", RULES)
        self.align = self._choice("寄せ", ALIGNS)
        self.mark = self._choice("印", MARKS)
        self.groups = QLineEdit()
        self.pitch, self.gap = self._number("ますの間隔", 0, 30), self._number("区切りの間隔", 0, 30)
        self.rings = QCheckBox("元号を ○ で囲む")
        self.rings.setAccessibleName(self.rings.text())
        self.row_count, self.row_pitch = QSpinBox(), self._number("行の間隔", 1, 300)
        self._remove = button("用紙から外す (Delete)")
        self._remove.setProperty("small", True)
        self._lay_out()
        self._connect()
        draft.changed.connect(self.refresh)
        draft.chosen_changed.connect(self.refresh)

    # -- building ------------------------------------------------------------------------------------------------

    @staticmethod
    def _number(name: str, least: float, most: float, unit: str = " mm") -> QDoubleSpinBox:
        one = QDoubleSpinBox()
        one.setRange(least, most)
        one.setDecimals(2 if unit == " mm" else 1)
        one.setSingleStep(0.5)
        one.setSuffix(unit)
        one.setKeyboardTracking(False)
        one.setMinimumWidth(96)
        one.setAccessibleName(name)
        return one

    @staticmethod
    def _choice(name: str, words: Mapping[str, str] | None = None) -> QComboBox:
        one = QComboBox()
        one.setAccessibleName(name)
        one.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        one.setMinimumContentsLength(6)
        for key, word in (words or {}).items():
            one.addItem(word, key)
        return one

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        self._place = QWidget()
        grid = QGridLayout(self._place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for index, (side, name) in enumerate(_SIDES.items()):
            line, at = index // 2 * 2, index % 2
            grid.addWidget(label(name, "quiet"), line, at)
            grid.addWidget(self.sides[side], line + 1, at)
        column.addWidget(self._place)
        self._entries = QWidget()
        self._form = QFormLayout(self._entries)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self.groups.setAccessibleName("ますの区切り")
        self.groups.setPlaceholderText("例 3-4")
        self.row_count.setRange(1, 50)
        self.row_count.setSuffix(" 行")
        self.row_count.setAccessibleName("表の行数")
        for name, one in (
            ("書き方", self.kind), ("書体", self.typeface), ("大きさ", self.points), ("入らないとき", self.fit),
            ("寄せ", self.align), ("印", self.mark), ("ます", self.groups), ("間隔", self.pitch), ("区切り", self.gap),
            ("", self.rings), ("表の行数", self.row_count), ("行の間隔", self.row_pitch),
        ):  # fmt: skip
            self._form.addRow(label(name, "quiet"), one)
        column.addWidget(self._entries)
        column.addWidget(self._remove)
        column.addStretch()

    def _connect(self) -> None:
        for side, one in self.sides.items():
            one.valueChanged.connect(partial(self._set_side, side))
        self.kind.activated.connect(self._set_kind)
        for key, combo in (("font", self.typeface), ("fit", self.fit), ("align", self.align), ("mark", self.mark)):
            combo.activated.connect(partial(self._set_choice, key, combo))
        for key, number in (("size", self.points), ("pitch", self.pitch), ("gap", self.gap)):
            number.valueChanged.connect(partial(self._set, key))
        self.groups.editingFinished.connect(self._set_groups)
        self.rings.clicked.connect(self._set_rings)
        self.row_count.valueChanged.connect(lambda _n: self._set_rows())
        self.row_pitch.valueChanged.connect(lambda _n: self._set_rows())
        self._remove.clicked.connect(self.remove)

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        placed, boxes = self._draft.chosen_placement(), self._draft.chosen_boxes()
        self._filling = True
        self._title.setText(self._heading(placed))
        self._hint.setText(self._advice(placed))
        self._hint.setVisible(bool(self._hint.text()))
        self._place.setVisible(len(boxes) == 1)
        self._entries.setVisible(placed is not None)
        self._remove.setVisible(bool(boxes))
        if len(boxes) == 1:
            box = next(iter(boxes.values()))
            for side, one in self.sides.items():
                one.setValue(getattr(box, side))
        if placed:
            self._show(placed)
        self._filling = False

    def _heading(self, placed: Placement | None) -> str:
        if placed is None:
            return f"{len(self._draft.chosen)}個の枠を選んでいます" if self._draft.chosen else "枠を選んでください"
        field = self._draft.subject.fields[placed.field]
        areas = [spot.area for spot in self._draft.chosen]
        part = field.area_label(areas[0]) if len(areas) == 1 else ""
        return f"{'各人の' if field.in_rows else ''}{field.label}{f'（{part}）' if part else ''}"

    def _advice(self, placed: Placement | None) -> str:
        if not self._draft.chosen:
            return (
                "用紙の枠をクリックすると、位置や書き方をここで直せます。"
                "何もないところからドラッグすると、まとめて選べます。"
            )
        if placed and placed.in_rows:
            return "表の1行目の位置です。2行目からは行の間隔で並びます。"
        return ""

    def _show(self, placed: Placement) -> None:
        field = self._draft.subject.fields[placed.field]
        self.kind.clear()
        for kind in field.suits:
            self.kind.addItem(KINDS[kind], kind)
        for combo, key in (
            (self.kind, placed.type), (self.typeface, placed.font), (self.fit, placed.fit), (self.align, placed.align),
            (self.mark, placed.mark),
        ):  # fmt: skip
            combo.setCurrentIndex(combo.findData(key))
        for number, value in ((self.points, placed.size), (self.pitch, placed.pitch), (self.gap, placed.gap)):
            number.setValue(value)
        self.groups.setText("-".join(map(str, placed.groups)))
        self.rings.setChecked("showa" in placed.areas)
        if rows := self._draft.sheet.rows:
            self.row_count.setValue(rows.count)
            self.row_pitch.setValue(rows.pitch)
        self._show_rows(placed, len(field.suits) > 1)

    def _show_rows(self, placed: Placement, several_kinds: bool) -> None:
        """The entries that mean something for this way of writing."""
        textual, digits = placed.type in _TEXTUAL, placed.type == "digits"
        for one, seen in (
            (self.kind, several_kinds), (self.typeface, textual), (self.points, textual),
            (self.fit, textual and not digits), (self.align, textual),
            (self.mark, placed.type == "check"), (self.groups, digits), (self.pitch, digits),
            (self.gap, digits), (self.rings, placed.type == "era_date"), (self.row_count, placed.in_rows),
            (self.row_pitch, placed.in_rows),
        ):  # fmt: skip
            self._form.setRowVisible(one, seen)

    # -- changing ------------------------------------------------------------------------------------------------

    def _change(self, words: str, change: Callable[[Placement], Placement], merge: str = "") -> None:
        placed = self._draft.chosen_placement()
        if placed and not self._filling:
            self._draft.change_placement(words, change(placed), merge)

    def _set(self, key: str, value: Any) -> None:
        self._change(
            "書き方を変える", lambda placed: replace(placed, **{key: value}), f"set {key} {self._draft.chosen}"
        )

    def _set_choice(self, key: str, combo: QComboBox, _index: int) -> None:
        self._set(key, combo.currentData())

    def _set_side(self, side: str, value: float) -> None:
        boxes = self._draft.chosen_boxes()
        if len(boxes) == 1 and not self._filling:
            spot, box = next(iter(boxes.items()))
            self._draft.move("数値で動かす", {spot: tidy(replace(box, **{side: value}))}, f"type {side} {spot}")

    def _set_kind(self, _index: int) -> None:
        """The new way of writing begins at the place of the old one."""
        placed = self._draft.chosen_placement()
        kind = self.kind.currentData()
        if placed is None or kind == placed.type:
            return
        boxes = placed.areas.values()
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, low = max(box.right for box in boxes), max(box.bottom for box in boxes)
        field = self._draft.subject.fields[placed.field]
        cell = Box(left, top, max(right - left, 10.0), max(low - top, 4.0))
        self._draft.put(new_placement(field, placed.page, cell, kind))

    def _set_groups(self) -> None:
        groups = tuple(int(number) for number in re.findall(r"\d{1,2}", self.groups.text()))
        if groups and 0 not in groups and sum(groups) <= 40:
            self._set("groups", groups)
        else:
            self.refresh()

    def _set_rings(self) -> None:
        placed = self._draft.chosen_placement()
        if placed:
            self._draft.change("元号の書き方を変える", era_rings(self._draft.sheet, placed.field))
            self._draft.choose_field(placed.field)

    def _set_rows(self) -> None:
        if not self._filling:
            rows = Rows(self.row_count.value(), self.row_pitch.value())
            self._draft.change("表の行を変える", replace(self._draft.sheet, rows=rows), "rows")

    def remove(self) -> None:
        """The chosen fields go back to the list."""
        fields = {spot.field for spot in self._draft.chosen}
        if fields:
            self._draft.change("用紙から外す", without(self._draft.sheet, fields))
