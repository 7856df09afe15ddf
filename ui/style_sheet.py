"""The style sheet made from the design tokens. Lengths and type sizes grow with the zoom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ui.theme import DARK, VISITOR_POINTS, Tokens, for_visitors

_ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
_TOUCH = 44  # pixels: the least height of a target in tablet mode


@dataclass(frozen=True)
class Sizes:
    """Points and pixels at a zoom; `target` is the least height of what can be pressed, without its padding."""

    zoom: float
    tablet: bool

    def pt(self, points: float) -> str:
        return f"{points * self.zoom:.1f}pt"

    def px(self, pixels: float) -> str:
        return f"{round(pixels * self.zoom)}px"

    def side(self, pixels: float) -> str:
        """A column beside the main thing grows by half: a large type needs the room there."""
        return f"{round(pixels * (1 + (self.zoom - 1) / 2))}px"

    def target(self, pixels: float, padding: float) -> str:
        least = _TOUCH / self.zoom - 2 * padding - 2 if self.tablet else 0
        return self.px(max(pixels, least))


def style_sheet(t: Tokens, zoom: float = 1.0, *, tablet: bool = False) -> str:
    """All rules of looks."""
    s = Sizes(zoom, tablet)
    return "".join(
        rules(t, s) for rules in (_surfaces, _texts, _chips, _buttons, _entries, _lists, _ticks, _rest)
    ) + _visitor(for_visitors(t), s)


def _surfaces(t: Tokens, s: Sizes) -> str:
    return f"""
    QWidget {{ color: {t.text}; }}
    QMainWindow, QDialog, QMessageBox {{ background: {t.ground}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollArea[inner="true"] {{ min-height: {s.px(200)}; }}
    QScrollArea:focus {{ border: 2px solid {t.accent}; border-radius: {s.px(6)}; }}
    QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {s.px(10)}; }}
    QWidget[side="true"] {{ min-width: {s.side(320)}; max-width: {s.side(320)}; }}
    QFrame#header {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
    QFrame#footer {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
    QFrame[row="true"] {{ border: none; border-top: 1px solid {t.line}; }}
    QFrame[card="true"][current="true"] {{ border: 2px solid {t.accent}; background: {t.raised}; }}
    QFrame[banner="lock"] {{ background: {t.warn_soft}; border: 1px solid {t.warn}; border-radius: {s.px(8)}; }}
    QFrame[banner="lock"] QLabel {{ color: {t.warn}; background: transparent; font-weight: 700; }}
    QFrame[banner="bad"] {{ background: {t.bad_soft}; border: 1px solid {t.bad}; border-radius: {s.px(8)}; }}
    QFrame[banner="bad"] QLabel {{ color: {t.bad}; background: transparent; }}
    QFrame[busy="true"] {{ background: {t.accent_soft}; border-bottom: 1px solid {t.line}; }}
    """


def _texts(t: Tokens, s: Sizes) -> str:
    """By their role on the page, and by the tone of what they say."""
    return f"""
    QLabel[role="brand"] {{ font-size: {s.pt(16)}; font-weight: 700; color: {t.accent}; }}
    QLabel[role="title"] {{ font-size: {s.pt(19)}; font-weight: 700; }}
    QLabel[role="lead"] {{ font-size: {s.pt(12.5)}; color: {t.quiet}; }}
    QLabel[role="heading"] {{ font-size: {s.pt(13.5)}; font-weight: 700; }}
    QLabel[role="quiet"] {{ font-size: {s.pt(10.5)}; color: {t.quiet}; }}
    QLabel[role="item"] {{ font-weight: 700; }}
    QLabel[role="language"] {{ font-size: {s.pt(14)}; font-weight: 700; }}
    QLabel[role="foreign"] {{ font-size: {s.pt(12)}; color: {t.accent}; }}
    QLabel[role="said"] {{ font-size: {s.pt(20)}; }}
    QLabel[role="small"] {{ font-size: {s.pt(11)}; }}
    QLabel[role="number"] {{ font-size: {s.pt(30)}; font-weight: 700; color: {t.accent}; }}
    QLabel[role="reception"] {{ font-size: {40 * min(s.zoom, 1.4):.1f}pt; font-weight: 700; color: {t.accent}; }}
    QWidget[cover="true"] {{ background: {t.ground}; }}
    QLabel[role="practice"] {{ background: {t.warn_soft}; color: {t.warn}; padding: {s.px(5)}; font-weight: 700; }}
    QLabel[tone="good"] {{ color: {t.good}; font-weight: 700; }}
    QLabel[tone="warn"] {{ color: {t.warn}; font-weight: 700; }}
    QLabel[tone="bad"] {{ color: {t.bad}; font-weight: 700; }}
    """


def _chips(t: Tokens, s: Sizes) -> str:
    return f"""
    QLabel[chip] {{ border-radius: {s.px(8)}; padding: {s.px(4)} {s.px(8)}; }}
    QLabel[chip="due"] {{ background: {t.accent_soft}; font-weight: 700; }}
    QLabel[chip="category"] {{ background: {t.accent}; color: {t.on_accent}; font-size: {s.pt(18)};
                               font-weight: 700; padding: {s.px(6)} {s.px(12)}; border-radius: {s.px(6)}; }}
    QLabel[chip="none"] {{ background: {t.ground}; color: {t.quiet}; }}
    QLabel[chip="unsure"] {{ background: {t.warn_soft}; color: {t.warn}; font-weight: 700;
                             padding: {s.px(2)} {s.px(8)}; }}
    QLabel[chip="floor"] {{ background: {t.accent}; color: {t.on_accent}; font-weight: 700;
                            padding: {s.px(2)} {s.px(10)}; }}
    QLabel[chip="stop"] {{ background: {t.accent_soft}; color: {t.text}; font-weight: 700; padding: {s.px(2)} 0; }}
    QLabel[chip="works"] {{ background: {t.good}; color: {t.surface}; font-weight: 700; padding: 0 {s.px(5)};
                            font-size: {s.pt(10.5)}; border-radius: {s.px(4)}; }}
    QLabel[chip="broken"] {{ background: {t.bad_soft}; color: {t.bad}; font-weight: 700;
                             padding: {s.px(2)} {s.px(8)}; border: 1px solid {t.bad}; }}
    QLabel[chip="works_not"] {{ background: {t.ground}; color: {t.quiet}; padding: 0 {s.px(5)};
                                font-size: {s.pt(10.5)}; border-radius: {s.px(4)}; }}
    QLabel[chip="machine"] {{ background: {t.warn_soft}; color: {t.warn}; font-weight: 700;
                              padding: {s.px(2)} {s.px(8)}; }}
    QLabel[chip="open"] {{ background: {t.warn_soft}; color: {t.warn}; font-weight: 700; }}
    QLabel[chip="done"] {{ background: {t.accent_soft}; color: {t.good}; font-weight: 700; }}
    """


def _buttons(t: Tokens, s: Sizes) -> str:
    """The keyboard's focus is a second line in the accent; on an accent ground a line in the text's colour."""
    return f"""
    QPushButton {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: {s.px(8)};
                   padding: {s.px(8)} {s.px(18)}; min-height: {s.target(26, 8)}; }}
    QPushButton:hover {{ border-color: {t.accent}; background: {t.raised}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: {s.px(7)} {s.px(17)}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent};
                                                font-weight: 700; }}
    QPushButton:disabled {{ color: {t.quiet}; background: {t.ground}; border-color: {t.line}; }}
    QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent};
                                   font-weight: 700; }}
    QPushButton[primary="true"]:focus {{ border: 3px solid {t.text}; padding: {s.px(6)} {s.px(16)}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.ground}; color: {t.quiet}; border-color: {t.line}; }}
    QPushButton[big="true"] {{ font-size: {s.pt(15)}; padding: {s.px(14)} {s.px(26)}; }}
    QPushButton[big="true"]:focus {{ padding: {s.px(12)} {s.px(24)}; }}
    QPushButton[glyph="true"] {{ background: #ffffff; color: #000000; padding: 0; min-height: 78px; }}
    QPushButton[glyph="true"]:checked {{ border: 3px solid {t.accent}; min-height: 74px; }}
    QPushButton[person="true"] {{ background: {t.raised}; padding: {s.px(6)} {s.px(4)}; min-height: {s.px(44)}; }}
    QPushButton[person="true"]:focus {{ padding: {s.px(5)} {s.px(3)}; }}
    QPushButton[person="true"]:checked {{ background: {t.accent_soft}; border: 2px solid {t.accent};
                                          padding: {s.px(5)} {s.px(3)}; }}
    QPushButton[stays="true"] {{ color: {t.quiet}; border-style: dashed; }}
    QPushButton[fold="true"] {{ background: transparent; border: 2px solid transparent; color: {t.accent};
                                padding: {s.px(1)} {s.px(4)}; min-height: {s.target(22, 1)}; text-align: left; }}
    QPushButton[fold="true"]:checked {{ font-weight: 400; }}
    QPushButton[fold="true"]:focus {{ border-color: {t.accent}; }}
    QPushButton[small="true"] {{ padding: {s.px(2)} {s.px(12)}; min-height: {s.target(22, 2)}; }}
    QPushButton[key="true"] {{ font-size: {s.pt(18)}; min-width: {s.px(64)}; min-height: {s.px(44)};
                               padding: {s.px(4)}; }}
    QPushButton[smallkey="true"] {{ font-size: {s.pt(14)}; min-width: {s.px(32)}; min-height: {s.px(40)};
                                    padding: {s.px(3)}; }}
    QPushButton[tile="true"] {{ text-align: left; padding: 0; }}
    QPushButton[tall="true"] {{ min-height: {s.px(104)}; }}
    QPushButton[tile="true"]:focus {{ padding: 0; }}
    QPushButton[tile="true"]:checked {{ border: 2px solid {t.accent}; font-weight: 400; }}
    QPushButton[way="true"] {{ min-height: {s.px(52)}; text-align: left; padding: {s.px(8)} {s.px(18)};
                               font-size: {s.pt(13)}; }}
    """


def _visitor(t: Tokens, s: Sizes) -> str:
    """What the person before the counter reads and presses: `visitor` on it or on what holds it."""
    size, title = (f"{max(points, 0.75 * points * s.zoom):.1f}pt" for points in (VISITOR_POINTS, VISITOR_POINTS + 5))
    return f"""
    QLabel[visitor="true"], QWidget[visitor="true"] QLabel {{ font-size: {size}; color: {t.text}; }}
    QWidget[visitor="true"] QLabel[role="title"] {{ font-size: {title}; font-weight: 700; }}
    QWidget[visitor="true"] QPushButton {{ font-size: {size}; color: {t.text}; }}
    QWidget[visitor="true"] QLabel[role="shown"] {{ font-size: {s.pt(38)}; font-weight: 700; }}
    QWidget[visitor="true"] QLabel[role="shown_long"] {{ font-size: {s.pt(27)}; font-weight: 700; }}
    QWidget[visitor="true"] QLabel[role="for_staff"] {{ font-size: {s.pt(12)}; font-weight: 400; }}
    QWidget[visitor="true"] QLabel[role="board"] {{ font-weight: 700; }}
    QWidget[visitor="true"] QPushButton[small="true"] {{ font-size: {s.pt(12)}; min-height: {s.target(38, 2)}; }}
    QWidget[visitor="true"] QLabel[role="answer"] {{ font-size: {s.pt(20)}; font-weight: 700; }}
    QWidget[visitor="true"] QLineEdit, QWidget[visitor="true"] QComboBox {{ font-size: {s.pt(20)};
                                                                         min-height: {s.px(44)}; }}
    QWidget[visitor="true"] QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; }}
    QWidget[visitor="true"] QPushButton[primary="true"]:disabled {{ background: {t.ground}; color: {t.text}; }}
    """


def _entries(t: Tokens, s: Sizes) -> str:
    return f"""
    QLineEdit, QComboBox, QSpinBox, QTimeEdit, QDateEdit,
    QLabel[pin="true"] {{ background: {t.raised}; border: 1px solid {t.edge};
                                      border-radius: {s.px(6)}; padding: {s.px(5)} {s.px(8)};
                                      min-height: {s.target(24, 5)};
                                      selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QTimeEdit:focus, QDateEdit:focus,
    QLabel[pin="true"]:focus {{ border: 2px solid {t.accent}; padding: {s.px(4)} {s.px(7)}; }}
    QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {t.quiet}; background: {t.ground};
                                                                 border-color: {t.line}; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {s.px(26)}; }}
    QComboBox::down-arrow,
    QDateEdit::down-arrow {{ image: url({_icon("down", t)}); width: {s.px(12)}; height: {s.px(8)}; }}
    QSpinBox::up-button, QTimeEdit::up-button {{ subcontrol-origin: border; subcontrol-position: top right;
                                                 border: none; width: {s.px(26)}; }}
    QSpinBox::down-button, QTimeEdit::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right;
                                                     border: none; width: {s.px(26)}; }}
    QSpinBox::up-arrow, QTimeEdit::up-arrow {{ image: url({_icon("up", t)}); width: {s.px(12)}; height: {s.px(8)}; }}
    QSpinBox::down-arrow, QTimeEdit::down-arrow {{ image: url({_icon("down", t)}); width: {s.px(12)};
                                                   height: {s.px(8)}; }}
    QLineEdit[wrong="true"] {{ border: 2px solid {t.bad}; }}
    """


def _lists(t: Tokens, s: Sizes) -> str:
    return f"""
    QAbstractItemView {{ background: {t.surface}; color: {t.text}; selection-background-color: {t.accent_soft};
                         selection-color: {t.text}; }}
    QListView, QTableView {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: {s.px(8)};
                             outline: 0; }}
    QListView::item {{ padding: {s.px(8)} {s.px(12)}; border-radius: {s.px(6)}; color: {t.text};
                       min-height: {s.target(20, 8)}; }}
    QListView::item:hover {{ background: {t.raised}; }}
    QListView::item:selected, QTableView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QTableView::item {{ padding: 0 {s.px(8)}; }}
    QListView:focus, QTableView:focus {{ border: 2px solid {t.accent}; }}
    QTreeView {{ background: {t.surface}; border: 1px solid {t.edge}; border-radius: {s.px(8)}; outline: 0; }}
    QTreeView::item {{ padding: {s.px(3)} {s.px(6)}; min-height: {s.target(18, 3)}; }}
    QTreeView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QTreeView:focus {{ border: 2px solid {t.accent}; }}
    QListView[tight="true"]::item {{ padding: {s.px(2)} {s.px(8)}; min-height: {s.target(20, 2)}; }}
    QListView[sentences="true"]::item {{ padding: {s.px(4)} 0; border-radius: 0; }}
    QHeaderView::section {{ background: {t.ground}; color: {t.quiet}; border: none; padding: {s.px(8)}; }}
    """


def _ticks(t: Tokens, s: Sizes) -> str:
    return f"""
    QCheckBox, QRadioButton {{ spacing: {s.px(8)}; min-height: {s.target(30, 0)}; padding: 0 {s.px(4)};
                               border: 2px solid transparent; border-radius: {s.px(6)}; }}
    QCheckBox::indicator, QListView::indicator {{ width: {s.px(18)}; height: {s.px(18)}; border: 2px solid {t.edge};
                            border-radius: {s.px(4)}; background: {t.raised}; }}
    QRadioButton::indicator {{ width: {s.px(16)}; height: {s.px(16)}; border: 2px solid {t.edge};
                               border-radius: {s.px(8)}; background: {t.raised}; }}
    QCheckBox::indicator:checked, QListView::indicator:checked, QRadioButton::indicator:checked {{
        background: {t.accent}; border-color: {t.accent}; image: url({_icon("tick", t)}); }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {t.quiet}; }}
    """


def _rest(t: Tokens, s: Sizes) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: {s.px(14)}; }}
    QScrollBar:horizontal {{ background: transparent; height: {s.px(14)}; }}
    QScrollBar::handle {{ background: {t.edge}; border-radius: {s.px(5)}; margin: {s.px(2)}; }}
    QScrollBar::handle:vertical {{ min-height: {s.px(40)}; }}
    QScrollBar::handle:horizontal {{ min-width: {s.px(40)}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {t.line}; border: none; border-radius: {s.px(3)}; max-height: {s.px(6)}; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: {s.px(3)}; }}
    QToolTip {{ background: {t.text}; color: {t.surface}; padding: {s.px(6)}; border: none; }}
    """


def _icon(name: str, t: Tokens) -> str:
    """An icon is drawn twice: for the light scheme and for the dark one."""
    return (_ICONS / (f"{name}-dark.svg" if t == DARK else f"{name}.svg")).as_posix()
