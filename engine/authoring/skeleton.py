"""The three files of a new scheme, commented, with a blank for everything that only the document can say."""

import re
from pathlib import Path
from string import Template

from engine.checks.blanks import BLANK
from engine.content import Library
from engine.errors import MingbaiError
from engine.resolve import find_region

HERE = Path(__file__).resolve().parent
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
DOCUMENT = re.compile(r"[A-Z][A-Z0-9]{1,15}", re.ASCII)
YEARS = range(1990, 2100)


def new_scheme(root: Path, place: str, year: int, scheme: str | None, document: str | None) -> dict[Path, int]:
    """Writes the files of a scheme of a place (code or Chinese name) and year into a content folder; gives each with
    how many blanks it has.

    `scheme` and `document`: their ids, made of the place and year where None. MingbaiError for a place or id that
    cannot be, and where a file is there already; then nothing is written.
    """
    if not (root / "regions.csv").is_file():
        raise MingbaiError("“{path}”不在一个 content 文件夹里。", path=str(root))
    if year not in YEARS:
        raise MingbaiError("年份“{year}”不对。请写四位数,像 2026。", year=year)
    region = find_region(place, Library(root))
    scheme = scheme or f"{region.pinyin}-{year}"
    document = document or f"{region.pinyin.upper()[:13]}{year % 100:02d}"
    if not ID.fullmatch(scheme):
        raise MingbaiError("规定的名字“{id}”不对。用小写字母、数字和横线,像 guanxian-2018。", id=scheme)
    if not DOCUMENT.fullmatch(document):
        raise MingbaiError("文件的编号“{id}”不对。用大写字母和数字,像 GX18,最多 16 个。", id=document)
    names = {"id": scheme, "document": document, "year": year}
    names |= {"region": region.code, "name": region.name, "name_en": region.name_en}
    texts = {
        root / "sources" / f"{document}.yaml": _filled("source", names),
        root / "clauses" / f"{document}.yaml": _filled("clauses", names),
        root / "schemes" / region.code / f"{scheme}.yaml": _filled("scheme", names),
    }
    for path in (*texts, *root.glob(f"schemes/*/{scheme}.yaml")):
        if path.exists():
            raise MingbaiError("“{file}”已经有了,不覆盖。请用 --id 或 --document 换个名字。", file=str(path))
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MingbaiError("写不了“{file}”({why})。", file=str(path), why=error.strerror) from None
    return {path: _blanks(text) for path, text in texts.items()}


def _filled(part: str, names: dict[str, object]) -> str:
    return Template((HERE / f"{part}.yaml").read_text(encoding="utf-8")).substitute(names)


def _blanks(text: str) -> int:
    """Blanks outside the comments."""
    return sum(line.partition("#")[0].count(BLANK) for line in text.splitlines())
