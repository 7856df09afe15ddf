"""The designer's own rules of looks: dense lists, small buttons, numbers. Colours are the theme's."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from ui import theme

_SMALLER = 0.9
_USUAL = 12.0  # points, the window's type at 100 %


def growth() -> float:
    """How much larger than usual the window's type is."""
    return QApplication.font().pointSizeF() / _USUAL


def style_sheet() -> str:
    """A little smaller than the rest, and as much larger at each zoom of the window."""
    t = theme.tokens()
    font = QApplication.font()
    font.setPointSizeF(font.pointSizeF() * _SMALLER)
    small, line = f"{font.pointSizeF():.1f}pt", f"{QFontMetrics(font).height() + 4}px"
    return f"""
    QPushButton[small="true"], QToolButton {{ padding: 4px 8px; min-height: {line}; font-size: {small};
                                               border-radius: 6px; }}
    QPushButton[small="true"]:focus {{ padding: 3px 8px; }}
    QToolButton {{ background: {t.surface}; border: 1px solid {t.line}; }}
    QToolButton:hover, QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton:disabled {{ color: {t.line}; }}
    QToolButton[picture="true"] {{ padding: 4px 5px; }}
    QListWidget[dense="true"]::item {{ padding: 4px 8px; }}
    QListWidget[dense="true"]::item:disabled {{ color: {t.quiet}; font-weight: 700; }}
    QListWidget[dense="true"], QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {{ font-size: {small}; }}
    QComboBox, QLineEdit, QSpinBox {{ padding: 3px 6px; min-height: {line}; }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus {{ padding: 2px 5px; }}
    QDoubleSpinBox {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; padding: 3px 6px;
                      min-height: {line}; selection-background-color: {t.accent}; }}
    QDoubleSpinBox:focus {{ border: 2px solid {t.accent}; padding: 2px 5px; }}
    QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
        width: 0; border: none; }}
    QGraphicsView {{ border: 1px solid {t.line}; border-radius: 8px; }}
    QGraphicsView:focus {{ border: 2px solid {t.accent}; }}
    QTreeWidget {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 8px; }}
    QTreeWidget::item {{ padding: 6px 4px; color: {t.text}; }}
    QTreeWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QTreeWidget:focus {{ border: 2px solid {t.accent}; }}
    """
