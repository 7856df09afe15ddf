"""Design tokens and the style sheet made from them: calm, large, clear; contrast of text at least 4.5:1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

Points = Callable[[float], str]


@dataclass(frozen=True)
class Tokens:
    """Colours by what they mean."""

    ground: str
    surface: str
    raised: str
    line: str
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
    ground="#f4f6f8", surface="#ffffff", raised="#fbfcfd", line="#ccd4dc", text="#1b2733", quiet="#53616f",
    accent="#0b5c8a", on_accent="#ffffff", accent_soft="#e3f0f7", good="#1d6b3f", warn="#7a4d00",
    warn_soft="#fdf3dc", bad="#a3201d", bad_soft="#fdeceb",
)  # fmt: skip
DARK = Tokens(
    ground="#161c22", surface="#1f272f", raised="#26303a", line="#41505e", text="#eef2f5", quiet="#aab7c3",
    accent="#6fb9e6", on_accent="#0a1a26", accent_soft="#223c4d", good="#7fd3a2", warn="#f2c879",
    warn_soft="#3b3220", bad="#ff9d97", bad_soft="#432625",
)  # fmt: skip

FAMILIES = ["BIZ UDPGothic", "BIZ UDPゴシック", "BIZ UDGothic", "Yu Gothic UI", "sans-serif"]
BASE_POINTS = 12
_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
_TICK, _DOWN = _ICONS / "tick.svg", _ICONS / "down.svg"


def tokens() -> Tokens:
    """The tokens of the system's colour scheme."""
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def apply(application: QApplication, zoom: float = 1.0) -> None:
    """Dress the application; `zoom` from 1.0 to 2.0."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSizeF(BASE_POINTS * zoom)
    application.setFont(font)
    application.setStyle("Fusion")
    application.setStyleSheet(style_sheet(tokens(), zoom))


def style_sheet(t: Tokens, zoom: float = 1.0) -> str:
    """All rules of looks; sizes in points grow with the zoom."""

    def pt(points: float) -> str:
        return f"{points * zoom:.1f}pt"

    return _surfaces(t, pt) + _controls(t, pt)


def _surfaces(t: Tokens, pt: Points) -> str:
    """Grounds, cards, texts by their role, chips and banners."""
    return f"""
    QWidget {{ color: {t.text}; }}
    QMainWindow, QDialog, QMessageBox {{ background: {t.ground}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 10px; }}
    QFrame#header {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
    QFrame#footer {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
    QLabel[role="brand"] {{ font-size: {pt(16)}; font-weight: 700; color: {t.accent}; }}
    QLabel[role="title"] {{ font-size: {pt(19)}; font-weight: 700; }}
    QLabel[role="lead"] {{ font-size: {pt(12.5)}; color: {t.quiet}; }}
    QLabel[role="heading"] {{ font-size: {pt(13.5)}; font-weight: 700; }}
    QLabel[role="quiet"] {{ font-size: {pt(10.5)}; color: {t.quiet}; }}
    QLabel[role="number"] {{ font-size: {pt(30)}; font-weight: 700; color: {t.accent}; }}
    QLabel[role="practice"] {{ background: {t.warn_soft}; color: {t.warn}; padding: 5px; font-weight: 700; }}
    QLabel[tone="good"] {{ color: {t.good}; font-weight: 700; }}
    QLabel[tone="warn"] {{ color: {t.warn}; font-weight: 700; }}
    QLabel[tone="bad"] {{ color: {t.bad}; font-weight: 700; }}
    QLabel[chip] {{ border-radius: 8px; padding: 4px 8px; }}
    QLabel[chip="due"] {{ background: {t.accent_soft}; font-weight: 700; }}
    QLabel[chip="none"] {{ background: {t.ground}; color: {t.quiet}; }}
    QLabel[chip="unsure"] {{ background: {t.warn_soft}; color: {t.warn}; font-weight: 700; padding: 2px 8px; }}
    QFrame[banner="bad"] {{ background: {t.bad_soft}; border: 1px solid {t.bad}; border-radius: 8px; }}
    QFrame[banner="bad"] QLabel {{ color: {t.bad}; background: transparent; }}
    """


def _controls(t: Tokens, pt: Points) -> str:
    """Buttons, entries, lists, ticks."""
    return f"""
    QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; padding: 8px 18px;
                   min-height: 26px; }}
    QPushButton:hover {{ border-color: {t.accent}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 7px 17px; }}
    QPushButton:pressed, QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent};
                                                font-weight: 700; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.ground}; }}
    QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent};
                                   font-weight: 700; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.line}; color: {t.quiet}; border-color: {t.line}; }}
    QPushButton[big="true"] {{ font-size: {pt(17)}; padding: 20px 34px; }}
    QPushButton[person="true"] {{ background: {t.raised}; padding: 6px 8px; min-height: 44px; }}
    QPushButton[person="true"]:focus {{ padding: 5px 7px; }}
    QPushButton[person="true"]:checked {{ background: {t.accent_soft}; border: 2px solid {t.accent};
                                          padding: 5px 7px; }}
    QPushButton[stays="true"] {{ color: {t.quiet}; border-style: dashed; }}
    QPushButton[key="true"] {{ font-size: {pt(18)}; min-width: 64px; min-height: 44px; padding: 4px; }}
    QPushButton[smallkey="true"] {{ font-size: {pt(14)}; min-width: 34px; min-height: 40px; padding: 3px; }}
    QPushButton[way="true"] {{ min-height: 52px; text-align: left; padding: 8px 18px; font-size: {pt(13)}; }}
    QProgressBar {{ background: {t.ground}; border: 1px solid {t.line}; border-radius: 5px; max-height: 9px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
    QLineEdit, QComboBox, QSpinBox {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px;
                                      padding: 5px 8px; min-height: 24px; selection-background-color: {t.accent}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {t.accent}; padding: 4px 7px; }}
    QComboBox::drop-down {{ border: none; width: 26px; }}
    QComboBox::down-arrow {{ image: url({_DOWN.as_posix()}); width: 12px; height: 8px; }}
    QLineEdit[wrong="true"] {{ border: 2px solid {t.bad}; }}
    QListWidget, QTableWidget {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; outline: 0; }}
    QListWidget::item {{ padding: 10px 12px; border-radius: 6px; color: {t.text}; }}
    QListWidget::item:selected, QTableWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QListWidget:focus, QTableWidget:focus {{ border: 2px solid {t.accent}; }}
    QHeaderView::section {{ background: {t.ground}; color: {t.quiet}; border: none; padding: 8px; }}
    QCheckBox {{ spacing: 8px; min-height: 30px; }}
    QCheckBox::indicator {{ width: 18px; height: 18px; border: 2px solid {t.quiet}; border-radius: 4px;
                            background: {t.raised}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
                                    image: url({_TICK.as_posix()}); }}
    QCheckBox:focus {{ color: {t.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 5px; min-height: 40px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    QToolTip {{ background: {t.text}; color: {t.surface}; padding: 6px; border: none; }}
    """
