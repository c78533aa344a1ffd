"""Ed25519 keys: a publisher's own, and the list of those that this machine trusts.

The list is a text in the state folder that its operator reads and edits: a public key a line, after it whatever helps
to know whose it is. Nothing secret is in it.
"""

import base64
import os
import re
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from engine.errors import MingbaiError

LIST = "trusted_keys"
PUBLIC = re.compile(r"[A-Za-z0-9+/]{43}=", re.ASCII)


def new_key(path: Path) -> str:
    """Writes a new private key (PEM, readable by its owner alone) and gives the public one; MingbaiError where it
    cannot."""
    private = Ed25519PrivateKey.generate()
    text = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text)
    except FileExistsError:
        raise MingbaiError("“{file}”已经有了,不覆盖。请换一个文件名。", file=str(path)) from None
    except OSError as error:
        raise MingbaiError("写不了“{file}”({why})。", file=str(path), why=error.strerror) from None
    return public_of(private)


def private_key(path: Path) -> Ed25519PrivateKey:
    """A private key from its PEM file; MingbaiError for anything else."""
    try:
        found = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise MingbaiError("打不开“{name}”({why})。请核对文件名。", name=str(path), why=error.strerror) from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise MingbaiError("“{file}”不是没有口令的 Ed25519 私钥。可以用 mingbai content key 做一把。", file=str(path))
    return found


def public_of(private: Ed25519PrivateKey) -> str:
    """The public key that belongs to a private one, as a line of text."""
    return base64.b64encode(private.public_key().public_bytes_raw()).decode()


def read_public(text: str) -> str:
    """A public key as somebody typed it; MingbaiError where it is none."""
    if not PUBLIC.fullmatch(text.strip()):
        raise MingbaiError("“{key}”不是公钥。公钥是 44 个字符,最后一个是等号。", key=text[:60])
    return text.strip()


def trusted(folder: Path) -> list[str]:
    """The public keys of the list; none where there is no list. MingbaiError for a line that is no key."""
    path = folder / LIST
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, UnicodeDecodeError):
        raise MingbaiError("读不了“{file}”。请看看它是不是文字文件。", file=str(path)) from None
    found = []
    for number, line in enumerate(lines, 1):
        key = line.split("#")[0].split()
        if key and not PUBLIC.fullmatch(key[0]):
            raise MingbaiError("{file} 第 {line} 行开头不是公钥。改好,或者删掉这一行。", file=str(path), line=number)
        found += key[:1]
    return found


def trust(key: str, folder: Path) -> None:
    """Puts a public key on the list, where it is not there yet."""
    if key in trusted(folder):
        return
    path = folder / LIST
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    own = path.with_suffix(".new")
    own.write_text(before + ("\n" if before and not before.endswith("\n") else "") + key + "\n", encoding="utf-8")
    own.replace(path)


def is_signed(message: bytes, signature: bytes, keys: Iterable[str]) -> bool:
    """Whether one of these public keys signed the message."""
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(base64.b64decode(key)).verify(signature, message)
        except InvalidSignature:
            continue
        return True
    return False
