"""表示と機器: how the screen looks on this counter, and which reader and printer it uses."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from app.access.guard import may
from ui.area import Area, Services
from ui.lanes import Waiting
from ui.pages.settings import SettingsPage
from ui.shell import Shell
from ui.widgets.printers import printer_names

if TYPE_CHECKING:
    from models.card import Readers
    from ui.models_desk import ModelsDesk
    from ui.voice.settings_desk import VoiceSettings


class SettingsArea(Area):
    """Every change is worn at once and kept."""

    def __init__(self, frame: Shell, services: Services) -> None:
        super().__init__(frame, services)
        self.page = SettingsPage()
        self.page.wanted.connect(self._change)
        self.page.guarded_wanted.connect(self._change_guarded)
        self.page.models_wanted.connect(self._show_models)
        self.page.password_wanted.connect(self._change_password)
        self.page.voices_wanted.connect(self._show_voices)
        services.preferences.changed.connect(self._show_settings)
        services.card.readers_seen.connect(self._show_readers)

    @cached_property
    def models(self) -> ModelsDesk:
        """The page of the models, made when it is first wanted."""
        from ui.models_desk import ModelsDesk

        return ModelsDesk(self.frame, self.services)

    @cached_property
    def voices(self) -> VoiceSettings:
        """The page of microphone, voices and interpreters, made when it is first wanted."""
        from ui.voice.settings_desk import VoiceSettings

        return VoiceSettings(self.frame, self.services)

    def _show_models(self) -> None:
        self.models.show()

    def _show_voices(self) -> None:
        self.voices.show()

    def go_back(self) -> None:
        """From a page behind the settings to them, from there home."""
        if self.frame.page() is self.page:
            super().go_back()
        else:
            if "voices" in vars(self):
                self.voices.leave()
            self.begin()

    def leave(self) -> None:
        """What is being taken in is given up: nothing of it stays. Nobody is heard any more."""
        if "models" in vars(self):
            self.models.stop()
        if "voices" in vars(self):
            self.voices.leave()

    def begin(self) -> None:
        self.page.show_faults(self.services.preferences.problems)
        self.page.tell("")
        self._show_readers(self.services.card.readers)
        self._show_settings()
        session = self.services.counter.seat.session
        self.page.show_rights(
            person=session is not None and session.user is not None,
            administrator=may("keeping.Keeper.allow_settings", session),
        )
        self.show(self.page)
        self.services.paper.run(
            printer_names, self.page.show_printers, self.frame.say, Waiting("プリンターを調べています")
        )

    def _show_readers(self, readers: Readers) -> None:
        """None while the service is away."""
        self.page.show_readers(readers or ())

    def _show_settings(self) -> None:
        self.page.show_settings(self.services.preferences.settings)

    def _change_guarded(self, values: dict[str, Any]) -> None:
        """Whoever may; the trail says what was changed."""
        from app.journeys.keeping import Keeper

        keeper = Keeper(self.services.counter, self.services.folder)
        self.services.database.run(
            partial(keeper.allow_settings, *values), lambda _none: self._change(values), self._not_allowed
        )

    def _not_allowed(self, error: Exception) -> None:
        self._show_settings()
        self.frame.say(error)

    def _change_password(self) -> None:
        from app.journeys.signing_in import SigningIn
        from ui.access.dialogs import NewPasswordDialog

        dialog = NewPasswordDialog(self.services.database, SigningIn(self.services.counter), self.frame)
        dialog.passed.connect(lambda _none: self.page.tell("パスワードを変更しました。"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, values: dict[str, Any]) -> None:
        self.services.preferences.change(self.services.database, self.frame.say, **values)
