"""Which content is in use: what was shipped, or a newer edition that was taken into the state folder.

Editions stand there a folder each, named after their version; one pointer, a file with such a name, says which one is
in use. It is read at every question, so that a running program follows it.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from engine.document import Document
from engine.errors import ContentError
from engine.kept import state_folder
from engine.written import day_number

FILE = "edition.yaml"
FOLDER = "content"  # in the state folder
POINTER = "current"
# Of these parts each edition has its own files; every other file is one that the program itself asks for.
FREE_PARTS = ("schemes", "clauses", "sources", "funds")
VERSION = re.compile(r"\d{1,8}(\.\d{1,8}){0,3}", re.ASCII)


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, for comparing: "2026.11.26" -> (2026, 11, 26)."""
    return tuple(map(int, re.findall(r"\d+", version, re.ASCII)))


def _version(text: object) -> object:
    if isinstance(text, str) and not VERSION.fullmatch(text):
        raise ValueError("unreadable_version")
    return text


def _day(text: object) -> object:
    if isinstance(text, str):
        try:
            day_number(text)
        except ValueError:
            raise ValueError("unreadable_day") from None
    return text


Version = Annotated[str, BeforeValidator(_version)]


class Edition(BaseModel):
    """`edition.yaml`: the version of the content, its day, and the oldest program that can use it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    version: Version
    date: Annotated[str, BeforeValidator(_day)]
    minimum_program: Version

    def is_newer(self, other: "Edition | None") -> bool:
        """Whether its version is above another's; content without an edition is older than any."""
        return other is None or numbers(self.version) > numbers(other.version)

    def runs_here(self) -> bool:
        """Whether this program is new enough for it."""
        return numbers(program_version()) >= numbers(self.minimum_program)


def program_version() -> str:
    """The version of this program."""
    from importlib.metadata import version

    return version("mingbai")


def edition_of(root: Path) -> Edition | None:
    """The edition of a content folder; None where it has none that can be read."""
    try:
        return Edition.model_validate(Document(root / FILE).content)
    except (ContentError, ValidationError):
        return None


def current_root(shipped: Path) -> Path:
    """The content folder in use: the one that the pointer names where it is newer than the shipped one and this
    program can use it, else the shipped one."""
    try:
        folder = state_folder() / FOLDER
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, RuntimeError, UnicodeDecodeError):  # no pointer, no home, no text
        return shipped
    taken = folder / name
    return taken if VERSION.fullmatch(name) and _serves(taken, written_at(taken), shipped) else shipped


@lru_cache(maxsize=8)
def _serves(taken: Path, _written_at: int, shipped: Path) -> bool:
    """Whether a folder, as it was written then, holds an edition to use in place of the shipped one."""
    own = edition_of(taken)
    newer = own is not None and own.is_newer(edition_of(shipped)) and own.runs_here()
    return newer and not lacking(taken, shipped)


def written_at(root: Path) -> int:
    """When the edition of a folder was written, ns; 0 where there is none. Tells folders of one name apart."""
    try:
        return (root / FILE).stat().st_mtime_ns
    except OSError:
        return 0


def content_files(root: Path) -> dict[str, Path]:
    """The files of a content folder by their names in it, sorted."""
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.suffix in (".yaml", ".csv")}
    return dict(sorted(found.items()))


def lacking(root: Path, shipped: Path) -> list[str]:
    """Files that this program asks for and a content folder has not."""
    asked_for = [name for name in content_files(shipped) if name.partition("/")[0] not in FREE_PARTS]
    return [name for name in asked_for if not (root / name).is_file()]
