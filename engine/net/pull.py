"""Takes in published content: fetched and checked in a folder apart, then made current by one change of a pointer.

In the state folder's `content/`: a folder for each edition, `current` with the name of the one in use, `trusted_keys`,
and `pulled.json`, what the server called the file that we have. Whatever goes wrong, what is in use stays in use.
"""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from engine.check import check
from engine.content import CONTENT
from engine.edition import (
    FILE,
    FOLDER,
    POINTER,
    VERSION,
    Edition,
    content_files,
    current_root,
    edition_of,
    lacking,
    numbers,
    program_version,
)
from engine.errors import MingbaiError
from engine.kept import state_folder
from engine.net.bundle import Manifest, opened, read_manifest, unpack
from engine.net.fetch import Fetched, fetch
from engine.net.keys import LIST, read_public, trust, trusted
from engine.net.limits import Limits

PULLED, LOCK, APART = "pulled.json", "lock", "incoming-"
KEPT = 3  # editions that stay: a program that runs may still be reading the one before
STALE = 86_400  # seconds after which a folder apart was left behind by a try that was cut off


class Pulled(NamedTuple):
    """The edition now in use, and the one before; the same where nothing newer is published."""

    now: Edition | None
    before: Edition | None


def pull(url: str, key: str | None = None, limits: Limits | None = None) -> Pulled:
    """Takes in the content published at an address. `key`: the public key that must have signed it, which is trusted
    from now on; None: any of those trusted before.

    MingbaiError, one line, for whatever is wrong; then everything is as it was.
    """
    limits = limits or Limits()
    folder = state_folder() / FOLDER
    listed = trusted(folder)
    keys = [read_public(key)] if key else listed
    if not keys:
        raise MingbaiError(
            "还没有信任的公钥。向发布的人要来公钥,核对以后写 --key 公钥;记在 {file} 里。", file=str(folder / LIST)
        )
    before = _in_use()
    with _apart(folder) as own:
        fetched = fetch(url, own / "bundle", None if key else _known_as(url, before, folder), limits)
        if fetched is None:
            return Pulled(before, before)
        with opened(own / "bundle") as archive:
            manifest = read_manifest(archive, keys, limits)
            if _is_news(manifest):
                unpack(archive, manifest, own / "content", limits)
        news = (own / "content").exists()
        if news:
            _sound(own / "content", manifest)
        with _alone(folder):
            still_news = _is_news(manifest)  # another pull may have been quicker
            if key:
                trust(keys[0], folder)
            _remember(url, fetched, manifest, folder)
            if news and still_news:
                _make_current(own / "content", manifest.version, folder)
    return Pulled(_in_use(), before)


def _in_use() -> Edition | None:
    return edition_of(current_root(CONTENT))


def _is_news(manifest: Manifest) -> bool:
    """Whether a bundle is newer than what is in use; False where it is the same. MingbaiError for any other."""
    if not manifest.runs_here():
        raise MingbaiError(
            "{version} 版要明白 {needed} 以上,这里是 {ours}。请先更新程序。",
            version=manifest.version,
            needed=manifest.minimum_program,
            ours=program_version(),
        )
    root = current_root(CONTENT)
    now = edition_of(root)
    if manifest.is_newer(now):
        return True
    assert now is not None
    if numbers(manifest.version) < numbers(now.version):
        raise MingbaiError(
            "那边是 {version} 版,比正在用的 {now} 版旧。没有换。", version=manifest.version, now=now.version
        )
    if not _same(manifest, root):
        raise MingbaiError(
            "那边的 {version} 版和正在用的同号,内容却不一样。请发布的人换个版本号。", version=manifest.version
        )
    return False


def _same(manifest: Manifest, root: Path) -> bool:
    listed = {name: file.sha256 for name, file in manifest.files.items()}
    held = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in content_files(root).items()}
    return listed | {FILE: ""} == held | {FILE: ""}  # their versions are the same; one may have comments


def _sound(root: Path, manifest: Manifest) -> None:
    """MingbaiError where content that was taken apart cannot be used."""
    if edition_of(root) != manifest.edition:
        raise MingbaiError("内容包的清单和里面的 {file} 不一样。没有换。", file=FILE)
    missing = lacking(root, CONTENT)
    if missing:
        raise MingbaiError("内容包里缺“{file}”,这个程序要用它。没有换。", file=missing[0])
    try:
        faults = check(root)
    except Exception as error:  # content of whatever kind must not end this program with a traceback
        raise MingbaiError("新内容检查不下去({why})。没有换。", why=f"{type(error).__name__} {error}"[:200]) from error
    if faults:
        first = str(faults[0]).removeprefix(f"{root}/")
        raise MingbaiError("新内容有 {count} 处毛病,没有换。第一处:{first}", count=len(faults), first=first)


# ---- the state folder


@contextmanager
def _apart(folder: Path) -> Iterator[Path]:
    """A folder of one's own beside the editions, gone afterwards; MingbaiError where the state folder fails us."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=APART, dir=folder) as own:
            yield Path(own)
    except OSError as error:
        raise MingbaiError("“{file}”写不进去({why})。没有换。", file=str(folder), why=error.strerror) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time; the lock ends with its process, however that ends."""
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make_current(checked: Path, version: str, folder: Path) -> None:
    place = folder / version
    if place.exists():
        shutil.rmtree(place)  # not in use: left by a try that was cut off, or by somebody who took back the pointer
    checked.rename(place)
    _put(folder / POINTER, version)
    with suppress(OSError):
        _tidy(folder, version)


def _tidy(folder: Path, version: str) -> None:
    editions = [path for path in folder.iterdir() if path.is_dir() and VERSION.fullmatch(path.name)]
    older = sorted((path for path in editions if path.name != version), key=lambda path: numbers(path.name))
    now = (folder / POINTER).stat().st_mtime
    stale = [path for path in folder.glob(f"{APART}*") if now - path.stat().st_mtime > STALE]
    for path in (*older[: -KEPT + 1], *stale):
        shutil.rmtree(path, ignore_errors=True)


def _known_as(url: str, now: Edition | None, folder: Path) -> str | None:
    """What the server called the file that is in use now, where it came from this address."""
    with suppress(OSError, ValueError, AttributeError):
        kept = json.loads((folder / PULLED).read_text(encoding="utf-8"))
        if now and kept.get("from") == _mark(url) and kept.get("version") == now.version:
            name = kept.get("etag")
            return name if isinstance(name, str) else None
    return None


def _remember(url: str, fetched: Fetched, manifest: Manifest, folder: Path) -> None:
    kept = {"from": _mark(url), "version": manifest.version, "etag": fetched.etag}
    _put(folder / PULLED, json.dumps(kept))


def _mark(url: str) -> str:
    """An address may hold a password: its hash is enough to know it again."""
    return hashlib.sha256(url.encode()).hexdigest()


def _put(path: Path, text: str) -> None:
    """Puts a small file in place at once."""
    own = path.with_name(f"{path.name}.new")
    own.write_text(text + "\n", encoding="utf-8")
    own.replace(path)
