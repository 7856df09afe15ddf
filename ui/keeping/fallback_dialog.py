"""使えないときの備え: the page of procedure and empty forms, to print and keep at every counter (facts 1.7)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.widgets.basics import Banner, button, label, row
from ui.widgets.dialog import Dialog


class FallbackDialog(Dialog):
    """`wanted` brings which forms (the procedure is always on top) and whether they go into a file."""

    wanted = Signal(object, bool)

    def __init__(self, forms: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("使えないときの備え", "印刷する", parent, no="閉じる")
        told = "停電や故障のときに紙で受け付けるための、手順と用紙です。様式を変えたら、もう一度印刷してください。"
        self.column.addWidget(label(told, wrap=True))
        self.banner = Banner()
        self.column.addWidget(self.banner)
        self.list = QListWidget()
        self.list.setAccessibleName("印刷する用紙")
        self.list.setMinimumHeight(240)
        self.list.setProperty("tight", True)
        for form, name in forms.items():
            one = QListWidgetItem(name)
            one.setData(Qt.ItemDataRole.UserRole, form)
            one.setCheckState(Qt.CheckState.Checked)
            one.setSizeHint(QSize(0, theme.px(34)))  # the style's padding does not count where there is a tick
            self.list.addItem(one)
        self.column.addWidget(self.list, 1)
        self.all, self.none = button("すべて選ぶ"), button("すべて外す")
        self.all.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.save = button("PDFで保存…")
        self.save.clicked.connect(lambda: self.wanted.emit(self.chosen, True))
        line = row(self.all, self.none, self.save)
        line.addStretch()
        self.column.addLayout(line)
        self.yes.clicked.disconnect(self.accept)
        self.yes.clicked.connect(lambda: self.wanted.emit(self.chosen, False))
        self.finish()

    @property
    def chosen(self) -> tuple[str, ...]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(one.data(Qt.ItemDataRole.UserRole) for one in items if one.checkState() is Qt.CheckState.Checked)

    def _tick(self, state: Qt.CheckState) -> None:
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(state)
