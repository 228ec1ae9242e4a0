"""Key files (PKCS#12) of the office: taken, refused by name, and signed with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID

from ikanda_case.domain.errors import InputError
from ikanda_case.signing.key_files import certificate_said, open_key_file
from ikanda_case.signing.keys import DOCUMENT_SIGNING, OrganisationKey
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.verdict import verify_letter
from tests.support.authorities import BEGAN, Key, authority, issued, key_file
from tests.support.letters import STAMP, rendered

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PASSWORD = "geheim van het bestand"
NATIONAL_NUMBER = "85073003328"
"""Invented; its check digits are right."""


def refused(attempt: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as error:
        attempt()
    return error.value


def signed_with(key: OrganisationKey) -> bytes:
    return sign_letter(rendered().pdf, key.pkcs12, STAMP, now=NOW)


def own(key: Key | None = None, **how: object) -> bytes:
    """Return the file of a certificate that signs itself."""
    made = key or ec.generate_private_key(ec.SECP256R1())
    return key_file(made, issued("Kantoor", made, "Kantoor", made, ca=False, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_letter_is_signed_with_a_key_of_an_authority(kind: str) -> None:
    made = authority(kind)
    content = key_file(made.signer_key, made.signer, made.middle, made.root)
    key = open_key_file(content, PASSWORD, NOW)
    assert key.certificate_der == made.signer
    verdict = verify_letter(signed_with(key))
    assert (verdict.verdict, verdict.signer, verdict.identity) == (
        "valid", "Kantoor Voorbeeld", "unknown",
    )  # fmt: skip
    trusted = verify_letter(signed_with(key), trusted_certificates=[made.root])
    assert trusted.identity == "trusted"


def test_the_file_s_password_does_not_come_along() -> None:
    key = open_key_file(own(), PASSWORD, NOW)
    private, certificate, _ = pkcs12.load_key_and_certificates(key.pkcs12, None)
    assert private is not None
    assert certificate is not None


def test_an_issuer_nobody_vouches_for_is_left_out_so_that_the_letter_stays_valid() -> None:
    made = authority("ec")
    without_root = key_file(made.signer_key, made.signer, made.middle)
    key = open_key_file(without_root, PASSWORD, NOW)
    _, _, others = pkcs12.load_key_and_certificates(key.pkcs12, None)
    assert others == []
    assert verify_letter(signed_with(key)).verdict == "valid"


def test_what_a_certificate_says_is_shown_before_it_is_taken() -> None:
    said = certificate_said(authority("ec").signer)
    assert (said.owner, said.issuer) == ("Kantoor Voorbeeld", "Tussen (verzonnen)")
    assert (said.since, said.until) == (BEGAN, BEGAN + timedelta(days=3650))
    assert not said.self_signed
    assert certificate_said(authority("ec").root).self_signed


# ---- what is refused -----------------------------------------------------------------------------


def test_a_wrong_password() -> None:
    for password in ("", "fout", PASSWORD + " "):
        error = refused(lambda password=password: open_key_file(own(), password, NOW))  # type: ignore[misc]
        assert error.code == "key_passphrase_wrong"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"\x30\x80", b"\x30\x03\x02\x01\x03", bytes(1 << 21)]
)
def test_a_file_that_is_none(content: bytes) -> None:
    assert refused(lambda: open_key_file(content, PASSWORD, NOW)).code == "key_file_unreadable"


def test_a_file_with_certificates_only() -> None:
    certificates = [load_der_x509_certificate(authority("ec").root)]
    content = pkcs12.serialize_key_and_certificates(
        b"x", None, None, certificates, BestAvailableEncryption(PASSWORD.encode())
    )
    assert refused(lambda: open_key_file(content, PASSWORD, NOW)).code == "key_file_unreadable"


def test_a_key_and_the_certificate_of_another() -> None:
    made = authority("ec")
    with pytest.raises(ValueError, match="key"):
        key_file(ec.generate_private_key(ec.SECP256R1()), made.signer)


def test_every_cut_of_a_file_is_refused() -> None:
    content = own()
    for length in range(0, len(content), 37):
        cut = content[:length]
        error = refused(lambda cut=cut: open_key_file(cut, PASSWORD, NOW))  # type: ignore[misc]
        assert error.code in ("key_file_unreadable", "key_passphrase_wrong")


def test_a_certificate_outside_its_time() -> None:
    expired = refused(lambda: open_key_file(own(days=30), PASSWORD, NOW))
    assert (expired.code, expired.facts["until"]) == (
        "key_expired", (BEGAN + timedelta(days=30)).date(),
    )  # fmt: skip
    later = NOW + timedelta(days=3)
    early = refused(lambda: open_key_file(own(since=later), PASSWORD, NOW))
    assert (early.code, early.facts["since"]) == ("key_not_yet", later.date())


@pytest.mark.parametrize(
    "purpose", [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.TIME_STAMPING]
)
def test_a_certificate_for_something_else(purpose: object) -> None:
    error = refused(lambda: open_key_file(own(purpose=purpose), PASSWORD, NOW))
    assert error.code == "key_not_for_signing"


def test_a_certificate_of_an_authority_itself() -> None:
    made = ec.generate_private_key(ec.SECP256R1())
    content = key_file(made, issued("Wortel", made, "Wortel", made, ca=True))
    error = refused(lambda: open_key_file(content, PASSWORD, NOW))
    assert error.code == "key_not_for_signing"


@pytest.mark.parametrize("purpose", [DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
def test_a_certificate_for_signing_is_taken(purpose: object) -> None:
    assert open_key_file(own(purpose=purpose), PASSWORD, NOW).fingerprint


def test_a_weak_key_or_one_of_another_kind() -> None:
    for key in (
        rsa.generate_private_key(public_exponent=65537, key_size=1024),
        ec.generate_private_key(ec.SECP192R1()),
    ):
        error = refused(lambda key=key: open_key_file(own(key), PASSWORD, NOW))  # type: ignore[misc]
        assert error.code == "key_weak"
    for other in (ed25519.Ed25519PrivateKey.generate(), dsa.generate_private_key(2048)):
        made = ec.generate_private_key(ec.SECP256R1())
        certificate = issued("Kantoor", other, "Kantoor", made, ca=False)  # type: ignore[arg-type]
        content = key_file(other, certificate)  # type: ignore[arg-type]
        error = refused(lambda content=content: open_key_file(content, PASSWORD, NOW))  # type: ignore[misc]
        assert error.code == "key_weak"


def test_a_certificate_with_a_national_number_never_reaches_a_letter() -> None:
    error = refused(lambda: open_key_file(own(number=NATIONAL_NUMBER), PASSWORD, NOW))
    assert error.code == "key_names_number"
    assert NATIONAL_NUMBER not in str(error.facts)
