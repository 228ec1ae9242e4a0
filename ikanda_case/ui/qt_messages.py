"""Qt's own messages: that there was one goes into the log; its words may quote a file or a text."""

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)


def take_over() -> None:
    """From now on Qt prints nothing itself."""
    qInstallMessageHandler(_noted)


def _noted(kind: QtMsgType, context: QMessageLogContext, _words: str | None) -> None:
    category = context.category or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "qt_message", extra={"kind": category})
