"""Bundles put together by hand, as a publisher or somebody with bad intent would, and a server that may misbehave."""

import base64
import contextlib
import datetime
import hashlib
import io
import ipaddress
import json
import ssl
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from engine.content import CONTENT

Files = dict[str, bytes]
PUBLISHER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
DATE = "2030-01-01"


def public(key: Ed25519PrivateKey = PUBLISHER) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


# Two schemes with their documents, and the nation's.
FEW = ("guanxian-2018", "ankang-2016", "GX18", "SD17", "AK16", "national-2024")


@lru_cache(maxsize=1)
def _shipped() -> Files:
    """The shipped content with few schemes and no disclosures, so that checking it takes no time."""
    paths = {path.relative_to(CONTENT): path for path in CONTENT.rglob("*") if path.suffix in (".yaml", ".csv")}
    many = ("schemes", "clauses", "sources")
    files = {
        name.as_posix(): path.read_bytes()
        for name, path in paths.items()
        if name.parts[0] != "funds" and (name.parts[0] not in many or name.stem in FEW or name.stem.startswith("NAT"))
    }
    whole = files["enrolment.yaml"]  # waiting and bonuses: without the areas, whose documents are left out
    return files | {"enrolment.yaml": whole[: whole.index(b"areas:")] + b"areas: {}\n"}


def content(version: str, **changed: bytes | None) -> Files:
    """Shipped content as an edition of its own. `changed`: other files, None for those left out."""
    edition = f"version: {version}\ndate: {DATE}\nminimum_program: 0.1.0\n".encode()
    files = _shipped() | {"edition.yaml": edition} | changed
    return {name: text for name, text in files.items() if text is not None}


def manifest(version: str, files: Files, /, **changed: Any) -> dict[str, Any]:
    listed = {name: {"sha256": hashlib.sha256(text).hexdigest(), "size": len(text)} for name, text in files.items()}
    whole = {"format": 1, "version": version, "date": DATE, "minimum_program": "0.1.0", "files": listed}
    return whole | changed


def packed(said: bytes, files: Files, key: Ed25519PrivateKey = PUBLISHER, method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of a manifest, its signature and files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("manifest.json", said)
        archive.writestr("manifest.sig", base64.b64encode(key.sign(said)))
        for name, text in files.items():
            archive.writestr(f"content/{name}", text)
    return out.getvalue()


def bundle(version: str, files: Files | None = None, key: Ed25519PrivateKey = PUBLISHER) -> bytes:
    """A bundle as it should be, of shipped content where no other is given."""
    files = content(version) if files is None else files
    return packed(json.dumps(manifest(version, files)).encode(), files, key)


# ---- the server


class Answering(BaseHTTPRequestHandler):
    """Answers with what its server was told to."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(dict(self.headers))  # type: ignore[attr-defined]
        with contextlib.suppress(ConnectionError, ssl.SSLError, TimeoutError):
            self.server.behave(self)  # type: ignore[attr-defined]
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; `Content_Length` and so on as keywords."""
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


Behaviour = Callable[[Answering], None]


@contextlib.contextmanager
def serving(behave: Behaviour, certificate: Path | None = None) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server on this machine: its address, and the headers of every request. With a certificate over https."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    server.behave, server.asked = behave, []  # type: ignore[attr-defined]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def whole(body: bytes, etag: str = "") -> Behaviour:
    return lambda answer: answer.reply(200, body, ETag=etag)


def status(code: int) -> Behaviour:
    return lambda answer: answer.reply(code)


def redirect(to: str) -> Behaviour:
    return lambda answer: answer.reply(302, Location=to)


def truncated(body: bytes) -> Behaviour:
    """Half of what was promised."""
    return lambda answer: answer.reply(200, body[: len(body) // 2], Content_Length=str(len(body)))


def silent(answer: Answering) -> None:
    time.sleep(3)


def dripping(answer: Answering) -> None:
    """A byte now and then, for ever."""
    answer.reply(200, Content_Length="1000000")
    while True:
        answer.wfile.write(b".")
        time.sleep(0.05)


def endless(answer: Answering) -> None:
    """No length, no end."""
    answer.reply(200, Content_Length="")
    while True:
        answer.wfile.write(b"." * 10_000)


def one_after_another(*behaviours: Behaviour) -> Behaviour:
    """Another way at each request."""
    left = list(behaviours)
    return lambda answer: left.pop(0)(answer)


def certificate(folder: Path) -> Path:
    """A certificate for this machine, signed by itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return path
