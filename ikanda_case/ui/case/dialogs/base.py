"""The frame of every dialog of a case: fields, one act, and what is wrong with it in place."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ikanda_case.app.desk import Changes
from ikanda_case.domain.errors import KnownError, SoftRuleError
from ikanda_case.domain.roles import Act
from ikanda_case.texts.errors import error_sentence
from ikanda_case.ui.case.words import Words
from ikanda_case.ui.context import Context
from ikanda_case.ui.look.measures import GAP_12, GAP_16
from ikanda_case.ui.models.case_page import CaseNow
from ikanda_case.ui.widgets.banner import Banner, Notice
from ikanda_case.ui.widgets.button import Button
from ikanda_case.ui.widgets.field import Field
from ikanda_case.ui.widgets.label import PlainLabel
from ikanda_case.ui.widgets.typed import put_back, typed

Deed = Callable[[], Changes]
_WIDTH, _LINES = 560, 4


class DeedDialog(QDialog):
    """One act on one case. Nothing is kept before the act; a refusal is shown where it belongs.

    A dialog says in `deed` which use case it runs, and in `needs` which act that is. Esc gives up;
    Ctrl+Enter does it; plain Enter never does.
    """

    needs: ClassVar[Act]
    done_well = Signal(object)
    """The `Changes`, once they are kept."""

    def __init__(self, context: Context, now: CaseNow, code: str, parent: QWidget | None) -> None:
        """`code` names the act: its title is `do_<code>_title`, its verb `do_<code>`."""
        super().__init__(parent)
        self.context = context
        self.now = now
        self.say = Words(context)
        self.fields: dict[str, Field] = {}
        self._busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.say(f"do_{code}_title"))
        self.fault = Banner(context.look)
        self.act = Button(context.look, self.say(f"do_{code}"), kind="primary", key="Ctrl+Enter")
        self.cancel = Button(context.look, self.say("cancel"))
        self.form = QVBoxLayout()
        self.form.setSpacing(GAP_12)
        self._lay_out()
        self.act.clicked.connect(self._on_act_clicked)
        self.cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.act.click)
        if refused := context.refusal(self.needs):
            self.fault.set_notice(Notice("soon", refused))
        self.refuse("")

    def refuse(self, reason: str) -> None:
        """Close the act for a reason; what the person's roles do not allow is said first."""
        self.act.refuse(self.context.refusal(self.needs) or reason)

    def deed(self) -> Deed:
        """Return the use case with what stands in the fields; called when the act is pressed."""
        raise NotImplementedError

    def add(self, name: str, editor: QWidget, label: str, *, hint: str = "") -> Field:
        """Add a field; a refusal that names `name` is shown below it."""
        field = Field(self.context.look, label, editor, hint=hint)
        self.fields[name] = field
        self.form.addWidget(field)
        return field

    def add_note(self, words: str) -> PlainLabel:
        """Add a quiet sentence."""
        label = PlainLabel(words, role="text2", wrap=True)
        self.form.addWidget(label)
        return label

    def add_words(self, name: str, label: str, text: str = "", *, hint: str = "") -> QPlainTextEdit:
        """Add a field for several lines."""
        editor = QPlainTextEdit(text)
        editor.setTabChangesFocus(True)
        line = editor.fontMetrics().lineSpacing()
        editor.setFixedHeight(line * _LINES + GAP_16)
        self.add(name, editor, label, hint=hint)
        return editor

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields, by their names; nothing while it is being kept."""
        if self._busy:
            return {}
        found = ((name, typed(field.editor)) for name, field in self.fields.items())
        return {name: text for name, text in found if text is not None}

    def put_back(self, words: Mapping[str, str]) -> None:
        """Fill the fields as they stood; the first may decide which others there are."""
        for name, text in words.items():
            if name in self.fields:
                put_back(self.fields[name].editor, text)

    def grow(self) -> None:
        """Take the height the fields need now, once they have been laid out."""
        QTimer.singleShot(0, self, self.adjustSize)

    def reject(self) -> None:
        """Give up, unless it is being kept at this moment."""
        if not self._busy:
            super().reject()

    # ---- doing it ------------------------------------------------------------------------------

    def _on_act_clicked(self) -> None:
        for field in self.fields.values():
            field.set_error("")
        self.fault.set_notice(None)
        self._set_busy(busy=True)
        self.context.act(self.deed(), self, self._on_done, self._on_refused)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.act.set_busy(self.say("busy") if busy else "")

    def _on_done(self, changes: Changes) -> None:
        self._set_busy(busy=False)
        self.done_well.emit(changes)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.context.failed.emit(error)

    @property
    def despite(self) -> str:
        """Return the reason a soft rule asked for; empty when none did."""
        field = self.fields.get("despite")
        if field is None or not isinstance(field.editor, QPlainTextEdit):
            return ""
        return field.editor.toPlainText().strip()

    def ask_reason(self) -> None:
        """Add the field for a reason; the act, pressed again, takes it along."""
        if "despite" not in self.fields:
            self.add_words("despite", self.say("despite"), hint=self.say("despite_hint"))
            self.grow()
        self.fields["despite"].editor.setFocus()

    def show_error(self, error: KnownError) -> None:
        """Show a refusal: below its field when it names one, else above the fields.

        A soft one is shown with the field for the reason it asks for.
        """
        if isinstance(error, SoftRuleError):
            self.ask_reason()
        said = error_sentence(error, self.context.lang)
        field = self.fields.get(str(error.facts.get("field", "")))
        if field is None:
            plain = " ".join(part for part in (said.hint, said.source) if part)
            self.fault.set_notice(Notice("late", said.message, plain))
            return
        field.set_error(f"{said.message} {said.hint}")
        field.editor.setFocus()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self.act.setDefault(False)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self.form)
        inner.addStretch(1)
        scroll = _Contents(inside)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(GAP_16, GAP_16, GAP_16, GAP_16)
        lines.setSpacing(GAP_12)
        lines.addWidget(PlainLabel(self.now.case.ref, role="text2"))
        lines.addWidget(self.fault)
        lines.addWidget(scroll, 1)
        lines.addWidget(buttons)
        self.setMinimumWidth(self.context.look.measures.px(_WIDTH))


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
