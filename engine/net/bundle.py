"""Published content as one file: a zip with `manifest.json`, its signature, and the content's own files.

The manifest names every file with its size and SHA-256, so that the one signature over it covers everything. Nothing of
a bundle is believed, or written, before the signature fits; of the zip itself nothing is believed at all.
"""

import base64
import binascii
import hashlib
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.check import check
from engine.content import CONTENT
from engine.edition import FILE, Edition, content_files, lacking
from engine.errors import MingbaiError
from engine.net.keys import is_signed
from engine.net.limits import Limits

MANIFEST, SIGNATURE, INSIDE = "manifest.json", "manifest.sig", "content/"
_PART = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}"
# What a content file may be called: no way up, nothing hidden, nothing that a program would run.
NAME = rf"(?:{_PART}/){{0,3}}{_PART}\.(?:yaml|csv)"
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Listed(BaseModel):
    """One file of a manifest."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]


class Manifest(Edition):
    """What a bundle holds, and its edition."""

    format: Literal[1]
    files: Annotated[dict[Annotated[str, Field(pattern=f"^{NAME}$")], Listed], Field(min_length=1)]

    @property
    def edition(self) -> Edition:
        """Its edition alone."""
        return Edition(version=self.version, date=self.date, minimum_program=self.minimum_program)


def build(root: Path, edition: Edition, private: Ed25519PrivateKey, target: Path) -> Manifest:
    """Writes the content of a folder as a signed bundle; the same content gives the same bytes.

    MingbaiError where `check` finds a fault, where a file is missing or has no proper name, or where nothing can be
    written.
    """
    missing = lacking(root, CONTENT)
    if missing:
        raise MingbaiError("“{folder}”里缺“{file}”,程序要用它。请补上。", folder=str(root), file=missing[0])
    faults = check(root)
    if faults:
        raise MingbaiError("内容还有 {count} 处毛病,先改好。第一处:{first}", count=len(faults), first=str(faults[0]))
    files = {name: path.read_bytes() for name, path in content_files(root).items()}
    files[FILE] = "".join(f"{name}: {value}\n" for name, value in edition.model_dump().items()).encode()
    for name in files:
        if not re.fullmatch(NAME, name):
            raise MingbaiError("文件名“{file}”不能用。只用字母、数字、点和横线。", file=name)
    listed = {name: Listed(sha256=hashlib.sha256(files[name]).hexdigest(), size=len(files[name])) for name in files}
    manifest = Manifest(**edition.model_dump(), format=1, files=dict(sorted(listed.items())))
    text = json.dumps(manifest.model_dump(), indent=1).encode()
    members = {MANIFEST: text, SIGNATURE: base64.b64encode(private.sign(text)) + b"\n"}
    members |= {INSIDE + name: files[name] for name in manifest.files}
    own = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(own, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        own.replace(target)
    except OSError as error:
        own.unlink(missing_ok=True)
        raise MingbaiError("写不了“{file}”({why})。", file=str(target), why=error.strerror) from None
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A bundle, open for reading; MingbaiError at whatever is wrong with the zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except DAMAGED as error:
        raise MingbaiError("下载的不是完整的内容包({why})。请让发布的人看看。", why=str(error)) from None


def read_manifest(archive: zipfile.ZipFile, keys: list[str], limits: Limits) -> Manifest:
    """The manifest of a bundle that one of these keys signed; MingbaiError for any other."""
    for name in (MANIFEST, SIGNATURE):
        if name not in archive.namelist():
            raise MingbaiError("下载的不是内容包:里面没有 {file}。请核对网址。", file=name)
    text = _bytes_of(archive, MANIFEST, limits.file)
    try:
        signature = base64.b64decode(_bytes_of(archive, SIGNATURE, 200), validate=False)
    except binascii.Error:
        signature = b""
    if not is_signed(text, signature, keys):
        raise MingbaiError("签名对不上:不是信任的人签的,或者被人改过。没有换。")
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "JSON"
        raise MingbaiError("清单写得不对({where})。也许要先更新明白这个程序。", where=where) from None
    if len(manifest.files) > limits.files:
        raise MingbaiError("清单里有 {count} 个文件,最多 {most} 个。", count=len(manifest.files), most=limits.files)
    if sum(one.size for one in manifest.files.values()) > limits.unpacked:
        raise MingbaiError("内容包展开以后太大,最多 {most} 字节。", most=limits.unpacked)
    return manifest


def unpack(archive: zipfile.ZipFile, manifest: Manifest, target: Path, limits: Limits) -> None:
    """Writes a bundle's files into a new folder, each as the manifest says it is; MingbaiError at the first other."""
    expected = {MANIFEST, SIGNATURE, *(INSIDE + name for name in manifest.files)}
    held = Counter(info.filename for info in archive.infolist())
    odd = expected.symmetric_difference(held) or {name for name, times in held.items() if times > 1}
    if odd:
        shown = "".join(char for char in min(odd) if char.isprintable())  # nobody signed the names in the zip
        raise MingbaiError("内容包和清单不一样:{file}。没有换。", file=shown)
    for name, listed in manifest.files.items():
        content = _bytes_of(archive, INSIDE + name, min(listed.size, limits.file))
        if len(content) != listed.size or hashlib.sha256(content).hexdigest() != listed.sha256:
            raise MingbaiError("文件“{file}”和清单上的不一样。没有换。", file=name)
        _write(target / name, content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            os.fsync(file.fileno())  # the pointer must never outlive what it points to
    except OSError as error:
        raise MingbaiError("写不了“{file}”({why})。没有换。", file=str(path), why=error.strerror) from None


def _bytes_of(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """What one member holds; never unpacks more than `most` bytes and one."""
    info = archive.getinfo(name)
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or info.is_dir() or info.compress_type not in METHODS:
        raise MingbaiError("“{file}”不是普通的文件。没有换。", file=name)
    with archive.open(info) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise MingbaiError("“{file}”太大,最多 {most} 字节。没有换。", file=name, most=most)
    return content
