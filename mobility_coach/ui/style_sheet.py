"""The one style sheet: what a palette can't say. All sizes are those of the sketch, times the text scale."""

from string import Template

from mobility_coach.ui.spaces import space_scale
from mobility_coach.ui.tokens import Tokens

_SHEET = Template("""
QToolTip { color: $text; background: $panel; border: 1px solid $line; padding: ${p6}px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${f26}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${f18}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: ${f13}px; }
QLabel[role="caption"] { font-size: ${f18}px; }
QLabel[role="caps"] { font-size: ${f13}px; font-weight: 600; letter-spacing: 1px; color: $muted; }
QLabel[role="letter"] { font-size: ${f18}px; font-weight: 600; color: $accent; }
QLabel[role="streak"] { font-size: ${f40}px; font-weight: 600; color: $warm; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="warm"] { color: $warm; }
QLabel[role="chip"] { font-size: ${f13}px; border: 1px solid $line; border-radius: ${p12}px;
    padding: ${p4}px ${p12}px; }
QLabel[role="side"] { font-size: ${f13}px; font-weight: 600; color: $accent; background: $accent_soft;
    border-radius: ${p12}px; padding: ${p5}px ${p12}px; }

QFrame[role="panel"] { background: $panel; border: 1px solid $line; border-radius: ${p14}px; }
QFrame[role="banner"] { background: $warm_soft; border: none; border-radius: ${p12}px; }
QFrame[role="notice"] { background: $accent_soft; border: none; border-radius: ${p12}px; }
QWidget[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton { min-height: ${target}px; padding: 0 ${p16}px; border: 1px solid $line;
    border-radius: ${p10}px; background: $panel; color: $text; font-weight: 600; outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 0 ${p15}px; min-height: ${ringed}px; }
QPushButton:disabled { color: $muted; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
    padding: 0 ${p20}px; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 0 ${p19}px; }
QPushButton[kind="primary"]:disabled { background: $hover; border-color: $line; color: $muted; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $muted;
    font-weight: 400; padding: 0 ${p12}px; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:focus { border-color: $accent; padding: 0 ${p11}px; }
QPushButton[kind="tab"] { background: transparent; border-color: transparent; color: $muted;
    padding: 0 ${p20}px; }
QPushButton[kind="tab"]:hover { background: $hover; }
QPushButton[kind="tab"]:checked { background: $accent_soft; color: $accent; }
QPushButton[kind="tab"]:focus { border-color: $accent; padding: 0 ${p19}px; }
QPushButton[kind="day"] { padding: 0 ${p8}px; font-size: ${f13}px; color: $muted; }
QPushButton[kind="day"]:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QPushButton[kind="day"]:focus { padding: 0 ${p7}px; border-color: $text; }
QPushButton[kind="step"] { border: 1px solid transparent; background: transparent; padding: 0;
    min-width: ${target}px; }
QPushButton[kind="step"]:hover { background: $hover; }
QPushButton[kind="step"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[bare="true"] { padding: 0; min-width: ${target}px; }
QPushButton[bare="true"]:focus { padding: 0; }
QPushButton[extent="slim"] { padding: 0 ${p8}px; font-size: ${f13}px; }
QPushButton[extent="slim"]:focus { padding: 0 ${p7}px; }
QPushButton[extent="large"] { min-height: ${large}px; }
QPushButton[extent="huge"] { min-height: ${huge}px; font-size: ${f26}px; padding: 0 ${p40}px; }

QFrame[role="stepper"] { border: 1px solid $line; border-radius: ${p10}px; background: $panel;
    padding: 1px; }
QFrame[role="stepper"][active="true"] { border: 2px solid $accent; padding: 0; }
QDoubleSpinBox { font-weight: 600; selection-background-color: $accent_soft; selection-color: $text; }

QLineEdit[readOnly="true"] { min-height: ${target}px; border: 1px solid $line; border-radius: ${p10}px;
    padding: 0 ${p8}px; }
QPlainTextEdit { border: 1px solid $line; border-radius: ${p10}px; background: $panel; padding: ${p4}px; }
QLineEdit[readOnly="true"]:focus, QPlainTextEdit:focus { border: 2px solid $accent; }

QLineEdit[role="search"], QLineEdit[role="field"] {
    min-height: ${target}px; border: 1px solid $line; border-radius: ${p10}px; background: $panel;
    padding: 0 ${p12}px; selection-background-color: $accent_soft; selection-color: $text; }
QLineEdit[role="search"]:focus, QLineEdit[role="field"]:focus {
    border: 2px solid $accent; padding: 0 ${p11}px; }
QLineEdit QToolButton { border: none; background: transparent; }

QMenu { background: $panel; border: 1px solid $line; padding: ${p6}px; }
QMenu::item { padding: ${p10}px ${p28}px ${p10}px ${p12}px; border: none; border-radius: ${p6}px;
    color: $text; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::item:checked { color: $accent; font-weight: 600; }
QMenu::indicator { width: 0; height: 0; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::separator { height: 1px; background: $line; margin: ${p6}px ${p12}px; }

QComboBox { min-height: ${target}px; border: 1px solid $line; border-radius: ${p10}px; background: $panel;
    padding: 0 ${p12}px; outline: none; }
QComboBox:hover { background: $hover; }
QComboBox:focus { border: 2px solid $accent; padding: 0 ${p11}px; }
QComboBox::drop-down { border: none; width: ${p28}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; padding: ${p4}px; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${p32}px; padding: 0 ${p8}px; border: none; color: $text; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; border-radius: ${p6}px; }

QRadioButton { spacing: ${p12}px; min-height: ${target}px; font-weight: 600; border: 2px solid transparent;
    border-radius: ${p10}px; padding: 0 ${p8}px; outline: none; }
QRadioButton:focus { border-color: $accent; }
QRadioButton::indicator { width: ${p14}px; height: ${p14}px; border: 2px solid $muted;
    border-radius: ${p9}px; background: $panel; }
QRadioButton::indicator:checked { width: ${p8}px; height: ${p8}px; border: ${p5}px solid $accent; }

QSlider { min-height: ${p40}px; outline: none; }
QSlider::groove:horizontal { height: ${p4}px; border-radius: ${p2}px; background: $line; }
QSlider::sub-page:horizontal { border-radius: ${p2}px; background: $accent; }
QSlider::handle:horizontal { width: ${p16}px; height: ${p16}px; margin: -${p8}px 0; border-radius: ${p10}px;
    border: 2px solid $accent; background: $panel; }
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }

QListView { border: none; background: transparent; outline: 0; }
QScrollArea, QScrollArea > QWidget > QWidget[role="content"] { border: none; background: transparent; }
QScrollBar:vertical { width: ${p10}px; margin: 0; background: transparent; }
QScrollBar:horizontal { height: ${p10}px; margin: 0; background: transparent; }
QScrollBar::handle { background: $line; border-radius: ${p4}px; min-height: ${p40}px; min-width: ${p40}px;
    margin: 1px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    width: 0; height: 0; background: transparent; }
""")

_SPACES = (2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 19, 20, 23, 24, 28, 32, 40)
_FONTS = (13, 18, 26, 40)
SMALL_PX = _FONTS[0]
"""No text is smaller."""


def style_sheet(tokens: Tokens, scale: float) -> str:
    """The sheet in these colours, with the text `scale` times as large as normal."""
    sizes = {f"p{size}": round(size * space_scale(scale)) for size in _SPACES}
    sizes |= {f"f{size}": round(size * scale) for size in _FONTS}
    # As high as a line of text with as much room again; the normal ones are targets of 40 pixels and more.
    # The ring of the focus is a pixel wider than the usual line, and takes it from the inside.
    targets = {
        "target": round(18 + 20 * scale),
        "ringed": round(18 + 20 * scale) - 2,
        "large": round(32 + 22 * scale),
        "huge": round(36 + 34 * scale),
    }
    colours = {name: str(getattr(tokens, name)) for name in tokens._fields}
    return _SHEET.substitute(colours, **sizes, **targets)
