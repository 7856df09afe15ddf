"""支援措置: what is held back, and a supervisor's deliberate way to release it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from models.procedure import Plan
from models.reception import Release
from ui.widgets.basics import button, clear, label, row
from ui.widgets.dialog import Dialog

_HELD = "支援措置: 新しい住所が表れる書類{count}件の表示・印刷・引継ぎを止めています。"
_RELEASED = "支援措置: 責任者（{by}）が解除しました。理由: {reason}"


class AddressLock(QFrame):
    """Hidden where nothing is protected. `release_wanted` brings the reason."""

    release_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("banner", "lock")
        self._column = QVBoxLayout(self)
        self.hide()

    def show_plan(self, plan: Plan | None, release: Release | None) -> None:
        clear(self._column)
        held = plan.held_back if plan else ()
        self.setVisible(bool(held))
        if release is not None:
            self._column.addWidget(label(_RELEASED.format(by=release.by, reason=release.reason), wrap=True))
        elif held:
            self._column.addLayout(self._held(len(held)))

    def _held(self, count: int) -> QVBoxLayout:
        self.open = button("責任者が解除する…")
        self.open.clicked.connect(self._ask)
        column = QVBoxLayout()
        column.addLayout(row(label(_HELD.format(count=count), wrap=True), self.open, stretch=0))
        return column

    def _ask(self) -> None:
        dialog = ReleaseDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.release_wanted.emit(dialog.reason.text())


class ReleaseDialog(Dialog):
    """Why the address is released: kept with the reception beside who did it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("支援措置の解除", "解除する", parent)
        self.reason = QLineEdit()
        column = self.column
        column.addWidget(label("住所が表れる書類を作れるようにします。"))
        column.addWidget(label("解除できるのは責任者だけです。"))
        self.reason.setAccessibleName("解除する理由")
        self.reason.textChanged.connect(self._check)
        column.addWidget(label("解除する理由"))
        column.addWidget(self.reason)
        column.addWidget(
            label(
                "責任者の氏名・理由・時刻は、この受付の記録に残ります。入力を直すと、もう一度止まります。",
                "quiet",
                wrap=True,
            )
        )
        self.finish()
        self._check()

    def _check(self) -> None:
        self.yes.setEnabled(bool(self.reason.text().strip()))
