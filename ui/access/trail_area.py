"""証跡: the auditor's search through who did what, the check of the chain, and its signed export."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.journeys.auditing import Auditing, Exported
from ui.access.trail_page import TrailPage
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.shell import Shell

if TYPE_CHECKING:
    from models.audit import TrailQuery


class TrailArea(Area):
    """One page; the desk behind it notes what the auditor does."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.desk = Auditing(services.counter)
        self.page = TrailPage()
        self.page.find_wanted.connect(self._find)
        self.page.verify_wanted.connect(self._verify)
        self.page.export_wanted.connect(self._export)

    def begin(self) -> None:
        self.show(self.page)
        self.page.ask()

    def leave(self) -> None:
        self.page.forget()

    def _find(self, query: TrailQuery) -> None:
        self.services.database.run(
            partial(self.desk.find, query), self.page.show_entries, self.frame.say, Waiting("さがしています")
        )

    def _verify(self) -> None:
        self.services.database.run(
            self.desk.verify, self.page.show_verdict, self.frame.say, Waiting("証跡を調べています")
        )

    def _export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.frame, "証跡を書き出すフォルダー")
        if folder:
            self.services.database.run(
                partial(self.desk.export, Path(folder)), self._exported, self.frame.say, Waiting("書き出しています")
            )

    def _exported(self, made: Exported) -> None:
        self.page.tell(f"{made.entries:,}件を {made.trail.name} に署名つきで書き出しました。")
