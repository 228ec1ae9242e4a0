"""The key the office signs with and the server for its time stamps: looked at first, then taken."""

from datetime import datetime

from ikanda_case.app.desk import Changes, Desk, record, record_office
from ikanda_case.app.ports import CertificateLike, NewKey, Work
from ikanda_case.domain.errors import RuleError
from ikanda_case.domain.facts import KeyMade, TimeStampsChosen
from ikanda_case.domain.journal import OFFICE
from ikanda_case.domain.office import Office

ORGANISATION_KEY = "organisation_key"


def certificate(desk: Desk) -> tuple[Office, CertificateLike | None]:
    """Return the office, and what the certificate it signs with says; None before there is one."""
    with desk.file.reading() as now:
        office = now.office()
    return office, desk.signer.certificate(office.certificate) if office.certificate else None


def look(desk: Desk, content: bytes, passphrase: str) -> tuple[NewKey, CertificateLike]:
    """Open a key file (PKCS#12) and return its key and what its certificate says; keeps nothing.

    InputError: "key_file_unreadable", "key_passphrase_wrong", "key_expired"(until),
    "key_not_yet"(since), "key_not_for_signing", "key_weak", "key_names_number".
    """
    with desk.reading("describe"):
        found = desk.signer.open_key(content, passphrase, desk.clock.now())
        return found, desk.signer.certificate(found.certificate)


def take(desk: Desk, key: NewKey) -> Changes:
    """Sign with this key of a file from now on; the file's own passphrase is kept nowhere."""
    with desk.work("describe") as work:
        if work.office().fingerprint == key.fingerprint:
            raise RuleError("key_already", rule="S11", article="GDPR Art. 5(2)")
        return _kept(desk, work, key, from_file=True)


def make_own(desk: Desk) -> Changes:
    """Sign with a new key of the office's own making from now on."""
    with desk.reading("describe") as now:
        name = now.office().described.legal_name
    key = desk.signer.new_key(name, desk.clock.now())
    with desk.work("describe") as work:
        return _kept(desk, work, key, from_file=False)


def ensure_key(desk: Desk) -> Changes:
    """Make the organisation's signing key, once; it is kept inside the case file only."""
    with desk.reading("describe") as now:
        office = now.office()
        if office.fingerprint:
            return Changes()
    key = desk.signer.new_key(office.described.legal_name, desk.clock.now())
    with desk.work("describe") as work:
        if work.office().fingerprint:
            return Changes()
        return _kept(desk, work, key, from_file=False)


def _kept(desk: Desk, work: Work, key: NewKey, *, from_file: bool) -> Changes:
    work.keep_secret(ORGANISATION_KEY, key.pkcs12)
    made = KeyMade(
        fingerprint=key.fingerprint, certificate=key.certificate.hex(), from_file=from_file
    )
    return record(work, OFFICE, [(desk.clock.today(), made)])


def try_time_stamps(desk: Desk, url: str) -> datetime:
    """Ask a server for a time stamp over nothing of the office, and return the time it told.

    InputError("time_stamp_url_wrong"); EnvironmentFault: "time_stamp_unreachable",
    "time_stamp_slow"(seconds), "time_stamp_refused", "time_stamp_wrong".
    """
    return desk.signer.try_time_stamps(url)


def choose_time_stamps(desk: Desk, url: str) -> Changes:
    """Have each signature stamped by this server from now on; an empty address is by none.

    InputError("time_stamp_url_wrong").
    """
    wanted = url.strip()
    if wanted:
        desk.signer.require_time_stamps_url(wanted)
    return record_office(desk, "describe", TimeStampsChosen(url=wanted))
