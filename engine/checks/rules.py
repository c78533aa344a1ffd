"""Rule codes: what a scheme cites exists, and every rule of its documents is used or listed as not computed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.checks.faults import Faults, Where, nearest
from engine.clauses import every_citation
from engine.content import Clause
from engine.document import Document
from engine.scheme import Scheme


class Rules(NamedTuple):
    """All clauses by id; the documents whose clauses could not be read; the documents that are described."""

    clauses: Mapping[str, Clause]
    unread: set[str]
    sources: set[str]

    def may_know(self, code: str) -> bool:
        """Whether a clause is there, or may stand in a file that could not be read."""
        return code in self.clauses or any(code.startswith(f"{document}-") for document in self.unread)


def check_rules(scheme: Scheme, document: Document, rules: Rules, faults: Faults) -> None:
    """Citations, documents and the list of what is not computed."""
    _documents(scheme, document, rules, faults)
    used: dict[str, bool] = {}  # code -> whether a sum uses it, not only a notice
    for place, code in every_citation(scheme):
        in_a_sum = place[0] not in ("notices", "period")
        used[code] = used.get(code, False) or in_a_sum
        clause = rules.clauses.get(code)
        if clause is None:
            _unknown(code, place, document, rules, faults)
        elif in_a_sum and clause.document not in (*scheme.documents, *scheme.cites_from):
            faults.at(
                document,
                place,
                "“{code}”是 {document} 的条文,可是 documents 里没有 {document}。请补上。",
                code=code,
                document=clause.document,
            )
    _not_computed(scheme, document, rules, used, faults)


def _documents(scheme: Scheme, document: Document, rules: Rules, faults: Faults) -> None:
    """Each document is described and named once; from those of a wider place something is cited."""
    cited = {rules.clauses[code].document for _, code in every_citation(scheme) if code in rules.clauses}
    every = [("documents", number, name) for number, name in enumerate(scheme.documents)]
    every += [("cites_from", number, name) for number, name in enumerate(scheme.cites_from)]
    for at, (key, number, name) in enumerate(every):
        place = (key, number)
        if name not in rules.sources:
            faults.at(document, place, "sources 里没有“{document}”这份文件。补上它,或者改过来。", document=name)
        elif name in [other for _, _, other in every[:at]]:
            faults.at(document, place, "“{document}”写了两次。留一个,删一个。", document=name)
        elif key == "cites_from" and name not in cited:
            faults.at(document, place, "没有引用“{document}”里的条文。从这里删掉。", document=name)


def _unknown(code: str, place: Where, document: Document, rules: Rules, faults: Faults) -> None:
    if code and not rules.may_know(code):
        unknown_clause(code, place, document, rules.clauses, faults)


def unknown_clause(code: str, place: Where, document: Document, clauses: Mapping[str, Clause], faults: Faults) -> None:
    """The fault of a clause that is named and not there."""
    near = nearest(code, clauses)
    if near:
        faults.at(document, place, "没有“{code}”这条条文。是不是“{near}”?请改过来。", code=code, near=near)
    else:
        faults.at(document, place, "没有“{code}”这条条文。先在 clauses 里写上它。", code=code)


def _not_computed(scheme: Scheme, document: Document, rules: Rules, used: Mapping[str, bool], faults: Faults) -> None:
    listed: set[str] = set()
    for number, group in enumerate(scheme.not_computed):
        for position, code in enumerate(group.rules):
            place = ("not_computed", number, "rules", position)
            if code in listed:
                faults.at(document, place, "“{code}”写了两次。留一个,删一个。", code=code)
            listed.add(code)
            clause = rules.clauses.get(code)
            if clause is None:
                _unknown(code, place, document, rules, faults)
            elif clause.document not in scheme.documents:
                faults.at(document, place, "“{code}”不是这份规定的条文。请从这里删掉。", code=code)
            if used.get(code):
                faults.at(document, place, "“{code}”写成不算,可是上面算的时候用了它。请从这里删掉。", code=code)
    written = set(_words(document.content))  # also in a part that was taken out because it was at fault
    for number, name in enumerate(scheme.documents):
        for code, clause in rules.clauses.items():
            if clause.document == name and code not in written:
                faults.at(
                    document,
                    ("documents", number),
                    "“{code}”没有用到,也没有写进 not_computed。用上它,或者写进 not_computed 并说明为什么。",
                    code=code,
                )


def _words(part: object) -> Iterator[str]:
    """Every text of a file as it was written."""
    if isinstance(part, str):
        yield part
    for inside in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _words(inside)
