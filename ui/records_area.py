"""受付の記録 (F8): receptions searched, passed on, printed again; what corrections have changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox

from app.journeys.records import RecordDesk, sections
from ui import theme
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.pages.records import RecordsPage
from ui.shell import Shell
from ui.widgets.printers import printer_names

if TYPE_CHECKING:
    from app.journeys.disclosure import Disclosed
    from app.journeys.records import Colleague, Correction
    from models.reception import ReceptionSummary
    from models.records import Found, Move, Passage, RecordQuery
    from models.sheet import Bundle

_LARGE = (1100, 700)  # pixels at 100 %


class RecordsArea(Area):
    """One page; what is opened goes on in the area of receptions."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = RecordDesk(services.counter)
        self._asked: RecordQuery | None = None
        self._next: int | None = None
        self.page = RecordsPage(services.counter.seat.session, services.preferences.settings.section)
        self.page.find_wanted.connect(self._find)
        self.page.more_wanted.connect(self._more)
        self.page.chosen_wanted.connect(self._history)
        self.page.open_wanted.connect(self._open)
        self.page.move_wanted.connect(self._move)
        self.page.reprint_wanted.connect(self._reprint)
        self.page.corrections_wanted.connect(self._corrections)
        self.page.disclosure_wanted.connect(self._disclose)

    def begin(self) -> None:
        self.show(self.page)
        self.page.list.search.setFocus()
        self.page.ask()

    def leave(self) -> None:
        self._asked = None
        self.page.forget()

    def search(self) -> None:
        self.page.list.search.setFocus()

    # -- finding -------------------------------------------------------------------------------------------------

    def _find(self, query: RecordQuery) -> None:
        self._asked = query
        self.services.database.run(partial(self.desk.find, query), partial(self._found, query), self.frame.say)

    def _found(self, query: RecordQuery, found: Found) -> None:
        """Unless something else is asked by now."""
        if query is self._asked:
            self._next = found.next
            self.page.show_found(found)

    def _more(self) -> None:
        query, place = self._asked, self._next
        if query is not None and place is not None:
            do = partial(self.desk.find, query, place)
            self.services.database.run(do, partial(self._found_more, query), self.frame.say)

    def _found_more(self, query: RecordQuery, found: Found) -> None:
        if query is self._asked:
            self._next = found.next
            self.page.add_found(found)

    def _history(self, one: ReceptionSummary) -> None:
        done = partial(self.page.show_history, one)
        self.services.database.run(partial(self.desk.history, one.id), done, self.frame.say)

    def _open(self, reception: UUID | None) -> None:
        if reception is not None:
            self.reception_wanted.emit(reception)

    # -- passing on ----------------------------------------------------------------------------------------------

    def _move(self, one: ReceptionSummary | None) -> None:
        if one is not None:
            self.services.database.run(self.desk.colleagues, partial(self._ask_move, one), self.frame.say)

    def _ask_move(self, one: ReceptionSummary, colleagues: Sequence[Colleague]) -> None:
        from ui.widgets.move_dialog import MoveDialog

        dialog = MoveDialog(one, sections(), colleagues, self.frame)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._make(one, dialog.wish)
        dialog.deleteLater()

    def _make(self, one: ReceptionSummary, move: Move) -> None:
        self.services.database.run(partial(self.desk.move, one.id, move), self._moved, self.frame.say)

    def _moved(self, _made: Passage) -> None:
        self.page.banner.say("")
        self.page.ask()

    # -- again ---------------------------------------------------------------------------------------------------

    def _reprint(self, one: ReceptionSummary | None) -> None:
        if one is None:
            return
        why, said = QInputDialog.getText(self.frame, "再発行", "再発行する理由（証跡に残ります）")
        if said:
            waiting = Waiting("書類を作っています")
            done = partial(self._show_again, one)
            self.services.paper.run(partial(self.desk.reprint, one.id, why), done, self.frame.say, waiting)

    def _show_again(self, one: ReceptionSummary, bundle: Bundle) -> None:
        from ui.widgets.again import AgainDialog

        dialog = AgainDialog(one, bundle, self.frame)
        dialog.resize(*map(theme.px, _LARGE))
        dialog.print_wanted.connect(partial(self._print_again, one, bundle))
        remembered = self.services.preferences.settings.printer
        show = partial(dialog.show_printers, remembered)
        self.services.paper.run(printer_names, show, self.frame.say)
        dialog.exec()
        dialog.view.forget()
        dialog.deleteLater()

    def _print_again(self, one: ReceptionSummary, bundle: Bundle, printer: str) -> None:
        from ui.records import print_kept

        forms = tuple(sheet.form for sheet in bundle.sheets)
        do = partial(print_kept, self.services.counter, one.id, forms, printer, bundle.pdf)
        self.services.paper.run(do, _nothing, self.frame.say, Waiting("印刷しています"))

    def _corrections(self, one: ReceptionSummary | None) -> None:
        if one is not None:
            done = partial(self._show_corrections, one)
            self.services.database.run(partial(self.desk.corrections, one.id), done, self.frame.say)

    def _show_corrections(self, one: ReceptionSummary, found: Sequence[Correction]) -> None:
        from ui.widgets.again import CorrectionsDialog

        dialog = CorrectionsDialog(one, found, self.frame)
        dialog.resize(*map(theme.px, _LARGE))
        dialog.exec()
        dialog.deleteLater()

    # -- disclosure ----------------------------------------------------------------------------------------------

    def _disclose(self) -> None:
        from app.journeys.disclosure import Disclosure
        from ui.access.approval import supervised
        from ui.widgets.disclosure_dialog import DisclosureDialog

        dialog = DisclosureDialog(self.frame)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        person, purpose = dialog.person, dialog.purpose.value()
        dialog.deleteLater()
        folder = QFileDialog.getExistingDirectory(self.frame, "資料を入れるフォルダー") if accepted else ""
        if folder and person is not None:
            make = partial(Disclosure(self.services.counter).make, person, purpose, Path(folder))
            supervised(self.frame, self.services, make, self._disclosed)

    def _disclosed(self, made: Disclosed) -> None:
        found = f"受付 {made.receptions}件、申告 {made.filings}件、税の抽出データ {made.office_rows}行"
        words = f"{found}を {made.paper.name} に書き出しました。"
        QMessageBox.information(self.frame, "開示請求の資料", words)


def _nothing(_outcome: object) -> None:
    """The paper itself tells."""
