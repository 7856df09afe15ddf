"""保全: the administrator's care for this counter, from its health to its backups, keys and updates."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from app.journeys.health import checks
from app.journeys.keeping import Keeper, fallback_set
from ui.area import Area, Services
from ui.keeping.backups_page import BackupsPage
from ui.keeping.health_page import HealthPage
from ui.keeping.office_paper import BACKUPS, asked_name, print_sheet, save_file
from ui.lanes import Waiting
from ui.shell import Shell
from ui.words import words

if TYPE_CHECKING:
    from app.storage.backup_file import Contents
    from app.storage.backup_log import Try
    from app.storage.backup_plan import Kept
    from ui.keeping.escrow_desk import EscrowDesk
    from ui.keeping.keys_page import KeysPage
    from ui.keeping.server_desk import ServerDesk
    from ui.keeping.updates_desk import UpdatesDesk


class KeepingArea(Area):
    """The health page is its home; the others lie behind it."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self._data = services.folder
        self.keeper = Keeper(services.counter, self._data)
        self.page = HealthPage()
        self.page.again_wanted.connect(self.examine)
        self.page.wanted.connect(self._open)

    # -- health ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self.show(self.page)
        self.examine()

    def examine(self) -> None:
        """Every check anew; in the paper lane, because printers may be slow to answer."""
        self.services.paper.run(
            lambda: list(checks(self._data)), self.page.show_checks, self.frame.say, Waiting("調べています")
        )

    def go_back(self) -> None:
        """From a page to the health page, from there home."""
        if self.frame.page() is self.page:
            super().go_back()
        else:
            self._give_up()
            self.begin()

    def leave(self) -> None:
        self.page.leave()
        self._give_up()

    def _open(self, name: str) -> None:
        ways: dict[str, Callable[[], None]] = {
            "backups": self.show_backups, "keys": self.show_keys, "updates": self.show_updates,
            "server": self.show_server,
            "fallback": self.ask_fallback,
            "support": self.show_support,
        }  # fmt: skip
        ways[name]()

    # -- backups ---------------------------------------------------------------------------------------------------

    @cached_property
    def backups(self) -> BackupsPage:
        page = BackupsPage()
        page.make_wanted.connect(self._make)
        page.deed_wanted.connect(self._do)
        page.other_wanted.connect(self._restore_other)
        page.folder_wanted.connect(self._choose_folder)
        page.changed.connect(self._change)
        return page

    def show_backups(self) -> None:
        self.backups.tell("")
        self.backups.show_settings(self.services.preferences.settings)
        self.show(self.backups)
        self._list()

    def _list(self, _done: object = None) -> None:
        self._run(partial(_listed, self.keeper), lambda found: self.backups.show_backups(*found), "一覧を読んでいます")

    def _make(self) -> None:
        def made(_contents: Contents) -> None:
            self.backups.tell("バックアップを作り、開いて確かめました。")
            self._list()

        self._run(self.keeper.make_now, made, "バックアップを作っています")

    def _do(self, deed: str, file: Path) -> None:
        if deed == "check":
            self._run(partial(self.keeper.check, file), self._checked, "確かめています")
        else:
            self._restore(file, rehearsal=deed == "rehearse")

    def _checked(self, contents: Contents) -> None:
        rows = contents.rows
        self.backups.tell(
            f"開いて確かめました。受付 {rows.get('reception', 0):,}件、申告 {rows.get('filing', 0):,}件です。"
        )
        self._list()

    def _restore_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.backups, "復元するバックアップ", "", BACKUPS)
        if name:
            self._restore(Path(name))

    def _restore(self, file: Path, *, rehearsal: bool = False) -> None:
        from ui.keeping.restore_dialog import RestoreDialog

        dialog = RestoreDialog(self.services.database, self.keeper, file, self.frame, rehearsal=rehearsal)
        dialog.rehearsed.connect(self._list)
        done: list[bool] = []
        dialog.restored.connect(lambda: done.append(True))
        dialog.exec()
        dialog.deleteLater()
        if done:
            self.frame.sign_out.click()

    def _choose_folder(self, key: str) -> None:
        folder = QFileDialog.getExistingDirectory(self.backups, "バックアップの保存先")
        if folder:
            self._change({key: folder})

    def _change(self, values: dict[str, Any]) -> None:
        """Whoever may; then worn at once, and kept."""

        def allowed(_nothing: None) -> None:
            self.services.preferences.change(self.services.database, self.frame.say, **values)
            self.backups.show_settings(self.services.preferences.settings)
            self._list()

        self.services.database.run(partial(self.keeper.allow_settings, *values), allowed, self.frame.say)

    # -- keys ------------------------------------------------------------------------------------------------------

    @cached_property
    def escrow(self) -> EscrowDesk:
        from ui.keeping.escrow_desk import EscrowDesk

        desk = EscrowDesk(self.services, self.keeper, self)
        desk.used.connect(self._escrowed)
        return desk

    @cached_property
    def keys(self) -> KeysPage:
        from ui.keeping.keys_page import KeysPage

        page = KeysPage(self.escrow.pane)
        page.rotate_wanted.connect(self._rotate)
        page.save_wanted.connect(self._save_public)
        return page

    def show_keys(self) -> None:
        self.escrow.pane.begin()
        self.show(self.keys)
        self._run(self.keeper.escrow, self.keys.show_escrow, "鍵を調べています")

    def _escrowed(self, _identity: str) -> None:
        self._run(self.keeper.escrow, self.keys.show_escrow, "鍵を調べています")

    def _rotate(self) -> None:
        self._run(
            self.keeper.rotate, lambda _none: self.keys.tell("この端末の鍵を包み直しました。"), "包み直しています"
        )

    def _save_public(self, text: str) -> None:
        name = asked_name(self.keys, "公開鍵を保存", "madoguchi-public-key.txt", "公開鍵 (*.txt)")
        if name:
            save_file(self.services, name, f"{text}\n".encode(), self.frame.say)

    def _give_up(self) -> None:
        """A sheet that is being made, an update that is being looked at."""
        if "escrow" in vars(self):
            self.escrow.pane.begin()
        if "updates" in vars(self):
            self.updates.stop()
        if "server" in vars(self):
            self.server.page.begin()

    # -- updates ---------------------------------------------------------------------------------------------------

    @cached_property
    def updates(self) -> UpdatesDesk:
        from ui.keeping.updates_desk import UpdatesDesk

        return UpdatesDesk(self.frame, self.services, self._data)

    def show_updates(self) -> None:
        self.updates.show()

    # -- the ward's server -----------------------------------------------------------------------------------------

    @cached_property
    def server(self) -> ServerDesk:
        from ui.keeping.server_desk import ServerDesk

        return ServerDesk(self.frame, self.services, self._data)

    def show_server(self) -> None:
        self.server.show()

    # -- paper and support -----------------------------------------------------------------------------------------

    def ask_fallback(self) -> None:
        from app.journeys.paper import available_forms
        from ui.keeping.fallback_dialog import FallbackDialog

        dialog = FallbackDialog(available_forms(), self.frame)

        def failed(error: Exception) -> None:
            dialog.banner.say(words(error))

        def wanted(forms: tuple[str, ...], to_file: bool) -> None:
            dialog.banner.say("")
            name = (
                asked_name(dialog, "使えないときの備えを保存", "madoguchi-fallback.pdf", "PDF (*.pdf)")
                if to_file
                else ""
            )
            if to_file and not name:
                return
            made = partial(save_file, self.services, name) if to_file else partial(print_sheet, self.services)
            self.services.paper.run(
                partial(fallback_set, forms, self._data.forms), lambda pdf: made(pdf, failed), failed,
                Waiting("用紙を作っています"),
            )  # fmt: skip

        dialog.wanted.connect(wanted)
        dialog.exec()
        dialog.deleteLater()

    def show_support(self) -> None:
        from app.journeys.support import support_facts

        do = partial(support_facts, self._data)
        self.services.paper.run(do, self._show_support, self.frame.say, Waiting("集めています"))

    def _show_support(self, facts: object) -> None:
        from ui.keeping.support_dialog import SupportDialog

        dialog = SupportDialog(json.dumps(facts, ensure_ascii=False, indent=1), self.frame)

        def save(text: str) -> None:
            name = asked_name(dialog, "問い合わせ用の情報を保存", "madoguchi-support.json", "JSON (*.json)")
            if name:
                save_file(self.services, name, text.encode(), lambda error: dialog.banner.say(words(error)))
                dialog.accept()

        dialog.save_wanted.connect(save)
        dialog.exec()
        dialog.deleteLater()

    def _run(self, do: Callable[[], Any], done: Callable[..., None], told: str) -> None:
        self.services.database.run(do, done, self.frame.say, Waiting(told))


def _listed(keeper: Keeper) -> tuple[tuple[Kept, ...], list[Try]]:
    return keeper.kept(), keeper.tries()
