"""Signed letters: appended to, archivable, certified, and judged by others and by ourselves."""

import hashlib
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from ikanda_case.domain.errors import InputError
from ikanda_case.pdf.archive import check_archivable
from ikanda_case.pictures.pages import draw_pages
from ikanda_case.signing.keys import (
    DOCUMENT_SIGNING,
    load_organisation_key,
    make_organisation_key,
)
from ikanda_case.signing.sign import Stamp, sign_letter
from ikanda_case.signing.verdict import Verdict, verify_letter
from tests.support.letters import (
    LANGUAGES,
    SIGNED_AT,
    STAMP,
    Language,
    office_key,
    opened,
    rendered,
    signed,
)
from tests.support.pdf_content import roles
from tests.support.signed_parts import container_and_content


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


# ---- the key -----------------------------------------------------------------------------------


def test_the_certificate_signs_documents_and_nothing_else() -> None:
    certificate = x509.load_der_x509_certificate(office_key().certificate_der)
    key = certificate.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    extensions = certificate.extensions
    constraints = extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert not constraints.value.ca
    usage = extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    purposes = list(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert purposes == [DOCUMENT_SIGNING]
    assert ExtendedKeyUsageOID.SERVER_AUTH not in purposes
    assert certificate.not_valid_before_utc == SIGNED_AT
    assert certificate.not_valid_after_utc - SIGNED_AT >= timedelta(days=3650)
    own = extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    issuer = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert issuer.key_identifier == own.digest
    certificate.verify_directly_issued_by(certificate)


def test_the_fingerprint_is_that_of_the_certificate() -> None:
    key = office_key()
    assert key.fingerprint == hashlib.sha256(key.certificate_der).hexdigest().upper()


@pytest.mark.parametrize("passphrase", [None, b"een wachtzin die niemand raadt"])
def test_a_key_comes_back_as_it_was_made(passphrase: bytes | None) -> None:
    made = make_organisation_key("Kantoor Voorbeeld", SIGNED_AT, passphrase)
    assert load_organisation_key(made.pkcs12, passphrase) == made


@pytest.mark.parametrize("passphrase", [None, b"", b"een andere"])
def test_a_key_does_not_open_with_another_passphrase(passphrase: bytes | None) -> None:
    made = make_organisation_key("Kantoor Voorbeeld", SIGNED_AT, b"de goede")
    with pytest.raises(InputError, match="key_unreadable"):
        load_organisation_key(made.pkcs12, passphrase)
    with pytest.raises(InputError, match="key_unreadable"):
        sign_letter(rendered().pdf, made.pkcs12, STAMP, now=SIGNED_AT, passphrase=passphrase)


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
def test_a_key_has_a_name_that_fits(name: str) -> None:
    with pytest.raises(InputError, match="key_name_wrong"):
        make_organisation_key(name, SIGNED_AT)


@pytest.mark.parametrize("packed", [b"", b"geen sleutel", b"0" * 900])
def test_bytes_that_are_no_key_are_refused(packed: bytes) -> None:
    with pytest.raises(InputError, match="key_unreadable"):
        load_organisation_key(packed)
    with pytest.raises(InputError, match="key_unreadable"):
        sign_letter(rendered().pdf, packed, STAMP, now=SIGNED_AT)


# ---- the signed letter -------------------------------------------------------------------------


def test_the_approved_bytes_are_only_appended_to(language: Language) -> None:
    assert signed(language).startswith(rendered(language).pdf)


def test_a_signed_letter_is_archivable(language: Language) -> None:
    check_archivable(signed(language))


def test_the_metadata_are_byte_for_byte_the_approved_ones(language: Language) -> None:
    with opened(rendered(language).pdf) as before, opened(signed(language)) as after:
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert after.Root.Metadata.objgen == before.Root.Metadata.objgen
        assert dict(after.docinfo.items()) == dict(before.docinfo.items())


def test_the_version_stays_within_pdf_a(language: Language) -> None:
    with opened(signed(language)) as pdf:
        assert pdf.pdf_version <= "1.7"
        assert "/Extensions" not in pdf.Root
        assert str(pdf.Root.get("/Version", "/1.7")) <= "/1.7"


def test_the_signature_certifies_and_allows_no_change() -> None:
    with opened(signed()) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.Reference[0].TransformParams.P == 1
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert str(signature.M) == "D:20261123152000Z"
        assert pdf.Root.AcroForm.Fields[0].V.objgen == signature.objgen


def test_the_tags_stay_as_they_were() -> None:
    with opened(rendered().pdf) as before, opened(signed()) as after:
        assert roles(after) == roles(before)
        assert after.Root.AcroForm.Fields[0].StructParent == 1


def test_the_stamp_shows_in_its_place_as_it_was_drawn() -> None:
    (before,) = draw_pages(rendered().pdf, dpi=72)
    (after,) = draw_pages(signed(), dpi=72)
    with opened(signed()) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.Root.AcroForm.Fields[0].Rect)
        form = pdf.Root.AcroForm.Fields[0].AP.N
        assert [float(edge) for edge in form.BBox] == pytest.approx(
            [0, 0, right - left, top - bottom], abs=0.01
        )
    changed = [
        (place // 3 % before.width, place // 3 // before.width)
        for place in range(0, len(before.rgb), 3)
        if before.rgb[place : place + 3] != after.rgb[place : place + 3]
    ]
    assert len(changed) > 500
    assert all(left - 1 <= x <= right + 1 for x, _ in changed)
    assert all(841.9 - top - 1 <= y <= 841.9 - bottom + 1 for _, y in changed)


def test_two_signatures_of_the_same_letter_are_both_valid() -> None:
    again = sign_letter(rendered().pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)
    assert again != signed()
    assert verify_letter(again) == verify_letter(signed())


@pytest.mark.parametrize("pdf", [b"", b"geen pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_letter_is_not_signed(pdf: bytes) -> None:
    with pytest.raises(InputError, match="letter_not_signable"):
        sign_letter(pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)


def test_a_signed_letter_is_not_signed_again() -> None:
    with pytest.raises(InputError, match="letter_not_signable"):
        sign_letter(signed(), office_key().pkcs12, STAMP, now=SIGNED_AT)


@pytest.mark.parametrize(
    ("lines", "code"),
    [(("a",) * 6, "stamp_too_long"), (("ja 😀",), "letter_glyph_missing")],
)
def test_a_stamp_that_does_not_fit_is_refused(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError, match=code):
        sign_letter(rendered().pdf, office_key().pkcs12, Stamp(lines), now=SIGNED_AT)


def test_the_disk_is_not_touched_by_signing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert sign_letter(rendered().pdf, office_key().pkcs12, STAMP, now=SIGNED_AT)


# ---- our verdict -------------------------------------------------------------------------------


def test_our_verdict_is_valid(language: Language) -> None:
    assert verify_letter(signed(language)) == Verdict(
        signed=True,
        intact=True,
        covers_whole_file=True,
        changed_after_signing=False,
        signer="IKANDA BV (verzonnen)",
        signed_at=SIGNED_AT,
        timestamp=None,
        level="B-B",
        identity="self-signed",
        verdict="valid",
        why="intact",
    )


def test_a_signer_on_the_list_is_trusted() -> None:
    own = office_key().certificate_der
    assert verify_letter(signed(), trusted_certificates=[own]).identity == "trusted"
    other = make_organisation_key("Kantoor Voorbeeld", SIGNED_AT).certificate_der
    assert verify_letter(signed(), trusted_certificates=[other]).identity == "self-signed"


def test_a_letter_without_signature_is_unsigned() -> None:
    assert verify_letter(rendered().pdf) == Verdict(verdict="unsigned", why="no_signature")


# ---- the verdict of others ---------------------------------------------------------------------


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(tool), reason=f"needs {tool}")


def run(*command: str) -> str:
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return ended.stdout.decode(errors="replace")


@needs("pdfsig")
def test_poppler_finds_the_signature_valid(language: Language, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(signed(language))
    said = run("pdfsig", "-nocert", str(letter))
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Signature Type: ETSI.CAdES.detached" in said


@needs("mutool")
def test_mupdf_finds_the_letter_unchanged(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(signed())
    assert "The document is unchanged since signing." in run("mutool", "sign", "-v", str(letter))


@needs("qpdf")
def test_qpdf_finds_the_file_sound(language: Language, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(signed(language))
    said = run("qpdf", "--check", str(letter))
    assert "No syntax or stream encoding errors found" in said


@needs("openssl")
def test_openssl_accepts_the_container(tmp_path: Path) -> None:
    container, content = container_and_content(signed())
    (tmp_path / "sig.der").write_bytes(container)
    (tmp_path / "signed.bin").write_bytes(content)
    certificate = x509.load_der_x509_certificate(office_key().certificate_der)
    from cryptography.hazmat.primitives.serialization import Encoding

    (tmp_path / "office.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    ended = subprocess.run(
        [
            "openssl",
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            "sig.der",
            "-content",
            "signed.bin",
            "-CAfile",
            "office.pem",
            "-purpose",
            "any",
            "-no_check_time",
            "-binary",
            "-out",
            "out.bin",
        ],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"erification successful" in ended.stderr
