"""The phrase editor: what the page asks for, kept in the office's journal and in files for a translator."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.files import write_file
from app.journeys.interpreting import TalkDesk
from app.translation.languages import JAPANESE
from app.translation.office import Change
from ui.talk.editor_dialogs import DifferencesDialog, NewPhraseDialog
from ui.talk.editor_page import EditorPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.translation.exchange import Difference
    from ui.area import Services
    from ui.shell import Shell

_FILTERS = {"csv": "CSV (*.csv)", "xliff": "XLIFF (*.xlf *.xliff)"}
_ENDINGS = {"csv": "csv", "xliff": "xlf"}


class PhraseEditor(QObject):
    """Holds the page; every change goes through the talk's lane, and is seen at once."""

    def __init__(self, frame: Shell, services: Services, desk: TalkDesk) -> None:
        super().__init__(frame)
        self._frame, self._services, self._desk = frame, services, desk
        self.page = EditorPage(desk.faults)
        self.page.language_chosen.connect(lambda _code: self._show())
        self.page.wanted.connect(self._keep)
        self.page.restore_wanted.connect(self._restore)
        self.page.add_wanted.connect(self._add)
        self.page.export_wanted.connect(self._choose_export)
        self.page.import_wanted.connect(self._choose_import)

    def show(self) -> None:
        """What is kept or checked is signed with the name of whoever is signed in."""
        session = self._services.counter.seat.session
        self.page.by.setText(session.name if session else "")
        self._show()
        self._frame.show_page(self.page)
        self.page.search.setFocus()

    def _show(self) -> None:
        self.page.show_language(self._desk.phrasebook, self.page.language)

    # -- changes -------------------------------------------------------------------------------------------------

    def _keep(self, phrase: str, text: str, reviewed: bool, by: str) -> None:
        self.keep([Change(phrase, self.page.language, text, by, reviewed=reviewed)])

    def _restore(self, phrase: str) -> None:
        self.keep([Change(phrase, self.page.language, "", self.page.by.text())])

    def _add(self, situation: str) -> None:
        dialog = NewPhraseDialog(situation, self._desk.told, self._frame)
        if dialog.exec():
            new, by = self._desk.phrasebook.free_id(), self.page.by.text()
            self.keep([Change(new, JAPANESE, by=by, **dialog.values)])  # type: ignore[arg-type] # side
        dialog.deleteLater()

    def keep(self, changes: Sequence[Change]) -> None:
        self._services.talk.run(partial(self._desk.keep, changes), lambda _none: self._show(), self._frame.say)

    # -- files ---------------------------------------------------------------------------------------------------

    def _choose_export(self, kind: str) -> None:
        proposed = f"phrases-{self.page.language}.{_ENDINGS[kind]}"
        name, _ = QFileDialog.getSaveFileName(self.page, "書き出す", proposed, _FILTERS[kind])
        if name:
            self.export(Path(name), kind)

    def export(self, file: Path, kind: str) -> None:
        """Of what is shown: all, or what nobody has checked."""
        content = self._desk.exported(
            self.page.language, "csv" if kind == "csv" else "xliff", unreviewed=self.page.unreviewed.isChecked()
        )
        self._services.talk.run(partial(write_file, file, content), lambda _none: None, self._frame.say)

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.page, "取り込む", "", "翻訳者のファイル (*.csv *.xlf *.xliff)")
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """What would change is shown first."""
        do = partial(self._desk.differences, self.page.language, file)
        self._services.talk.run(do, self._preview, self._frame.say)

    def _preview(self, found: Sequence[Difference]) -> None:
        self.page.banner.say("" if found else "このファイルに、いまと違う訳はありません。")
        if not found:
            return
        dialog = DifferencesDialog(found, self._desk.told, self.page.text.font(), self._frame)
        taken = dialog.taken if dialog.exec() else []
        dialog.deleteLater()
        by = self.page.by.text()
        if taken:
            self.keep([Change(one.phrase, self.page.language, one.after, by) for one in taken])
