"""The approved bytes become a signed letter: only appended to, never rewritten."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from ikanda_case.domain.errors import InputError
from ikanda_case.pdf.archive import NotArchivable, check_archivable
from ikanda_case.pdf.fonts import missing_sign
from ikanda_case.pdf.stamp import MOST_LINES, StampTooLong, draw_stamp
from ikanda_case.pdf.wording import printable
from ikanda_case.signing.keys import check_time
from ikanda_case.signing.time_stamps import LARGEST_TOKEN, TimeStamps

FIELD = "Signature1"
_BYTE_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]")
_AROUND_CERTIFICATES = 1200
"""Bytes for signature, signed attributes and names: enough for RSA of 4096 bits."""

NEWEST_VERSION = (1, 7)
"""PDF/A-2 rests on PDF 1.7."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands in the visible stamp, at most five lines; the first one is its title."""

    lines: tuple[str, ...]


def sign_letter(
    pdf: bytes,
    pkcs12: bytes,
    stamp: Stamp,
    *,
    now: datetime,
    passphrase: bytes | None = None,
    time_stamps: TimeStamps | None = None,
) -> bytes:
    """Return the letter signed in its field `Signature1`, no change allowed after.

    PAdES B-B; B-T with `time_stamps`, whose faults go up as they are.

    `pdf` stands unchanged at the beginning of the result, which is PDF/A-2b but for the
    signature itself. `now`, aware, is the signing time the signature claims. InputError:
    `letter_not_signable` when the PDF is not an unsigned letter of ours, `key_unreadable`,
    `letter_glyph_missing` (sign) and `stamp_too_long` (most) for the stamp,
    `letter_not_archivable` (rule), `key_expired` (until) and `key_not_yet` (since).
    """
    drawn = _drawn(stamp)
    signer = _signer(pkcs12, passphrase)
    _check_time(signer, now)
    signed = _signed(pdf, signer, drawn, now, time_stamps)
    try:
        check_archivable(signed)
    except NotArchivable as refused:
        raise InputError("letter_not_archivable", rule=refused.rule) from None
    return signed


def _drawn(stamp: Stamp) -> bytes:
    lines = [printable(line).replace("\n", " ") for line in stamp.lines]
    for line in lines:
        sign = missing_sign(line)
        if sign is not None:
            raise InputError("letter_glyph_missing", sign=sign)
    try:
        return draw_stamp(lines)
    except StampTooLong:
        raise InputError("stamp_too_long", most=MOST_LINES) from None


def _signer(pkcs12: bytes, passphrase: bytes | None) -> signers.SimpleSigner:
    try:
        loaded = signers.SimpleSigner.load_pkcs12_data(pkcs12, [], passphrase)
    except (ValueError, TypeError, AttributeError):
        raise InputError("key_unreadable") from None
    assert isinstance(loaded, signers.SimpleSigner)
    return loaded


def _check_time(signer: signers.SimpleSigner, now: datetime) -> None:
    certificate = signer.signing_cert
    assert certificate is not None
    check_time(certificate.not_valid_before, certificate.not_valid_after, now)


def _signed(
    pdf: bytes,
    signer: signers.SimpleSigner,
    stamp: bytes,
    now: datetime,
    time_stamps: TimeStamps | None,
) -> bytes:
    settings = signers.PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    style: Any = _DrawnStamp(stamp)
    letter_signer = _LetterSigner(
        settings, signer=signer, timestamper=time_stamps, stamp_style=style
    )
    letter_signer.now = now
    output = io.BytesIO()
    try:
        letter_signer.sign_pdf(
            _Appending(io.BytesIO(pdf)),
            existing_fields_only=True,
            bytes_reserved=_reserved(signer, LARGEST_TOKEN if time_stamps else 0),
            output=output,
        )
    except (PdfError, SigningError):
        raise InputError("letter_not_signable") from None
    return _lower_case(output.getvalue(), len(pdf))


def _reserved(signer: signers.SimpleSigner, token: int) -> int:
    """Return how many hexadecimal digits to leave for the container.

    Its certificates, what stands around them, and a time stamp; without this it would be made
    twice, and the server asked twice.
    """
    every = [signer.signing_cert, *signer.cert_registry]
    certificates = {each.dump() for each in every if each is not None}
    return 2 * (_AROUND_CERTIFICATES + token + sum(len(der) for der in certificates))


def _lower_case(signed: bytes, appended: int) -> bytes:
    """Return the signed letter with its container in lower-case hexadecimal.

    The verdict asks for one way of writing; the gap is the only part no signature covers.
    """
    for found in _BYTE_RANGE.finditer(signed, appended):
        before, after, length = map(int, found.groups())
        if signed[before : before + 1] == b"<" and after + length == len(signed):
            return signed[:before] + signed[before:after].lower() + signed[after:]
    raise RuntimeError("the signature just made is not where it should be")


class _LetterSigner(signers.PdfSigner):
    """Signs at a given time and leaves the PDF version at 1.7, as PDF/A-2 demands."""

    now: datetime

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """Register no extension: one for ECDSA would raise the version to 2.0."""
        pdf_out.ensure_output_version(NEWEST_VERSION)  # type: ignore[no-untyped-call]

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """Give the session the time the letter is signed at."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.now
        return session


class _Appending(IncrementalPdfFileWriter):
    """Appends a signature and leaves the letter's metadata as they are."""

    def _update_meta(self) -> None:
        """Write no metadata: the XMP block is what the PDF/A gate approved."""


@dataclass(frozen=True, slots=True)
class _DrawnStamp:
    """A stamp style for pyHanko: the drawn page, from memory, at the size it was drawn.

    The styles that come with pyHanko cut the stamp to whole points and set their own fonts.
    """

    pdf: bytes

    def create_stamp(
        self, writer: BasePdfFileWriter, box: object, text_params: object
    ) -> "_PlacedStamp":
        """Put the page into the letter as a form."""
        return _PlacedStamp(writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf))))


@dataclass(frozen=True, slots=True)
class _PlacedStamp:
    page: generic.IndirectObject

    def apply_appearance(self, annotation: generic.DictionaryObject) -> None:
        """Show the page where the signature field is."""
        appearances = generic.DictionaryObject()  # type: ignore[no-untyped-call]
        appearances["/N"] = self.page
        annotation["/AP"] = appearances
