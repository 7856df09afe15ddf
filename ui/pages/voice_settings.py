"""マイク・読み上げ・電話通訳: what hears and speaks at this counter, each to be tried; who interprets by telephone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QProgressBar

from app.settings import SPEEDS, Settings
from ui import theme
from ui.pages.page import Page
from ui.widgets.basics import button, card, label, row
from ui.widgets.choices import Choice, Names

if TYPE_CHECKING:
    from app.speech.sound import Level

_SPEEDS = {70: "ゆっくり", 85: "少しゆっくり", 100: "ふつう", 115: "少し速く", 130: "速く"}
_EXAMPLE = "例）03-0000-0000　英語・中国語・ベトナム語　平日 8時30分〜17時"
_TRY_MICROPHONE, _STOP = "マイクを試す", "やめる"
_LINES = 110  # pixels


class VoiceSettingsPage(Page):
    """`wanted` brings the settings that the clerk has changed, by their names."""

    title = "マイク・読み上げ・電話通訳"
    lead = "選ぶとすぐに変わり、この端末に残ります。"
    help = "「マイクを試す」の間に声を出すと、届いた大きさが出ます。音は残りません。"
    wanted = Signal(object)
    microphone_tried = Signal()
    voice_tried = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.microphones = Names("マイク", "自動（最初のマイク）")
        self.try_microphone = button(_TRY_MICROPHONE)
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setAccessibleName("声の大きさ")
        self.heard = label("", wrap=True)
        self.speeds = Choice({speed: word for speed, word in _SPEEDS.items() if speed in SPEEDS}, "読み上げの速さ")
        self.languages = QComboBox()
        self.languages.setAccessibleName("読み上げの言語")
        self.voices = Names("声", "自動")
        self.try_voice = button("声を聞く")
        self.silent = label("", "quiet", wrap=True)
        self.interpreters = QPlainTextEdit()
        self.interpreters.setAccessibleName("電話通訳")
        self.interpreters.setPlaceholderText(_EXAMPLE)
        self.interpreters.setTabChangesFocus(True)
        self.interpreters.setMinimumHeight(theme.px(_LINES))
        for card_ in (self._hearing(), self._speaking(), self._telephone()):
            self.column.addWidget(card_)
        self.column.addStretch()
        self._settings = Settings()
        self._connect()

    def _hearing(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("マイク", "heading"))
        column.addLayout(row(self.microphones, self.try_microphone, stretch=0))
        column.addWidget(self.meter)
        column.addWidget(self.heard)
        return frame

    def _speaking(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("読み上げ", "heading"))
        column.addWidget(self.speeds)
        column.addLayout(row(self.languages, self.voices, self.try_voice, stretch=1))
        column.addWidget(self.silent)
        return frame

    def _telephone(self) -> QFrame:
        frame, column = card()
        column.addWidget(label("電話通訳", "heading"))
        column.addWidget(
            label("1行に1つ、番号・言語・受付時間を書いてください。「電話で通訳」を押すと出ます。", "quiet", wrap=True)
        )
        column.addWidget(self.interpreters)
        return frame

    def _connect(self) -> None:
        self.microphones.activated.connect(lambda index: self._want(microphone=self.microphones.itemData(index)))
        self.try_microphone.clicked.connect(self.microphone_tried)
        self.speeds.chosen.connect(lambda speed: self._want(speech_speed=speed))
        self.voices.activated.connect(
            lambda index: self._want(voices=self._settings.with_voice(self.language, self.voices.itemData(index)))
        )
        self.try_voice.clicked.connect(lambda: self.voice_tried.emit(self.language))
        self.interpreters.textChanged.connect(self._interpreters_written)

    def _want(self, **values: object) -> None:
        self.wanted.emit(values)

    def _interpreters_written(self) -> None:
        lines = (line.strip() for line in self.interpreters.toPlainText().splitlines())
        self._want(interpreters=tuple(filter(None, lines)))

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """Whose voice is chosen just now."""
        return str(self.languages.currentData() or "")

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.speeds.show_value(settings.speech_speed)
        self.microphones.show_name(settings.microphone)
        self.voices.show_name(settings.voice(self.language))
        if not self.interpreters.hasFocus():  # where one writes, the lines stand as they are written
            self.interpreters.blockSignals(True)
            self.interpreters.setPlainText("\n".join(settings.interpreters))
            self.interpreters.blockSignals(False)

    def show_microphones(self, names: Sequence[str]) -> None:
        self.microphones.offer(names, self._settings.microphone)

    def show_languages(self, names: Mapping[str, str]) -> None:
        """Every language by its code; the one that was chosen stays."""
        before = self.language
        self.languages.clear()
        for code, name in names.items():
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(self.languages.findData(before), 0))

    def show_voices(self, names: Sequence[str], silent: str) -> None:
        """Whoever speaks the language; `silent`: why nobody does."""
        self.voices.offer(names, self._settings.voice(self.language))
        self.voices.setEnabled(bool(names))
        self.try_voice.setEnabled(bool(names))
        self.silent.setText(silent)
        self.silent.setVisible(bool(silent))

    def show_trying(self, *, trying: bool) -> None:
        self.try_microphone.setText(_STOP if trying else _TRY_MICROPHONE)
        if trying:
            self.heard.setText("声を出してください。")
        else:
            self.meter.setValue(0)

    def show_level(self, level: Level) -> None:
        self.meter.setValue(round(100 * level.meter))

    def show_heard(self, words: str) -> None:
        """What is to be said of the trial."""
        self.heard.setText(words)
