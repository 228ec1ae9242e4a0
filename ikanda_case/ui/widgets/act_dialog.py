"""The frame of a dialog for one act: fields, the act, and what is wrong with it in place."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.domain.errors import KnownError
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.look.theme import Look
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.ctrl_enter import on_ctrl_enter
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel

_WIDTH, _LINES = 560, 4


class ActDialog(QDialog):
    """Nothing is kept before the act; a refusal is shown where it belongs.

    Esc gives up; Ctrl+Enter does it; plain Enter never does.
    """

    def __init__(
        self,
        look: Look,
        lang: str,
        title: str,
        act: str,
        cancel: str,
        *,
        above: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`act` and `cancel` are the verbs; `above` is a quiet line over everything."""
        super().__init__(parent)
        self.look = look
        self.lang = lang
        self.fields: dict[str, Field] = {}
        self._busy = False
        self._seen: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.fault = Banner(look)
        self.act = Button(look, act, kind="primary", key="Ctrl+Enter")
        self.cancel = Button(look, cancel)
        self.form = QVBoxLayout()
        self.form.setSpacing(GAP_12)
        self._lay_out(above)
        self.cancel.clicked.connect(self.reject)
        on_ctrl_enter(self, self.act)

    def add(self, name: str, editor: QWidget, label: str, *, hint: str = "") -> Field:
        """Add a field; a refusal that names `name` is shown below it."""
        field = Field(self.look, label, editor, hint=hint)
        self.fields[name] = field
        self.form.addWidget(field)
        return field

    def add_note(self, words: str) -> PlainLabel:
        """Add a quiet sentence."""
        label = PlainLabel(words, role="text2", wrap=True)
        self.form.addWidget(label)
        return label

    def add_words(
        self, name: str, label: str, text: str = "", *, hint: str = "", lines: int = _LINES
    ) -> QPlainTextEdit:
        """Add a field for several lines."""
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(editor.fontMetrics().lineSpacing() * lines + GAP_16)
        self.add(name, editor, label, hint=hint)
        return editor

    def grow(self, seen: QWidget | None = None) -> None:
        """Take the height the fields need now, once they have been laid out.

        `seen` is scrolled to where the screen is too low for all of them.
        """
        self._seen = seen or self._seen
        QTimer.singleShot(0, self, self._take_height)

    def _take_height(self) -> None:
        self._contents.updateGeometry()  # it does not hear that what scrolls in it has grown
        wanted, most = self.sizeHint(), self.screen().availableSize().height() * 9 // 10
        self.resize(max(self.width(), wanted.width()), min(wanted.height(), most))
        if self._seen is not None:
            self._contents.ensureWidgetVisible(self._seen)
            self._seen = None

    def reject(self) -> None:
        """Give up, unless it is being done at this moment."""
        if not self._busy:
            super().reject()

    def set_busy(self, words: str) -> None:
        """Say on the act that it is being done; empty words end that."""
        self._busy = bool(words)
        self.act.set_busy(words)

    def refuse_act(self, reason: str) -> None:
        """Close the act and say why below the fields; no reason opens it."""
        self.act.refuse(reason)
        self._why.setText(reason)
        self._why.setVisible(bool(reason))

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for field in self.fields.values():
            field.set_error("")
        self.fault.set_notice(None)

    def show_error(self, error: KnownError) -> None:
        """Show a refusal: below its field when it names one that is seen, else above the fields."""
        said = error_sentence(error, self.lang)
        field = self.fields.get(str(error.facts.get("field", "")))
        if field is None or field.isHidden():
            plain = " ".join(part for part in (said.hint, said.source) if part)
            self.fault.set_notice(Notice("late", said.message, plain))
            self.grow()
            return
        field.set_error(f"{said.message} {said.hint}")
        field.editor.setFocus()

    def _lay_out(self, above: str) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.act.setDefault(False)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.form)
        inner.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        if above:
            lines.addWidget(PlainLabel(above, role="text2"))
        lines.addWidget(self.fault)
        self._contents = _Contents(inside)
        self._contents.setAccessibleName(self.windowTitle())
        self._why = PlainLabel(role="text2", wrap=True)
        self._why.hide()
        lines.addWidget(self._contents, 1)
        lines.addWidget(self._why)
        lines.addWidget(buttons)
        self.setMinimumWidth(self.look.measures.px(_WIDTH))


class _Contents(QScrollArea):
    """The fields: as high as they need to be, and scrolling when the screen is lower."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        """All fields, within four fifths of the screen."""
        inside = self._inside
        width = max(self.width(), inside.minimumSizeHint().width())
        high = inside.heightForWidth(width) if inside.hasHeightForWidth() else -1
        high = max(high, inside.sizeHint().height())
        return QSize(inside.sizeHint().width(), min(high, self.screen().size().height() * 4 // 5))
