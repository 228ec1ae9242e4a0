"""A signed letter attached to a mail that nobody sent yet, for the office's own mail program."""

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from ikanda_case.app.ports import LetterMail
from ikanda_case.domain.errors import InputError

UNSENT = "X-Unsent"
"""Outlook and Thunderbird open a message with this header as a draft to be sent."""


def mail_draft(mail: LetterMail) -> bytes:
    """Return the draft; the letter's bytes are attached as they are.

    InputError("mail_address_wrong", field="to") for an address that a mail cannot go to.
    """
    message = EmailMessage(policy=SMTP)
    message[UNSENT] = "1"
    if mail.mailbox:
        message["From"] = _address(mail.mailbox, mail.owner)
    message["To"] = _address(mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    message.add_attachment(mail.pdf, maintype="application", subtype="pdf", filename=mail.file_name)
    return message.as_bytes()


def _address(typed: str, name: str = "") -> Address:
    try:
        found = Address(display_name=" ".join(name.split()), addr_spec=typed.strip())
    except (MessageError, ValueError, IndexError):
        found = Address()
    if not found.username or not found.domain or not found.addr_spec.isascii():
        raise InputError("mail_address_wrong", field="to")
    return found
