"""Official texts that an operator added (`mingbai add-document`): split by their headings, kept in the state folder.

They are shown as "official text held here"; no figure is computed from them.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from engine.errors import MingbaiError
from engine.kept import state_folder

FOLDER = "documents"
LARGEST = 8_000_000  # bytes of a file
LONGEST = 600  # characters of a section; a longer one is cut at its sentences
# 第三条 / 一、 / (二) / 1. / 附件: a line that begins so begins a section.
_HEADING = re.compile(
    r"^\s*(第[一二三四五六七八九十百零\d]+[章节条款]|[一二三四五六七八九十]+[、.．]"  # no message
    r"|[(（][一二三四五六七八九十\d]+[)）]"  # no message
    r"|\d{1,2}(?:\.\d{1,2})*[、.．](?!\d)|附件|#{1,6}\s)"  # no message
)
_SENTENCE = re.compile(r"(?<=[。；;!?！？])")


@dataclass(frozen=True)
class Section:
    """A part of an official text: `id` ("own-3f2a-12"), `document` (its id), `title` (document and heading)."""

    id: str
    document: str
    title: str
    place: str
    text: str


def add(path: Path, source: str | None = None) -> list[Section]:
    """Takes a text, Word or PDF file into the state folder; its sections. The same file again replaces itself.

    `source`: the document of ours (its id) that this is the official text of.

    MingbaiError for a file that cannot be read, has no text, or is too large; nothing is written then.
    """
    title = path.stem
    text = text_of(path)
    document = f"own-{sha256(text.encode()).hexdigest()[:8]}"
    found = [
        Section(f"{document}-{number}", document, f"{title} {place}".strip(), place, part)
        for number, (place, part) in enumerate(split(text), start=1)
    ]
    if not found:
        raise MingbaiError("“{name}”里没有文字。扫描件请先做文字识别。", name=path.name[:100])
    folder = state_folder() / FOLDER
    written = json.dumps(
        {"title": title, "source": source, "sections": [asdict(one) for one in found]}, ensure_ascii=False
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        own = folder / f"{document}.part"
        own.write_text(written, encoding="utf-8")
        own.replace(folder / f"{document}.json")
    except OSError as error:
        raise MingbaiError("“{name}”写不进去({why})。", name=str(folder)[:200], why=error.strerror) from None
    return found


def held_files() -> list[Path]:
    """The files of the texts held here, in order."""
    return sorted((state_folder() / FOLDER).glob("*.json"))


def _held() -> Iterator[tuple[str | None, list[Section]]]:
    """Each text held here: the document of ours that it is the text of, and its sections. A file that cannot be read
    counts as none."""
    for path in held_files():
        with suppress(OSError, ValueError, KeyError, TypeError):
            held = json.loads(path.read_text(encoding="utf-8"))
            yield held["source"], [Section(**one) for one in held["sections"]]


def held_texts() -> dict[str, list[Section]]:
    """The official texts of documents of ours: document id -> its sections."""
    return {source: sections for source, sections in _held() if source}


def held_sections() -> list[Section]:
    """All sections of all texts held here."""
    return [section for _, sections in _held() for section in sections]


def text_of(path: Path) -> str:
    """The text of a file by its ending: txt, md, docx, pdf. MingbaiError says what is wrong with it."""
    kind = path.suffix.lower()
    readers = {".txt": _plain_text, ".md": _plain_text, ".docx": _word, ".pdf": _pdf}
    if kind not in readers:
        raise MingbaiError("“{name}”不是 txt、docx 或 pdf 文件。", name=path.name[:100])
    try:
        if path.stat().st_size > LARGEST:
            raise MingbaiError("“{name}”太大了,最多 {most} MB。", name=path.name[:100], most=LARGEST // 1_000_000)
        return readers[kind](path)
    except OSError as error:
        raise MingbaiError("打不开“{name}”({why})。请核对文件名。", name=str(path)[:200], why=error.strerror) from None


def _plain_text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise MingbaiError("“{name}”的文字编码认不出来。请另存为 UTF-8。", name=path.name[:100])


def _word(path: Path) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError):
        raise MingbaiError("“{name}”不是能打开的 Word 文件。", name=path.name[:100]) from None
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [" ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines)


def _pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError, KeyError):
        raise MingbaiError("“{name}”不是能打开的 PDF 文件。", name=path.name[:100]) from None


def split(text: str) -> list[tuple[str, str]]:
    """A text as (heading, section) pairs: a new section at each heading, a long one cut at its sentences."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.replace("\u3000", " ").splitlines():
        bare = line.strip()
        heading = _HEADING.match(bare)
        if heading:
            found.append((heading[1].strip("# 、.．"), []))
        if bare:
            found[-1][1].append(bare)
    return [(place, part) for place, lines in found for part in _cut(" ".join(lines))]


def _cut(text: str) -> list[str]:
    parts, here = [], ""
    for sentence in _SENTENCE.split(text):
        if here and len(here) + len(sentence) > LONGEST:
            parts.append(here)
            here = ""
        here += sentence
    return [part for part in (*parts, here) if part.strip()]
