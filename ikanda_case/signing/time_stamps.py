"""Time stamps (RFC 3161): a server says when a signature was there; only its hash leaves the house.

The answer is looked at before it counts. Whatever is wrong with server or answer is a known fault,
so that a person can decide to sign without.
"""

import asyncio
import os
import threading
import urllib.request
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from typing import ClassVar
from urllib.error import HTTPError
from urllib.parse import urlsplit

from asn1crypto import cms, core, tsp
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation

from ikanda_case.domain.errors import EnvironmentFault, InputError
from ikanda_case.signing.canonical import NotCanonical, canonical_container
from ikanda_case.signing.containers import Doubt, imprint_fits, time_told
from ikanda_case.signing.vouching import vouched

LARGEST_TOKEN = 12 * 1024
"""Bytes left for a time stamp in a signature."""
_LARGEST_ANSWER = 1 << 17
_GRANTED = ("granted", "granted_with_mods")


def require_url(url: str) -> None:
    """Refuse what is no address of a time-stamp server; InputError("time_stamp_url_wrong")."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
        _ = parts.port
    except ValueError:
        fits = False
    if not fits or not url.isascii() or any(sign.isspace() for sign in url):
        raise InputError("time_stamp_url_wrong", field="time_stamps")


class _Answer(core.Sequence):  # type: ignore[misc]
    """A server's answer: one that refuses brings no token, which `asn1crypto` does not expect."""

    _fields: ClassVar = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class TimeStamps(TimeStamper):
    """Asks one server; EnvironmentFault says why there is no time stamp.

    "time_stamp_unreachable", "time_stamp_slow"(seconds), "time_stamp_refused" when the server
    said no, "time_stamp_wrong" when its answer is for something else, does not hold, or has a
    form that is not understood.
    """

    def __init__(self, url: str, seconds: float) -> None:
        """`seconds` is the wall time for one answer, however slowly it comes."""
        super().__init__()  # type: ignore[no-untyped-call]
        require_url(url)
        self._url = url
        self._seconds = seconds

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return the token for a hash, checked, with nothing in it that nobody vouches for."""
        nonce, asked = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        answer = self._asked(asked.dump())
        try:
            return _token(answer, nonce, message_digest, md_algorithm)
        except (Doubt, NotCanonical, SignatureValidationError, ValueError, TypeError, KeyError):
            raise EnvironmentFault("time_stamp_wrong") from None

    def tried(self) -> datetime:
        """Return the time this server tells, over a hash of nothing."""
        token = asyncio.run(self.async_timestamp(os.urandom(32), "sha256"))
        return time_told(token["content"], ())

    def _asked(self, question: bytes) -> bytes:
        answer: list[bytes] = []
        failed: list[Exception] = []

        def ask() -> None:
            try:
                answer.append(_posted(self._url, question, self._seconds))
            except (OSError, HTTPException, ValueError) as error:
                failed.append(error)

        _within(ask, self._seconds)
        if answer:
            return answer[0]
        if failed and not isinstance(failed[0], TimeoutError):
            raise EnvironmentFault("time_stamp_unreachable")
        raise EnvironmentFault("time_stamp_slow", seconds=max(1, round(self._seconds)))


def _within(ask: Callable[[], None], seconds: float) -> None:
    """Wait no longer than that; a server that trickles is left alone with its thread."""
    asking = threading.Thread(target=ask, name="time stamp", daemon=True)
    asking.start()
    asking.join(seconds)


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the office chose this server."""

    def redirect_request(self, *_: object) -> None:
        """Leave it, which makes an error of it."""


def _posted(url: str, question: bytes, seconds: float) -> bytes:
    kinds = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    request = urllib.request.Request(url, question, kinds)
    try:
        with urllib.request.build_opener(_Straight).open(request, timeout=seconds) as answer:
            content: bytes = answer.read(_LARGEST_ANSWER + 1)
    except HTTPError as refused:
        refused.close()
        raise
    return content


def _token(answer: bytes, nonce: object, digest: bytes, algorithm: str) -> cms.ContentInfo:
    told = _Answer.load(answer, strict=True)
    if told["status"]["status"].native not in _GRANTED:
        raise EnvironmentFault("time_stamp_refused")
    token = _bare(told["time_stamp_token"])
    stamp = token["content"]["encap_content_info"]["content"].parsed
    if nonce is not None and stamp["nonce"].native != getattr(nonce, "native", nonce):
        raise Doubt("time_stamp_wrong")
    if not imprint_fits(stamp, digest, algorithm):
        raise Doubt("time_stamp_wrong")
    time_told(token["content"], ())
    if len(token.dump()) > LARGEST_TOKEN:
        raise ValueError
    return token


def _bare(token: cms.ContentInfo) -> cms.ContentInfo:
    """Return a token with what it signs, and of the rest only what cannot be altered unseen."""
    signed = token["content"]
    found = extract_certs_for_validation(signed)
    purposes = found.signer_cert.extended_key_usage_value
    if purposes is None or "time_stamping" not in purposes.native:
        raise Doubt("time_stamp_wrong")  # RFC 3161, 2.3
    own = found.signer_cert.dump()
    every = [own, *(each.dump() for each in found.other_certs)]
    signed["certificates"] = cms.CertificateSet(
        [
            cms.CertificateChoices("certificate", cms.Certificate.load(der))
            for der in vouched(every, own)
        ]
    )
    signed["crls"] = None
    extract_signer_info(signed)["unsigned_attrs"] = None
    return cms.ContentInfo.load(canonical_container(token.dump(force=True)))
