"""Our figures against the official texts held here: every figure of a scheme that its cited section does not have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.clauses import NO_FIGURE, every_value
from engine.content import Library
from engine.lookup.held import Section, held_texts
from engine.scheme import Scheme
from engine.wording import Words
from engine.written import read

_MARKS = str.maketrans("（）．。、", "().. ")
# The rank of a heading by how it is written: 第三条, 一、, (二), 1.
_RANKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"第[一二三四五六七八九十百零\d]+[章节条款]",  # no message
        r"[一二三四五六七八九十]+",  # no message
        r"\([一二三四五六七八九十\d]+\)",  # no message
        r"\d+(?:\.\d+)*",
    )
)
_PER_MYRIAD = 10_000


@dataclass(frozen=True)
class Missing:
    """A figure that the section does not have. `section`: whether the text has such a section at all."""

    scheme: str
    clause: str
    place: str
    figure: str
    section: bool

    def line(self, words: Words) -> str:
        """It, as one line."""
        values = {"scheme": self.scheme, "clause": self.clause, "place": self.place, "figure": self.figure}
        if not self.section:
            return words("{scheme} {clause}:正式文件里没有“{place}”这一段,{figure} 没法核对。", **values)
        return words("{scheme} {clause}:正式文件“{place}”这一段里没有 {figure}。", **values)


def missing_figures(content: Library) -> list[Missing]:
    """Every figure of every scheme whose document is held here as an official text, and that does not occur in the
    section that its clause cites."""
    found: list[Missing] = []
    for source, sections in held_texts().items():
        parts = _paths(sections)
        for scheme_id in content.scheme_ids():
            scheme = content.scheme(scheme_id)
            if source in (*scheme.documents, *scheme.cites_from):
                found += _missing(scheme, source, parts, content)
    return list(dict.fromkeys(found))


def _missing(scheme: Scheme, source: str, parts: list[tuple[str, str]], content: Library) -> Iterator[Missing]:
    for cited in every_value(scheme):
        code, figure = cited.value.clause, cited.value.value
        if code is None or read(figure).unit in NO_FIGURE:
            continue
        clause = content.clause(code)
        if clause.document != source:
            continue
        place = clause.place.translate(_MARKS).replace(" ", "")
        texts = [text for path, text in parts if path.startswith(place)]
        if not any(occurs(figure, text) for text in texts):
            yield Missing(scheme.id, code, clause.place, figure, bool(texts))


def _paths(sections: list[Section]) -> list[tuple[str, str]]:
    """Each section with the headings above it in one: 二(二)2."""
    here = [""] * len(_RANKS)
    found = []
    for section in sections:
        place = section.place.translate(_MARKS).strip(" .")
        rank = next((n for n, pattern in enumerate(_RANKS) if pattern.fullmatch(place)), None)
        if rank is not None:
            here = [*here[:rank], place, *[""] * (len(_RANKS) - rank - 1)]
        found.append(("".join(here), section.text))
    return found


def occurs(figure: str, text: str) -> bool:
    """Whether a written figure ("500元", "70%") stands in a text, with or without commas, in 万 too."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("％", "%"))
    number = re.search(r"\d+(?:\.\d+)?", figure)
    if number is None:
        return figure in plain
    said = number[0]
    ways = [re.escape(said) + ("%" if "%" in figure else "")]
    if "元" in figure and said.isdigit() and int(said) >= _PER_MYRIAD:  # no message
        whole, rest = divmod(int(said), _PER_MYRIAD)
        ways.append(re.escape(f"{whole}.{rest:04d}".rstrip("0").rstrip(".")) + "万")  # no message
    return any(re.search(rf"(?<![\d.]){way}(?![\d]|\.\d)", plain) for way in ways)
