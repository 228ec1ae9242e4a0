"""One signature in a PDF, with the bytes it stands in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from ikanda_case.pdf.wording import printable
from ikanda_case.signing.canonical import NotCanonical, canonical_container
from ikanda_case.signing.containers import Doubt, check_container, token_time

_FORMS = {
    "/Sig": ("/ETSI.CAdES.detached", "/adbe.pkcs7.detached"),
    "/DocTimeStamp": ("/ETSI.RFC3161",),
}

_LONGEST_NAME = 200
_ENDINGS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")


class Signature:
    """A letter's signature, or a time stamp over the whole document."""

    def __init__(
        self, pdf: bytes, embedded: EmbeddedPdfSignature, trusted: Sequence[bytes]
    ) -> None:
        self.pdf = pdf
        self.embedded = embedded
        self.trusted = trusted

    @property
    def is_time_stamp(self) -> bool:
        """Return whether it is a document time stamp and nobody's signature."""
        return bool(self.embedded.sig_object_type == "/DocTimeStamp")

    @property
    def has_security_store(self) -> bool:
        """Return whether the file holds validation material (a DSS dictionary)."""
        return "/DSS" in self.embedded.reader.root

    @property
    def signer(self) -> str:
        """Return the common name in the signer's certificate, without unseen signs."""
        name = self.embedded.signer_cert.subject.native.get("common_name", "")
        joined = name if isinstance(name, str) else " ".join(name)
        return " ".join(printable(joined).split())[:_LONGEST_NAME]

    @property
    def signed_at(self) -> datetime | None:
        """Return the time the signer claims, if it was told with its offset."""
        moment = self.embedded.self_reported_timestamp
        return moment if isinstance(moment, datetime) and moment.tzinfo else None

    @property
    def certificates(self) -> tuple[bytes, list[bytes]]:
        """Return the signer's certificate and the others, as DER."""
        others = self.embedded.other_embedded_certs
        return self.embedded.signer_cert.dump(), [other.dump() for other in others]

    @property
    def time_stamp(self) -> datetime | None:
        """Return the time in the signature's own time stamp, if it has one; Doubt if wrong."""
        attributes = self.embedded.signer_info["unsigned_attrs"]
        if not attributes.native:
            return None
        token = cms.ContentInfo.load(attributes[0]["values"][0].dump())["content"]
        return token_time(token, self.embedded.signer_info["signature"].native, self.trusted)

    @property
    def covers_whole_file(self) -> bool:
        """Return whether everything but its own gap is signed, up to the last byte."""
        *_, start, length = self.embedded.byte_range
        return bool(start + length == len(self.pdf))

    @property
    def only_long_term_additions(self) -> bool:
        """Return whether all that follows are revisions of validation material and time stamps."""
        embedded: Any = self.embedded
        newest = embedded.reader.xrefs.total_revisions - 1
        if embedded.signed_revision >= newest or not self.pdf.endswith(_ENDINGS):
            return False
        embedded.compute_integrity_info()
        changes = embedded.diff_result
        return (
            isinstance(changes, DiffResult)
            and changes.modification_level.value <= ModificationLevel.LTA_UPDATES.value
        )

    def check(self) -> None:
        """Raise Doubt unless it is intact and written as it must be."""
        forms = _FORMS.get(self.embedded.sig_object_type, ())
        if self.embedded.sig_object.get("/SubFilter") not in forms:
            raise Doubt("form_unknown")
        before, after, end = self._range()
        try:
            container = canonical_container(self.embedded.pkcs7_content)
        except (NotCanonical, ValueError):
            raise Doubt("container_altered") from None
        if not _is_gap(self.pdf[before:after], container):
            raise Doubt("container_altered")
        if self.is_time_stamp:
            signed = self.pdf[:before] + self.pdf[after:end]
            token_time(self.embedded.signed_data, signed, self.trusted)
        else:
            digest = self.embedded.compute_digest()
            check_container(self.embedded.signed_data, "data", digest, self.trusted)

    def _range(self) -> tuple[int, int, int]:
        beginning, before, after, length = (int(number) for number in self.embedded.byte_range)
        if beginning != 0 or not 0 < before < after <= after + length <= len(self.pdf):
            raise Doubt("altered")
        return before, after, after + length


def _is_gap(gap: bytes, container: bytes) -> bool:
    """Return whether a gap is `<`, the container in lower-case hexadecimal, zeros, `>`."""
    written = b"<" + container.hex().encode("ascii")
    zeros = len(gap) - len(written) - 1
    return len(gap) % 2 == 0 and zeros >= 0 and gap == written + b"0" * zeros + b">"
