"""A time-stamp authority on loopback: `openssl ts` behind a small HTTP server, and its mischief."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIGURATION = """
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamper]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = clock
[clock]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/stamper.pem
certs = {certs}
signer_key = {folder}/stamper.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """What `openssl` was made to answer with."""

    folder: Path
    asked: list[bytes] = field(default_factory=list)

    def answer(self, question: bytes) -> bytes:
        """Return the reply of `openssl ts` to a query."""
        self.asked.append(question)
        query, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
        query.write_bytes(question)
        _run(
            self.folder, "ts", "-reply", "-config", self.folder / "tsa.cnf",
            "-queryfile", query, "-out", reply,
        )  # fmt: skip
        return reply.read_bytes()

    def answer_for_another(self, question: bytes) -> bytes:
        """Return the reply to a query of the same nonce for another hash."""
        from asn1crypto import tsp

        other = tsp.TimeStampReq.load(question)
        other["message_imprint"]["hashed_message"] = bytes(32)
        return self.answer(other.dump(force=True))


def make_authority(folder: Path, *, middle: bool = False) -> Authority:
    """Make an authority in a folder; with `middle` its replies lack the root of their chain."""
    folder.mkdir(parents=True, exist_ok=True)
    certs = folder / ("middle.pem" if middle else "root.pem")
    (folder / "tsa.cnf").write_text(_CONFIGURATION.format(folder=folder, certs=certs))
    (folder / "serial").write_text("01\n")
    _issued(folder, "root", "root", "")
    if middle:
        _issued(folder, "middle", "root", "root")
    _issued(folder, "stamper", "stamper", "middle" if middle else "root")
    return Authority(folder)


def _issued(folder: Path, name: str, section: str, by: str) -> None:
    signed = ("-CA", folder / f"{by}.pem", "-CAkey", folder / f"{by}.key") if by else ()
    _run(
        folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem",
        "-subj", f"/CN={name} (verzonnen)", "-days", "3650", "-config", folder / "tsa.cnf",
        "-extensions", section, *signed,
    )  # fmt: skip


def _run(folder: Path, *call: object) -> None:
    subprocess.run(
        ["openssl", *map(str, call)], cwd=folder, check=True, capture_output=True, timeout=60
    )


@contextmanager
def serving(answer: Callable[[bytes], bytes], status: int = 200) -> Iterator[str]:
    """Give the address of a server on loopback that answers each question so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            reply = answer(question)
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()
                self.wfile.write(reply)
            except OSError:
                return  # whoever asked has gone

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
