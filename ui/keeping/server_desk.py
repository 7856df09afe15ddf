"""What the page of the ward's server asks for, done in the database's lane."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.journeys.many_counters import ManyCounters
from app.settings import ServerAddress
from ui.keeping.server_page import ServerPage
from ui.lanes import Waiting

if TYPE_CHECKING:
    from app.journeys.many_counters import Joined
    from app.paths import DataFolder
    from ui.area import Services
    from ui.shell import Shell


class ServerDesk(QObject):
    """Holds the page. What is joined or left is worn by the window at once."""

    def __init__(self, frame: Shell, services: Services, data: DataFolder) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._counters = ManyCounters(services.counter, data)
        self.page = ServerPage()
        self.page.join_wanted.connect(self._join)
        self.page.test_wanted.connect(self._test)
        self.page.leave_wanted.connect(self._leave)

    def show(self) -> None:
        self.page.begin()
        self._frame.show_page(self.page)
        self._look()

    def _look(self) -> None:
        self._services.database.run(self._counters.status, self.page.show_status, self._frame.say)

    def _join(self, file: Path, letters: str) -> None:
        do = partial(self._counters.join, file, letters)
        self._services.database.run(do, self._joined, self._frame.say, Waiting("サーバーに参加しています"))

    def _joined(self, joined: Joined) -> None:
        self.page.begin()
        self.page.show_phrase(joined.phrase)
        self._wear(joined.address)

    def _leave(self) -> None:
        self._services.database.run(self._counters.leave, lambda _none: self._wear(ServerAddress()), self._frame.say)

    def _wear(self, address: ServerAddress) -> None:
        self._services.preferences.change(self._services.database, self._frame.say, server=address)
        self._frame.server_changed.emit()
        self._look()

    def _test(self) -> None:
        told = "○ サーバーにつながり、証明書も確かめました。"
        self._services.database.run(
            self._counters.test, lambda _none: self.page.tell(told), self._frame.say, Waiting("接続を試しています")
        )
