"""Small questions: which form a new blank is for, and from when a version is valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.partial_date import PartialDate
from ui.dates import both_calendars, read_date
from ui.widgets.basics import Banner, button, label


@dataclass(frozen=True)
class About:
    """What a version is called, when it is valid, and by whom it was made."""

    form: str
    name: str
    since: date
    until: date | None
    made_by: str


class AboutDialog(QDialog):
    """Asks for everything of `About`; `form` can be chosen where `forms` has several."""

    def __init__(self, parent: QWidget, forms: Mapping[str, str], about: About, words: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setMinimumWidth(520)
        self.answer: About | None = None
        self.form = QComboBox()
        for identity, name in forms.items():
            self.form.addItem(name, identity)
        self.form.setCurrentIndex(max(0, self.form.findData(about.form)))
        self.form.setEnabled(len(forms) > 1)
        self.name, self.made_by = QLineEdit(about.name), QLineEdit(about.made_by)
        self.since = QLineEdit(about.since.isoformat())
        self.until = QLineEdit(about.until.isoformat() if about.until else "")
        self.endless = QCheckBox("終わりの日を決めない")
        self.endless.setChecked(about.until is None)
        self.banner = Banner()
        self._read = {"since": label("", "quiet"), "until": label("", "quiet")}
        self.ok = button(words, primary=True)
        self._lay_out()
        self._connect()
        self._explain()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(12)
        column.addWidget(self.banner)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for name, one, below in (
            ("書類", self.form, None), ("版の名前", self.name, None), ("適用の始まり", self.since, self._read["since"]),
            ("適用の終わり", self.until, self._read["until"]), ("", self.endless, None), ("作成者", self.made_by, None),
        ):  # fmt: skip
            one.setAccessibleName(name or "終わりの日を決めない")
            form.addRow(label(name), one)
            if below:
                form.addRow("", below)
        self.name.setPlaceholderText("例 住民異動届（令和9年4月様式）")
        self.made_by.setPlaceholderText("例 窓口課 住民異動係")
        column.addLayout(form)
        line = QHBoxLayout()
        line.addStretch()
        cancel = button("やめる")
        cancel.clicked.connect(self.reject)
        line.addWidget(cancel)
        line.addWidget(self.ok)
        column.addLayout(line)

    def _connect(self) -> None:
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        self.since.textChanged.connect(lambda _text: self._explain())
        self.until.textChanged.connect(lambda _text: self._explain())
        self.endless.toggled.connect(lambda _on: self._explain())

    def _explain(self) -> None:
        self.until.setEnabled(not self.endless.isChecked())
        for key, entry in (("since", self.since), ("until", self.until)):
            day = _day(entry.text())
            self._read[key].setText(both_calendars(PartialDate.of(day)) if day and entry.isEnabled() else "")

    def accept(self) -> None:
        """Only with everything that is needed; what is missing is said."""
        since, until = _day(self.since.text()), None if self.endless.isChecked() else _day(self.until.text())
        if not self.name.text().strip() or not self.made_by.text().strip():
            self.banner.say("版の名前と作成者を入力してください。")
        elif since is None or (until is None and not self.endless.isChecked()):
            self.banner.say("適用の日付を読めません。例 2027-04-01、R9.4.1")
        elif until and until < since:
            self.banner.say("適用の終わりの日が、始まりの日より前です。")
        else:
            form = str(self.form.currentData())
            self.answer = About(form, self.name.text().strip(), since, until, self.made_by.text().strip())
            super().accept()


def _day(text: str) -> date | None:
    read = read_date(text)
    return read.exact() if read else None
