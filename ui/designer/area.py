"""The area of the ward's own forms: the list, the designer, and the ways between them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.paths import DataFolder
from forms.overlay.arrange import placed_by_name
from ui.area import Area, Services
from ui.designer.designer_page import DesignerPage
from ui.designer.desk import Desk, Opened, today
from ui.designer.dialogs import About, AboutDialog
from ui.designer.home_page import HomePage, Listed, names
from ui.designer.words import REMOVED
from ui.lanes import Waiting
from ui.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.overlay.definition import OfficeSheet
    from forms.overlay.library import Version

_EXAMINING = Waiting("PDFを調べています")
_PDF, _ZIP = "PDF (*.pdf)", "様式のファイル (*.zip)"


def _nothing(_result: object) -> None:
    """Done, and nothing to say."""


class FormsArea(Area):
    """Every call of the service runs in the paper lane; what fails is said on the page that stands."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.home, self.designer = HomePage(), DesignerPage(services.paper)
        self.desk = Desk(services.counter.forms_folder() or DataFolder.chosen().forms)
        self._listed: Sequence[Listed] = ()
        self.home.new_wanted.connect(self._ask_new)
        self.home.open_wanted.connect(self._open)
        self.home.copy_wanted.connect(self._ask_copy)
        self.home.compare_wanted.connect(self._compare)
        self.home.export_wanted.connect(self._ask_export)
        self.home.import_wanted.connect(self._ask_import)
        self.designer.save_wanted.connect(self._ask_save)
        self.designer.trial.failed.connect(self.frame.say)

    # -- ways ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self._show_home()
        self.services.paper.run(self.desk.draft, self._resume_draft, self.frame.say)

    def _show_home(self) -> None:
        self.home.banner.say("")
        self.home.say("")
        self.show(self.home)
        self._list()

    def _resume_draft(self, opened: Opened | None) -> None:
        """What was left without being saved goes on where it was."""
        if opened and self.frame.page() is self.home:
            self._opened(opened, saved=False)
            self.designer.banner.say(
                "保存していなかった続きを開きました。版にするには保存、要らなければ「戻る」で捨てます。"
            )

    def go_back(self) -> None:
        """From the designer to the list, not without a word about what is not saved; from the list home."""
        if self.frame.page() is not self.designer:
            self.home_wanted.emit()
        elif self.designer.draft.chosen:
            self.designer.draft.choose(())
        elif not self.designer.unsaved or self._may_lose():
            self.designer.leave()
            self.services.paper.run(self.desk.drop_draft, _nothing, self.frame.say)
            self._show_home()

    def leave(self) -> None:
        """What is not saved is kept as a draft."""
        self.designer.leave()
        if self.frame.page() is self.designer and self.designer.unsaved:
            draft = self.designer.draft
            work = partial(self.desk.keep_draft, draft.sheet, draft.subject.blank.pdf)
            self.services.paper.run(work, _nothing, self.frame.say)

    def _may_lose(self) -> bool:
        asked = QMessageBox.question(
            self.designer, "保存していません", "保存していない変更があります。変更を捨てて一覧に戻りますか。"
        )
        return asked == QMessageBox.StandardButton.Yes

    def _list(self, then: tuple[str, str] | None = None) -> None:
        def show(listed: Sequence[Listed]) -> None:
            self._listed = listed
            self.home.show_forms(listed, today())
            if then:
                self.home.choose(*then)

        self.services.paper.run(self.desk.listed, show, self.frame.say)

    # -- a new version, an old one -------------------------------------------------------------------------------

    def _ask_new(self, form: str) -> None:
        file, _ = QFileDialog.getOpenFileName(self.home, "様式のPDFを選ぶ", "", _PDF)
        if not file:
            return
        name = names(self._listed)[form]
        about = self._ask_about(names(self._listed), About(form, name, today(), None, ""), "作り始める")
        if about:
            self.take_pdf(Path(file), about)

    def take_pdf(self, file: Path, about: About) -> None:
        """Examine a PDF and open the designer on it."""
        opened = partial(self._opened, saved=False)
        self.services.paper.run(partial(self.desk.begin, file, about), opened, self.frame.say, _EXAMINING)

    def _open(self, form: str, version: str) -> None:
        self.services.paper.run(partial(self.desk.open, form, version), self._opened, self.frame.say, _EXAMINING)

    def _opened(self, opened: Opened, *, saved: bool = True) -> None:
        self.designer.open(opened.sheet, opened.subject, opened.households, saved=saved)
        self.show(self.designer)
        draft = self.designer.draft
        named = placed_by_name(draft.sheet, draft.subject.fields, opened.subject.blank.hints)
        draft.change("PDFの入力欄に置く", named)
        if opened.removed:
            words = "、".join(REMOVED[one] for one in opened.removed)
            self.designer.banner.say(f"安全のため、PDFから取り除きました: {words}。紙に印刷される部分は変わりません。")

    def _ask_about(self, forms: Mapping[str, str], about: About, words: str) -> About | None:
        dialog = AboutDialog(self.frame, forms, about, words)
        dialog.exec()
        return dialog.answer

    # -- saving --------------------------------------------------------------------------------------------------

    def _ask_save(self) -> None:
        """What the version is called and when it is valid is asked at each save: a date is changed at sight."""
        sheet = self.designer.draft.sheet
        forms = {sheet.form: names(self._listed).get(sheet.form, sheet.form)}
        about = self._ask_about(
            forms, About(sheet.form, sheet.name, sheet.since, sheet.until, sheet.made_by), "保存する"
        )
        if about:
            self.save(about)

    def save(self, about: About) -> None:
        sheet = replace(
            self.designer.draft.sheet, name=about.name, since=about.since, until=about.until, made_by=about.made_by
        )
        blank = self.designer.draft.subject.blank.pdf
        self.services.paper.run(partial(self.desk.save, sheet, blank), self._saved, self._not_saved)

    def _saved(self, sheet: OfficeSheet) -> None:
        self.designer.banner.say("")
        self.designer.saved(sheet)
        self.frame.saved.setText("様式を保存しました")
        self.services.paper.run(self.desk.drop_draft, _nothing, self.frame.say)

    def _not_saved(self, error: Exception) -> None:
        from app.errors import InvalidInput

        if isinstance(error, InvalidInput):
            self.designer.banner.say(
                "まだ保存していません。下に示した直すところを直してから、もう一度保存してください。"
            )
        else:
            self.frame.say(error)

    # -- copies and files ----------------------------------------------------------------------------------------

    def _ask_copy(self, form: str, version: str) -> None:
        sheet = next(one.sheet for one in self._all() if (one.form, one.version) == (form, version))
        if sheet:
            before = About(form, f"{sheet.name}の写し", today(), None, sheet.made_by)
            about = self._ask_about({form: names(self._listed)[form]}, before, "複製する")
            if about:
                work = partial(self.desk.copy, form, version, about)
                self.services.paper.run(work, partial(self._done, "複製しました。"), self.frame.say)

    def _all(self) -> list[Version]:
        return [one for listed in self._listed for one in listed.versions]

    def _done(self, words: str, key: tuple[str, str]) -> None:
        self.home.banner.say("")
        self.home.say(words)
        self._list(key)

    def _compare(self, form: str, version: str) -> None:
        self.services.paper.run(partial(self.desk.compare, form, version), self.home.say, self.frame.say)

    def _ask_export(self, form: str, version: str) -> None:
        name = f"{form}-{version}.zip"
        file, _ = QFileDialog.getSaveFileName(self.home, "様式を書き出す", name, _ZIP)
        if file:
            work = partial(self.desk.export, form, version, Path(file))
            self.services.paper.run(work, lambda path: self.home.say(f"{path.name} に書き出しました。"), self.frame.say)

    def _ask_import(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.home, "様式のファイルを選ぶ", "", _ZIP)
        if file:
            self.take_file(Path(file))

    def take_file(self, file: Path) -> None:
        """Check a version's file and keep it."""
        work = partial(self.desk.take, file)
        self.services.paper.run(work, partial(self._done, "取り込みました。"), self.frame.say, _EXAMINING)
