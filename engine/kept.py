"""What is worked out from content once and kept in the state folder: never anything of a person.

The folder is `MINGBAI_STATE`, else the user's own data folder. Where nothing can be written it is worked out each time.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any


def state_folder() -> Path:
    """Where the program keeps what it made of its content."""
    named = os.environ.get("MINGBAI_STATE")
    if named:
        return Path(named)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "mingbai"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "mingbai"


def digest(files: Iterable[Path]) -> str:
    """One name for the contents of some files, whatever their order."""
    found = sha256()
    for path in sorted(files):
        found.update(path.name.encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:32]


def kept(name: str, made_from: str, make: Callable[[], Any]) -> Any:
    """What `make` gives (plain JSON values), from the state folder where it was made from the same things before."""
    path = state_folder() / f"{name}.json"
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict) and found.get("made_from") == made_from:
            return found["content"]
    content = make()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may write: each writes its own file and puts it in place at once.
        own = path.with_suffix(f".{os.getpid()}")
        own.write_text(json.dumps({"made_from": made_from, "content": content}, ensure_ascii=False), encoding="utf-8")
        own.replace(path)
    return content
