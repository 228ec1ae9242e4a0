"""Where the keyboard is among the panes, and how it is given to one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def holds_focus(pane: QWidget | None) -> bool:
    """Say whether the keyboard is in this pane."""
    focused = QApplication.focusWidget()
    return (
        pane is not None and focused is not None and (focused is pane or pane.isAncestorOf(focused))
    )


def give_focus(pane: QWidget | None) -> None:
    """Put the keyboard where it last was in the pane, else on the first thing that takes it."""
    if pane is None:
        return
    known: QWidget | None = pane.focusWidget()
    target = known if known is not None else _first_in(pane)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _first_in(pane: QWidget) -> QWidget | None:
    proxy: QWidget | None = pane.focusProxy()
    if proxy is not None:
        return proxy
    each = pane.nextInFocusChain()
    while each is not None and each is not pane:
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes and pane.isAncestorOf(each) and each.isEnabled() and not each.isHidden():
            return each
        each = each.nextInFocusChain()
    return None
