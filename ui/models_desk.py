"""The models of this counter in the window: taken in, checked and taken away in the talk's lane."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.archive import Taking
from app.journeys.interpreting import TalkDesk
from ui.lanes import Waiting
from ui.pages.models import ModelsPage

if TYPE_CHECKING:
    from app.journeys.interpreting import Installed
    from ui.area import Services
    from ui.shell import Shell

_FILES = "モデル (*.argosmodel *.zip *.tar.xz)"
_CHECKING = "ファイルを調べて、入れています。"


class ModelsDesk(QObject):
    """Holds the page. `progressed` brings home from the lane how many bytes of how many are written."""

    progressed = Signal(object, object)  # as Python's own numbers: Qt's are too short for a large file

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame)
        self._frame, self._services = frame, services
        self._desk = TalkDesk(services.data)
        self._taking: Taking | None = None
        self.page = ModelsPage()
        self.page.file_wanted.connect(self._choose_file)
        self.page.folder_wanted.connect(self._choose_folder)
        self.page.stop_wanted.connect(self.stop)
        self.page.check_wanted.connect(self.check)
        self.page.remove_wanted.connect(self._remove)
        self.progressed.connect(self.page.show_progress)

    def show(self) -> None:
        self._frame.show_page(self.page)
        self.page.file.setFocus()
        self.check()

    def check(self) -> None:
        """Every file of every model compared with what was installed."""
        self._services.talk.run(
            self._desk.models, self.page.show_models, self._frame.say, Waiting("モデルを調べています")
        )

    def stop(self) -> None:
        if self._taking is not None:
            self._taking.cancel.set()

    def _choose_file(self, expected: str) -> None:
        name, _ = QFileDialog.getOpenFileName(self.page, "モデルのファイル", "", _FILES)
        self.install(name, expected)

    def _choose_folder(self, expected: str) -> None:
        self.install(QFileDialog.getExistingDirectory(self.page, "モデルのフォルダー"), expected)

    def install(self, name: str, expected: str) -> None:
        """Nothing chosen: nothing happens."""
        if not name:
            return
        self._taking = taking = Taking(told=self.progressed.emit)
        self.page.show_running(_CHECKING)
        do = partial(self._desk.install, Path(name), expected, taking)
        waiting = Waiting("モデルを入れています", taking.cancel.set)
        self._services.talk.run(do, self._installed, self._failed, waiting)

    def _installed(self, installed: Installed) -> None:
        self._taking = None
        self.page.show_installed(installed)
        self.check()

    def _failed(self, error: Exception) -> None:
        self._taking = None
        self.page.show_idle("")
        self._frame.say(error)
        self.check()

    def _remove(self, model: str) -> None:
        question = f"{model} をこの端末から消しますか。もう一度使うには、ファイルから入れ直します。"
        if QMessageBox.question(self.page, "モデルを消す", question) == QMessageBox.StandardButton.Yes:
            do = partial(self._desk.remove, model)
            self._services.talk.run(do, lambda _none: self.check(), self._frame.say, Waiting("消しています"))
