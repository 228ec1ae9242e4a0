"""Time stamps of a real authority (`openssl ts`) on loopback, and what may be wrong with one."""

import asyncio
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp, x509
from pyhanko.sign.timestamps import DummyTimeStamper

from ikanda_case.domain.errors import EnvironmentFault, InputError
from ikanda_case.pdf.archive import check_archivable
from ikanda_case.signing.keys import make_organisation_key
from ikanda_case.signing.sign import sign_letter
from ikanda_case.signing.time_stamps import TimeStamps, require_url
from ikanda_case.signing.verdict import Verdict, verify_letter
from tests.support.authorities import authority as invented
from tests.support.authorities import private
from tests.support.letters import STAMP, office_key, rendered
from tests.support.time_stamps import Authority, make_authority, serving

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")

PATIENCE = 20.0


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("tsa"))


def stamped(url: str, seconds: float = PATIENCE) -> bytes:
    now = datetime.now(UTC)
    server = TimeStamps(url, seconds)
    return sign_letter(rendered().pdf, key(), STAMP, now=now, time_stamps=server)


def key() -> bytes:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    return make_organisation_key("IKANDA BV (verzonnen)", yesterday).pkcs12


def fault(attempt: Callable[[], object]) -> str:
    with pytest.raises(EnvironmentFault) as refused:
        attempt()
    return refused.value.code


def check(pdf: bytes) -> Verdict:
    verdict = verify_letter(pdf)
    assert (verdict.verdict, verdict.level, verdict.why) == ("valid", "B-T", "intact")
    assert pdf.startswith(rendered().pdf)
    check_archivable(pdf)
    return verdict


def test_a_letter_is_stamped_by_a_real_authority(authority: Authority) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    authority.asked.clear()
    with serving(authority.answer) as url:
        verdict = check(stamped(url))
    assert len(authority.asked) == 1, "the server is asked once for a letter"
    assert verdict.timestamp is not None
    assert before <= verdict.timestamp <= datetime.now(UTC)


def test_only_a_hash_leaves_the_house(authority: Authority) -> None:
    authority.asked.clear()
    with serving(authority.answer) as url:
        stamped(url)
    assert len(authority.asked[0]) < 100


def test_a_certificate_nobody_vouches_for_is_left_out_of_the_stamp(tmp_path: Path) -> None:
    """An authority that sends its issuer without the root: the stamp holds, the issuer goes."""
    with serving(make_authority(tmp_path / "tsa", middle=True).answer) as url:
        check(stamped(url))


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="there is no pdfsig")
def test_another_reader_accepts_the_stamped_letter(authority: Authority, tmp_path: Path) -> None:
    letter = tmp_path / "brief.pdf"
    with serving(authority.answer) as url:
        letter.write_bytes(stamped(url))
    told = subprocess.run(["pdfsig", letter], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told


# ---- what may be wrong --------------------------------------------------------------------------


def test_a_server_that_is_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault(lambda: stamped(f"http://127.0.0.1:{port}/")) == "time_stamp_unreachable"


def test_a_server_that_hangs_is_left_after_the_limit() -> None:
    let_go = threading.Event()

    def hang(_question: bytes) -> bytes:
        let_go.wait(60)
        return b""

    began = time.monotonic()
    with serving(hang) as url:
        try:
            assert fault(lambda: stamped(url, 0.5)) == "time_stamp_slow"
            assert time.monotonic() - began < 10
        finally:
            let_go.set()


def test_a_server_that_trickles_is_left_after_the_limit() -> None:
    """Each byte comes in time, the answer never does."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            connection, _ = server.accept()
            with connection:
                while not ended.wait(0.05):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return

        trickling = threading.Thread(target=trickle)
        trickling.start()
        port = server.getsockname()[1]
        try:
            assert fault(lambda: stamped(f"http://127.0.0.1:{port}/", 0.5)) == "time_stamp_slow"
        finally:
            ended.set()
            trickling.join()


def test_an_answer_for_another_hash(authority: Authority) -> None:
    with serving(authority.answer_for_another) as url:
        assert fault(lambda: stamped(url)) == "time_stamp_wrong"


def test_an_answer_to_an_earlier_question(authority: Authority) -> None:
    """The same letter, another nonce: an answer played back is none."""
    kept: list[bytes] = []

    def replay(question: bytes) -> bytes:
        kept.append(authority.answer(question))
        return kept[0]

    with serving(replay) as url:
        TimeStamps(url, PATIENCE).tried()
        assert fault(TimeStamps(url, PATIENCE).tried) == "time_stamp_wrong"


@pytest.mark.parametrize(
    "said", [b"", b"<html>niet hier</html>", b"\x30\x03\x02\x01\x00", b"\x00" * 200_000]
)
def test_an_answer_that_is_none(said: bytes) -> None:
    with serving(lambda _question: said) as url:
        assert fault(lambda: stamped(url)) == "time_stamp_wrong"


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_server_that_sends_elsewhere_or_fails(status: int, authority: Authority) -> None:
    with serving(authority.answer, status) as url:
        assert fault(lambda: stamped(url)) == "time_stamp_unreachable"


def test_a_server_that_refuses(authority: Authority) -> None:
    """`openssl ts` says no to a hash it does not take."""
    with serving(authority.answer) as url:
        server = TimeStamps(url, PATIENCE)
        asked = server.async_timestamp(os.urandom(28), "sha224")
        assert fault(lambda: asyncio.run(asked)) == "time_stamp_refused"


def test_a_stamp_whose_time_was_changed(authority: Authority) -> None:
    def changed(question: bytes) -> bytes:
        year = f"{datetime.now(UTC):%Y%m%d}".encode()
        return authority.answer(question).replace(year, b"20200101", 1)

    with serving(authority.answer) as url:
        assert TimeStamps(url, PATIENCE).tried().tzinfo is not None
    with serving(changed) as url:
        assert fault(TimeStamps(url, PATIENCE).tried) == "time_stamp_wrong"


@pytest.mark.parametrize("stamps", [True, False])
def test_a_stamp_by_who_may_not_stamp(*, stamps: bool) -> None:
    """RFC 3161, 2.3: the certificate must be one for time stamps."""
    made = invented("rsa")
    who = (made.stamper, made.stamper_key) if stamps else (made.signer, made.signer_key)
    dummy = DummyTimeStamper(tsa_cert=x509.Certificate.load(who[0]), tsa_key=private(who[1]))

    def answer(question: bytes) -> bytes:
        query = tsp.TimeStampReq.load(question)
        return asyncio.run(dummy.async_request_tsa_response(query)).dump()  # type: ignore[no-any-return]

    with serving(answer) as url:
        if stamps:
            assert TimeStamps(url, PATIENCE).tried().tzinfo is not None
        else:
            assert fault(TimeStamps(url, PATIENCE).tried) == "time_stamp_wrong"


@pytest.mark.parametrize(
    "url",
    ["", "tsa.example", "ftp://tsa.example/", "http://", "http://a:b@tsa.example/", "file:///etc/passwd",
     "http://tsa.example/ x", "http://tsa.example:port/", "http://é.example/"],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(InputError) as refused:
        require_url(url)
    assert refused.value.code == "time_stamp_url_wrong"


def test_the_key_of_the_office_is_checked_for_its_time() -> None:
    late = datetime(2040, 1, 1, tzinfo=UTC)
    with pytest.raises(InputError) as refused:
        sign_letter(rendered().pdf, office_key().pkcs12, STAMP, now=late)
    assert refused.value.code == "key_expired"
