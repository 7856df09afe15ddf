"""Design tokens, and the application dressed in them: calm, large, clear, in light and in dark, from 100 to 200 %."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.settings import Settings


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean. `edge` bounds what can be pressed or filled in, `line` only divides."""

    ground: str
    surface: str
    raised: str
    line: str
    edge: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str


LIGHT = Tokens(
    ground="#f4f6f8", surface="#ffffff", raised="#fbfcfd", line="#d3dae1", edge="#7d8a97", text="#1b2733",
    quiet="#53616f", accent="#0b5c8a", on_accent="#ffffff", accent_soft="#e3f0f7", good="#1d6b3f", warn="#7a4d00",
    warn_soft="#fdf3dc", bad="#a3201d", bad_soft="#fdeceb",
)  # fmt: skip
DARK = Tokens(
    ground="#161c22", surface="#1f272f", raised="#26303a", line="#3a4754", edge="#75869a", text="#eef2f5",
    quiet="#b3bfca", accent="#6fb9e6", on_accent="#0a1a26", accent_soft="#223c4d", good="#7fd3a2", warn="#f2c879",
    warn_soft="#3b3220", bad="#ff9d97", bad_soft="#432625",
)  # fmt: skip

VISITOR_POINTS = 18
"""The least size of what a visitor reads."""


def for_visitors(t: Tokens) -> Tokens:
    """The same colours for a visitor's eyes: every text 7:1 against the grounds it stands on (WCAG 2.2, 1.4.6)."""
    return replace(t, quiet=t.text, accent=_VISITOR_ACCENT[t.ground], on_accent=t.surface)


_VISITOR_ACCENT = {LIGHT.ground: "#084668", DARK.ground: "#9fd2f2"}
FAMILIES = ["BIZ UDPGothic", "BIZ UDPゴシック", "BIZ UDGothic", "Yu Gothic UI", "sans-serif"]
BASE_POINTS = 12


def tokens() -> Tokens:
    """Those that the application wears."""
    return DARK if QGuiApplication.palette().window().color() == QColor(DARK.ground) else LIGHT


def zoom() -> float:
    """From 1.0 to 2.0, as the application's font has it."""
    return max(QGuiApplication.font().pointSizeF() / BASE_POINTS, 1.0)


def px(pixels: float) -> int:
    """A length at the present zoom."""
    return round(pixels * zoom())


def apply(application: QApplication, settings: Settings | None = None) -> None:
    """Dress the application, or dress it anew: what stands changes at once. Without settings as the system has it."""
    from ui.style_sheet import style_sheet

    scheme = settings.scheme.value if settings else "system"
    percent, tablet = (settings.zoom, settings.tablet) if settings else (100, False)
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(BASE_POINTS * percent / 100)
    worn = _tokens_of(application, scheme)
    if application.style().objectName() != "fusion":
        application.setStyle("Fusion")
    application.setFont(font)
    application.setPalette(_palette(worn))
    application.setStyleSheet(style_sheet(worn, percent / 100, tablet=tablet))


def _tokens_of(application: QApplication, scheme: str) -> Tokens:
    """The system is told too, where it listens: its own title bars then go with ours."""
    hints = application.styleHints()
    if scheme == "system":
        hints.unsetColorScheme()
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    hints.setColorScheme(Qt.ColorScheme.Dark if scheme == "dark" else Qt.ColorScheme.Light)
    return DARK if scheme == "dark" else LIGHT


def _palette(t: Tokens) -> QPalette:
    """For what no rule of the style sheet reaches: message boxes, proposals under an entry, selections."""
    role = QPalette.ColorRole
    colours = {
        role.Window: t.ground, role.WindowText: t.text, role.Base: t.surface, role.AlternateBase: t.raised,
        role.Text: t.text, role.PlaceholderText: t.quiet, role.Button: t.surface, role.ButtonText: t.text,
        role.ToolTipBase: t.text, role.ToolTipText: t.surface, role.Highlight: t.accent,
        role.HighlightedText: t.on_accent, role.Link: t.accent, role.Light: t.raised, role.Midlight: t.line,
        role.Mid: t.line, role.Dark: t.edge, role.Shadow: t.edge, role.BrightText: t.bad,
    }  # fmt: skip
    palette = QPalette()
    for one, colour in colours.items():
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(t.quiet))
    return palette
