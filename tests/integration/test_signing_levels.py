"""Signatures of others: time stamps, long-term material, chains; all by the same strict verdict."""

import asyncio
import io
from typing import Any

import pytest
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ikanda_case.signing.verdict import verify_letter
from tests.support.authorities import authority, private
from tests.support.letters import rendered
from tests.support.signed_parts import ranges


def _store(*certificates: bytes) -> Any:
    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple([asn1_x509.Certificate.load(der) for der in certificates])
    return store


def time_stamper() -> Any:
    made = authority("ec")
    return timestamps.DummyTimeStamper(
        tsa_cert=asn1_x509.Certificate.load(made.stamper),
        tsa_key=private(made.stamper_key),
        certs_to_embed=_store(made.root),
    )


def lowered(pdf: bytes) -> bytes:
    """Return the file with its newest signature in lower-case hexadecimal."""
    before, after, _ = ranges(pdf)
    return pdf[:before] + pdf[before:after].lower() + pdf[after:]


def signed_by_others(
    *,
    stamped: bool = False,
    long_term: bool = False,
    kind: str = "ec",
    chain: bool = True,
    subfilter: Any = fields.SigSeedSubFilter.PADES,
    digest: str = "sha256",
) -> bytes:
    made = authority(kind)
    embedded = (made.root, made.middle) if chain else ()
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(made.signer),
        signing_key=private(made.signer_key),
        cert_registry=_store(*embedded),
    )
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(made.root)],
        other_certs=[asn1_x509.Certificate.load(made.middle)],
        allow_fetching=False,
        moment=None,
    )
    settings = signers.PdfSignatureMetadata(
        field_name="Signature1",
        subfilter=subfilter,
        md_algorithm=digest,
        embed_validation_info=long_term,
        validation_context=context if long_term else None,
    )
    letter_signer = signers.PdfSigner(
        settings,
        signer=signer,
        timestamper=time_stamper() if stamped else None,
        stamp_style=NoOpStampStyle(),
    )
    output = io.BytesIO()
    letter_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(rendered().pdf)), output=output)
    return lowered(output.getvalue())


def with_document_time_stamp(pdf: bytes) -> bytes:
    output = io.BytesIO()
    stamper = PdfTimeStamper(time_stamper())
    asyncio.run(
        stamper.async_timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", None, output=output
        )
    )
    return lowered(output.getvalue())


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_signature_under_an_authority(kind: str) -> None:
    pdf = signed_by_others(kind=kind)
    verdict = verify_letter(pdf)
    assert (verdict.verdict, verdict.level, verdict.why) == ("valid", "B-B", "intact")
    assert (verdict.signer, verdict.identity) == ("Kantoor Voorbeeld", "unknown")
    root = authority(kind).root
    assert verify_letter(pdf, trusted_certificates=[root]).identity == "trusted"
    assert verify_letter(pdf, trusted_certificates=[authority(kind).signer]).identity == "trusted"


def test_another_authority_is_not_trusted() -> None:
    other = authority("rsa").root
    assert verify_letter(signed_by_others(), trusted_certificates=[other]).identity == "unknown"


def test_a_chain_is_built_with_what_is_trusted() -> None:
    pdf = signed_by_others(chain=False)
    trusted = [authority("ec").middle]
    assert verify_letter(pdf).identity == "unknown"
    assert verify_letter(pdf, trusted_certificates=trusted).identity == "trusted"


def test_a_time_stamp_is_level_t() -> None:
    verdict = verify_letter(signed_by_others(stamped=True))
    assert (verdict.verdict, verdict.level, verdict.why) == ("valid", "B-T", "intact")
    assert verdict.timestamp is not None
    assert verdict.timestamp.tzinfo is not None
    assert verdict.covers_whole_file


def test_validation_material_is_level_lt() -> None:
    verdict = verify_letter(signed_by_others(stamped=True, long_term=True))
    assert (verdict.verdict, verdict.level, verdict.why) == ("valid", "B-LT", "intact")
    assert not verdict.changed_after_signing


def test_a_document_time_stamp_is_level_lta() -> None:
    pdf = with_document_time_stamp(signed_by_others(stamped=True, long_term=True))
    verdict = verify_letter(pdf)
    assert (verdict.verdict, verdict.level, verdict.why) == ("valid", "B-LTA", "intact")
    assert verdict.covers_whole_file
    assert verify_letter(pdf + b"\n").verdict == "invalid"


def test_a_plain_signature_may_not_grow() -> None:
    verdict = verify_letter(with_document_time_stamp(signed_by_others()))
    assert (verdict.verdict, verdict.why) == ("invalid", "appended")


def test_a_time_stamp_alone_signs_no_letter() -> None:
    verdict = verify_letter(with_document_time_stamp(rendered().pdf))
    assert (verdict.verdict, verdict.why) == ("invalid", "form_unknown")


def test_an_older_form_of_signature_is_judged_alike() -> None:
    pdf = signed_by_others(subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert verify_letter(pdf).verdict == "valid"


def test_a_weak_algorithm_is_not_valid() -> None:
    verdict = verify_letter(signed_by_others(digest="sha1", kind="rsa"))
    assert (verdict.verdict, verdict.why) == ("invalid", "weak_algorithm")


@pytest.mark.parametrize(
    "pdf",
    [
        signed_by_others,
        lambda: signed_by_others(kind="rsa"),
        lambda: signed_by_others(stamped=True),
        lambda: signed_by_others(subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
    ],
    ids=["chain", "rsa", "stamped", "older"],
)
@pytest.mark.parametrize("part", range(6))
def test_no_flip_in_the_container_is_valid(pdf: Any, part: int) -> None:
    """Every sixth byte of signer, chain and time stamp, in six tests."""
    whole = pdf()
    before, after, _ = ranges(whole)
    end = before + len(whole[before:after].rstrip(b"0>"))
    wrong = []
    for place in range(before + part * 6, end, 36):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        if verify_letter(bytes(changed)).verdict == "valid":
            wrong.append(place - before)
    assert wrong == []


@pytest.mark.parametrize("which", ["root", "middle"])
def test_unused_bits_in_the_signature_of_a_certificate_are_an_alteration(which: str) -> None:
    whole = signed_by_others()
    der: bytes = getattr(authority("ec"), which)
    unused = len(der) - len(asn1_x509.Certificate.load(der)["signature_value"].contents)
    written = der.hex().encode()
    changed = der[:unused] + b"\x01" + der[unused + 1 :]
    assert whole.count(written) == 1
    verdict = verify_letter(whole.replace(written, changed.hex().encode()))
    assert (verdict.verdict, verdict.why) == ("invalid", "certificate_unvouched")


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("stamped", [False, True])
def test_no_bit_of_a_chain_or_time_stamp_may_change(stamped: bool) -> None:
    whole = signed_by_others(stamped=stamped)
    before, after, _ = ranges(whole)
    end = before + len(whole[before:after].rstrip(b"0>")) + 1
    wrong = []
    for place in range(before, end):
        for bit in range(8):
            changed = bytearray(whole)
            changed[place] ^= 1 << bit
            if verify_letter(bytes(changed)).verdict == "valid":
                wrong.append((place - before, bit))
    assert wrong == []
