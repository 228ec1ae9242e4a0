"""Tokens made into Qt's own terms: one palette, one style sheet, roles by dynamic property."""

from collections.abc import Mapping
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QWidget

from ikanda_case.ui.look.fonts import CAPTION, NUMBER, SECTION, TITLE
from ikanda_case.ui.look.icons import Icons
from ikanda_case.ui.look.measures import Measures
from ikanda_case.ui.look.tokens import Tokens

_FRAMES = 2
"""The one-pixel borders above and below a control's inside."""

_ARROWS: Mapping[str, tuple[str, str]] = {
    "down": ("chevron_down", "text2"),
    "up": ("chevron_up", "text2"),
    "tick": ("checkmark", "on_accent"),
    "tick_off": ("checkmark", "disabled"),
}
_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
    '<circle cx="8" cy="8" r="4.5" fill="$colour"/></svg>'
)

_SHEET = Template(
    """\
QLabel[role="text2"] { color: $text2; } QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}pt; }
QLabel[role="label"] { color: $text2; font-size: ${caption}pt; font-weight: 600; }
QLabel[role="section"] { font-size: ${section}pt; } QLabel[role="title"] { font-size: ${title}pt;
  } QLabel[role="number"] { font-size: ${number}pt; } QLabel[role="medium"] { font-weight: 500; }
QLabel[role="strong"], QLabel[role="section"], QLabel[role="title"], QLabel[role="number"],
  QLabel[role="pause"] { font-weight: 600; } QLabel[role="pause"] { color: $pause; }
QLabel[role="late"], QLabel[role="soon"] { color: $late; } QLabel[role="soon"] { color: $soon; }
QLabel[role="ok"] { color: $ok; } QFrame[role="rule"] { background: $line; border: 0; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QWidget[role="surface"] { background: $surface; } QWidget[role="raised"] { background: $raised; }
QWidget[role="sunken"] { background: $sunken; } QWidget[role="sidebar"] { background: $sidebar; }
QWidget[role="clear"] { background: transparent; } QWidget[role="desk"] { background: $desk; }
QPushButton { color: $text; background: $surface; border: 1px solid $ctrl; border-radius: 5px;
  min-height: ${inside}px; padding: 0 13px; } QPushButton:hover { background: $hover; }
QPushButton[kind="chip"]:focus { padding: 0 27px 0 12px; }
QPushButton:pressed, QPushButton:checked { background: $select; color: $on_select; }
QPushButton:disabled { color: $disabled; background: $window; border-color: $linestrong; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border-color: $accent; }
QPushButton[kind="primary"], QPushButton[on="true"] { font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:disabled { color: $off; background: $off_ground;
  border-color: $linestrong; } QPushButton[kind="chip"] { padding: 0 28px 0 13px; }
QPushButton[on="true"] { background: $select; color: $on_select; border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; min-height: ${tight}px; padding: 0 12px; }
QPushButton[kind="ghost"], QPushButton[kind="icon"], QToolButton { color: $link; padding: 0 6px;
  background: transparent; border: 2px solid transparent; min-height: ${tight}px; }
QPushButton[kind="icon"] { padding: 0; } QToolButton { color: $text; border-radius: 5px; }
QPushButton[kind]:focus, QToolButton:focus { border-color: $focus; } QToolButton:hover,
  QPushButton[kind="ghost"]:hover, QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="ghost"]:disabled, QToolButton:disabled { color: $disabled; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox { color: $text; background: $surface;
  border: 1px solid $ctrl; border-radius: 5px; padding: 0 8px; min-height: ${inside}px;
  placeholder-text-color: $muted; selection-color: $on_accent; selection-background-color: $accent;
  } QPlainTextEdit { padding: 5px 6px; } QLineEdit:read-only, QLineEdit:disabled,
  QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit[locked="true"] {
  background: $sunken; border-color: $linestrong; color: $text2; } QLineEdit:focus,
  QAbstractSpinBox:focus, QComboBox:focus, QLineEdit[wrong="true"], QComboBox[wrong="true"],
  QAbstractSpinBox[wrong="true"] { border: 2px solid $focus; padding: 0 7px;
  min-height: ${tight}px; } QLineEdit[wrong="true"], QComboBox[wrong="true"],
  QAbstractSpinBox[wrong="true"] { border-color: $late; } QPlainTextEdit[bare="true"] {
  border: 2px solid transparent; border-radius: 0; } QPlainTextEdit:focus {
  border: 2px solid $focus; padding: 4px 5px; } QPlainTextEdit[bare="true"]:focus {
  padding: 5px 6px; } QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: 0; padding: 0;
  min-height: 0; background: transparent; } QComboBox::drop-down, QDateEdit::drop-down,
  QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 24px; background: transparent; }
QComboBox::down-arrow, QDateEdit::down-arrow, QSpinBox::down-arrow, QHeaderView::down-arrow,
  QSpinBox::up-arrow, QHeaderView::up-arrow { image: url("$down"); width: 12px; height: 12px; }
QHeaderView::up-arrow, QSpinBox::up-arrow { image: url("$up"); } QLineEdit QPushButton[kind] {
  min-height: 20px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; } QCheckBox::indicator,
  QRadioButton::indicator { width: 16px; height: 16px; border-radius: 3px; border: 1px solid $ctrl;
  background: $surface; } QRadioButton::indicator { border-radius: 9px; }
QRadioButton::indicator:checked { border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:checked { background: $accent; image: url("$tick"); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus;
  width: 14px; height: 14px; } QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {
  background: $sunken; border-color: $linestrong; } QCheckBox::indicator:checked:disabled {
  image: url("$tick_off"); }
QAbstractItemView { background: $surface; border: 0; outline: 0; } QScrollArea { border: 0; }
QListView[role="offers"] { border: 1px solid $ctrl; } QListView[role="offers"]::item {
  padding: 5px 8px; color: $text; } QListView[role="offers"]::item:selected {
  background: $select; }
QHeaderView { background: $raised; } QHeaderView::section { background: $raised; color: $text2;
  border: 0; font-weight: 600; border-bottom: 1px solid $linestrong; padding: 0 6px 0 8px; }
QHeaderView::section:first, QHeaderView::section:only-one { padding-left: 16px; }
QMenuBar, QToolBar { background: $window; border: 0; spacing: 4px; padding: 2px 12px; }
QToolBar { border-bottom: 1px solid $line; padding: 0 8px; } QMenuBar::item { padding: 5px 10px;
  background: transparent; } QMenuBar::item:selected { background: $select; color: $on_select; }
QStatusBar { background: $sidebar; border-top: 1px solid $line; } QStatusBar::item { border: 0; }
QToolTip { background: $raised; color: $text; border: 1px solid $linestrong; padding: 4px 6px; }
QProgressBar { background: $hover; border: 1px solid $linestrong; border-radius: 3px;
  max-height: 6px; } QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollBar { background: transparent; width: 12px; height: 12px; } QScrollBar::handle {
  background: $ctrl; border-radius: 3px; margin: 3px; min-height: 28px; min-width: 6px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QSplitter::handle, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def palette(tokens: Tokens) -> QPalette:
    """Every colour role in every group, so that what no rule names still belongs."""
    made = QPalette()
    role = QPalette.ColorRole
    chosen = tokens.on_select or tokens.text
    for name, colour in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.late,
        role.Highlight: tokens.select,
        role.HighlightedText: chosen,
        role.Link: tokens.link,
        role.LinkVisited: tokens.link,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Light: tokens.raised,
        role.Midlight: tokens.hover,
        role.Mid: tokens.linestrong,
        role.Dark: tokens.ctrl,
        role.Shadow: tokens.ctrl,
        role.Accent: tokens.accent,
    }.items():
        made.setColor(QPalette.ColorGroup.All, name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.Link):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(tokens.sunken))
    return made


def stylesheet(tokens: Tokens, font: QFont, measures: Measures, pictures: Path) -> str:
    """The one style sheet, with the arrows that `write_pictures` put in `pictures`."""
    points = font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    arrows = {
        name: (pictures / f"{tokens.name}-{name}.svg").as_posix() for name in (*_ARROWS, "dot")
    }
    return _SHEET.substitute(
        colours | arrows,
        on_select=tokens.on_select or tokens.text,
        off=tokens.disabled if tokens.is_contrast else tokens.muted,
        off_ground=tokens.window if tokens.is_contrast else tokens.line,
        caption=f"{points * CAPTION:.2f}",
        section=f"{points * SECTION:.2f}",
        title=f"{points * TITLE:.2f}",
        number=f"{points * NUMBER:.2f}",
        inside=measures.control - _FRAMES,
        tight=measures.control - 2 * _FRAMES,
    )


def write_pictures(folder: Path, tokens: Tokens, icons: Icons) -> None:
    """Arrows and ticks in these colours, as files, because a style sheet takes nothing else."""
    for name, (icon, ink) in _ARROWS.items():
        source = icons.svg(icon, 16, getattr(tokens, ink))
        (folder / f"{tokens.name}-{name}.svg").write_text(source, encoding="utf-8")
    dot = Template(_DOT).substitute(colour=tokens.accent)
    (folder / f"{tokens.name}-dot.svg").write_text(dot, encoding="utf-8")


def set_role(widget: QWidget, role: str) -> None:
    """Give a label, frame or area its look: text2, muted, caption, label, section, panel, ..."""
    _set_property(widget, "role", role)


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a button its look: primary, ghost, icon, chip; empty for the plain one."""
    _set_property(widget, "kind", kind)


def set_state(widget: QWidget, state: str, *, on: bool) -> None:
    """Switch a state that the sheet knows: on, wrong, locked, bare."""
    _set_property(widget, state, "true" if on else "")


def _set_property(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet comes later
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
