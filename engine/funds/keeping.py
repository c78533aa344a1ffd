"""Own disclosures that an operator chose to keep: files of the template's form in the state folder, listed as own.

They are shown beside the shipped figures, never among them, and no shipped check reads them.
"""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.own import Own, read_own
from engine.funds.template import rows_csv
from engine.kept import state_folder

FOLDER = "funds-own"


@dataclass(frozen=True)
class Kept:
    """A file in the folder: its name, and what it says."""

    name: str
    own: Own


def keep(own: Own, content: Library) -> str:
    """Writes figures into the operator's folder; the name of the file. The same figures again replace themselves.

    MingbaiError where there is nothing to keep or the folder cannot be written.
    """
    if not own.figures:
        raise MingbaiError("没有可以留下的数。")
    raw = rows_csv(own.figures, content)
    first = own.figures[0]
    name = f"{first.region}-{first.year}-{sha256(raw).hexdigest()[:8]}.csv"
    folder = state_folder() / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.part"
        part.write_bytes(raw)
        part.replace(folder / name)
    except OSError as error:
        raise MingbaiError("“{name}”写不进去({why})。", name=str(folder)[:200], why=error.strerror) from None
    return name


def kept_files() -> list[Path]:
    """The files in the operator's folder, in order."""
    return sorted((state_folder() / FOLDER).glob("*.csv"))


def kept_own(content: Library) -> list[Kept]:
    """What is kept, file by file, checked anew; a file that cannot be read as a whole counts as none."""
    found = []
    for path in kept_files():
        with suppress(OSError, MingbaiError):
            found.append(Kept(path.name, read_own(path.read_bytes(), path.name, content)))
    return found


def drop(name: str) -> None:
    """Removes a kept file by its name; MingbaiError where there is none of that name."""
    path = next((one for one in kept_files() if one.name == name), None)
    if path is None:
        listed = "、".join(one.name for one in kept_files()) or "-"
        raise MingbaiError("没有留下“{name}”。留下的有:{listed}。", name=name[:80], listed=listed)
    try:
        path.unlink()
    except OSError as error:
        raise MingbaiError("“{name}”删不掉({why})。", name=str(path)[:200], why=error.strerror) from None
