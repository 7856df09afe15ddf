"""The designer's own rules of looks: dense lists, small buttons, numbers. Colours are the theme's."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui import theme


def style_sheet() -> str:
    """A little smaller than the rest, and as much larger at each zoom of the window."""
    t = theme.tokens()
    small = f"{QApplication.font().pointSizeF() * 0.9:.1f}pt"
    return f"""
    QPushButton[small="true"], QToolButton {{ padding: 4px 8px; min-height: 22px; font-size: {small};
                                               border-radius: 6px; }}
    QPushButton[small="true"]:focus {{ padding: 3px 8px; }}
    QToolButton {{ background: {t.surface}; border: 1px solid {t.line}; }}
    QToolButton:hover, QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton:disabled {{ color: {t.line}; }}
    QToolButton[picture="true"] {{ padding: 4px 5px; }}
    QListWidget[dense="true"]::item {{ padding: 4px 8px; }}
    QListWidget[dense="true"]::item:disabled {{ color: {t.quiet}; font-weight: 700; }}
    QListWidget[dense="true"], QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {{ font-size: {small}; }}
    QComboBox, QLineEdit, QSpinBox {{ padding: 3px 6px; min-height: 22px; }}
    QComboBox:focus, QLineEdit:focus, QSpinBox:focus {{ padding: 2px 5px; }}
    QDoubleSpinBox {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; padding: 3px 6px;
                      min-height: 22px; selection-background-color: {t.accent}; }}
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
