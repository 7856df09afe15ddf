"""What the pane of the escrow key asks for, done in the lanes: at the first start and among the pages of 保全."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app import clock
from ui.keeping.escrow_pane import EscrowPane
from ui.keeping.office_paper import asked_name, print_sheet, save_file
from ui.lanes import Waiting
from ui.words import words

if TYPE_CHECKING:
    from app.journeys.keeping import Keeper
    from ui.area import Services

_SHEET = "回復用紙.pdf"


class EscrowDesk(QObject):
    """Holds the pane. `used` brings the number of the key that is in use from now on."""

    used = Signal(str)

    def __init__(self, services: Services, keeper: Keeper, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._keeper = services, keeper
        self.pane = EscrowPane()
        self.pane.make_wanted.connect(self._make)
        self.pane.print_wanted.connect(self._print)
        self.pane.save_wanted.connect(self._save)
        self.pane.use_wanted.connect(self._use)

    def _make(self) -> None:
        do = partial(self._keeper.new_escrow, clock.today().isoformat())
        self._services.database.run(do, self.pane.show_sheet, self._failed, Waiting("鍵を作っています"))

    def _print(self) -> None:
        """On the printer of last time; it holds the private half, so nothing else ever sees it."""
        if self.pane.sheet is not None:
            print_sheet(self._services, self.pane.sheet.pdf, self._failed)

    def _save(self) -> None:
        name = asked_name(self.pane, "回復用紙を保存", _SHEET, "PDF (*.pdf)")
        if name and self.pane.sheet is not None:
            save_file(self._services, name, self.pane.sheet.pdf, self._failed)

    def _use(self, public: str) -> None:
        do = partial(self._keeper.use_escrow, public)
        self._services.database.run(do, self._used, self._failed, Waiting("鍵を登録しています"))

    def _used(self, identity: str) -> None:
        self.pane.begin()
        self.used.emit(identity)

    def _failed(self, error: Exception) -> None:
        self.pane.banner.say(words(error))
