"""`mingbai check`: every fault of a content folder, each with file, line, column, what is wrong and the mend.

A file that is wrong in one place is still looked at in the others: what cannot be read is filled in, and what would
only follow from the filling is not told.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from engine.checks.bands import check_bands
from engine.checks.blanks import has_blanks
from engine.checks.conditions import check_conditions
from engine.checks.enrolment import check_enrolment
from engine.checks.faults import Faults
from engine.checks.figures import check_figures
from engine.checks.funds import check_funds
from engine.checks.holes import check_holes
from engine.checks.inherited import check_inherited
from engine.checks.periods import check_periods
from engine.checks.questions import check_order, check_question
from engine.checks.regions import check_regions
from engine.checks.rules import Rules, check_rules
from engine.checks.schemes import check_scheme
from engine.checks.shapes import read_model
from engine.checks.talk import check_talk
from engine.checks.texts import check_clauses, check_placeholders, check_source
from engine.compiled import Compiled
from engine.content import ClauseFile, Question, Source
from engine.document import Document
from engine.edition import FILE, Edition
from engine.errors import ContentError
from engine.listing import layers_computed
from engine.lookup.coverage import CoverageFile
from engine.scheme import Scheme

T = TypeVar("T", bound=BaseModel)
WHERE = {
    "schemes": "schemes/<region>/<id>.yaml",
    "clauses": "clauses/<id>.yaml",
    "sources": "sources/<id>.yaml",
    "questions": "questions/<fact>.yaml",
}
PARTS = (*WHERE, "regions.csv")
ALONE: dict[str, type[BaseModel]] = {FILE: Edition, "coverage.yaml": CoverageFile}


def check(root: Path) -> list[ContentError]:
    """All faults of the content in a folder, by file, line and column; `str(fault)` is one line in Chinese."""
    faults = Faults()
    if not any((root / part).exists() for part in PARTS):
        faults.add(f"{root}:1:1", "这个文件夹里没有规定。要有 {names} 里的一样。", names="、".join(PARTS))
        return faults.found
    regions = check_regions(root / "regions.csv", faults)
    sources = {document.path.stem: (source, document) for source, document in _read(root, "sources", Source, faults)}
    for source, document in sources.values():
        if source:
            check_source(source, document, faults)
    clauses = _clauses(root, sources, faults)
    schemes = _schemes(root, clauses, sources, regions, faults)
    for file, document in clauses:
        if file:
            own = [
                scheme for scheme, _ in schemes if scheme and file.document in (*scheme.documents, *scheme.cites_from)
            ]
            all_read = not any(
                faults.misshapen(read) for _, read in schemes if not read.content or file.document in str(read.content)
            )
            check_placeholders(file, own, all_read, document, faults)
    questions = [(question, document) for question, document in _read(root, "questions", Question, faults) if question]
    for question, document in questions:
        check_question(question, document, faults)
    check_order(questions, faults)
    by_id = {clause.id: clause for file, _ in clauses if file for clause in file.clauses}
    check_enrolment(root, by_id, [scheme for scheme, _ in schemes], regions, faults)
    check_talk(root, regions, by_id, faults)
    check_funds(root, set(sources), set(by_id), faults)
    for name, kind in ALONE.items():
        if (root / name).exists():
            document = Document(root / name, faults.found)
            if document.content:
                read_model(kind, document, faults)
    return faults.sorted()


def _read(root: Path, part: str, model: type[T], faults: Faults) -> Iterator[tuple[T | None, Document]]:
    """Every file of a part as a model, None where too much is wrong."""
    paths = sorted((root / part).glob("*/*.yaml" if part == "schemes" else "*.yaml"))
    for stray in sorted({*(root / part).rglob("*.yaml"), *(root / part).rglob("*.yml")} - set(paths)):
        faults.add(f"{stray}:1:1", "这个文件放错了地方或者名字不对,不会被读到。请放到 {where}。", where=WHERE[part])
    for path in paths:
        before = len(faults.found)
        document = Document(path, faults.found)
        broken = len(faults.found) > before and not document.content
        broken = broken or has_blanks(document, faults)
        yield (None if broken else read_model(model, document, faults)), document


def _clauses(
    root: Path, sources: dict[str, tuple[Source | None, Document]], faults: Faults
) -> list[tuple[ClauseFile | None, Document]]:
    files = list(_read(root, "clauses", ClauseFile, faults))
    for file, document in files:
        if file:
            source = sources[file.document][0] if file.document in sources else None
            check_clauses(file, source, document, file.document in sources, faults)
    return files


def _schemes(
    root: Path,
    clauses: list[tuple[ClauseFile | None, Document]],
    sources: dict[str, tuple[Source | None, Document]],
    regions: set[str] | None,
    faults: Faults,
) -> list[tuple[Scheme | None, Document]]:
    """Every scheme with what it inherits, None where it could not be read."""
    known = {
        clause.id: clause.model_copy(update={"document": file.document})
        for file, _ in clauses
        if file
        for clause in file.clauses
    }
    unread = {document.path.stem for file, document in clauses if file is None}
    files = list(_read(root, "schemes", Scheme, faults))
    _same_name(files, faults)
    by_id = {scheme.id: scheme for scheme, _ in files if scheme}
    whole = [
        (check_inherited(scheme, by_id, document, faults) if scheme else None, document) for scheme, document in files
    ]
    for (scheme, document), (with_inherited, _) in zip(files, whole, strict=True):
        if scheme and with_inherited:
            damages = set(scheme.readings)
            for name in scheme.documents:
                source = sources[name][0] if name in sources else None
                damages |= {note.get("code", "") for note in source.damage} if source else set()
            computed = layers_computed(with_inherited) if {*scheme.inherits} <= {*with_inherited.layers} else None
            _scheme(scheme, document, Rules(known, unread, set(sources)), regions, damages, computed, faults)
    check_periods([(scheme, document) for scheme, document in files if scheme], faults)
    return whole


def _same_name(files: list[tuple[Scheme | None, Document]], faults: Faults) -> None:
    met: dict[str, Path] = {}
    for _, document in files:
        other = met.setdefault(document.path.stem, document.path)
        if other != document.path:
            faults.at(
                document, (), "{other} 里已经有同名的规定。请换一个 id。", other=f"{other.parent.name}/{other.name}"
            )


def _scheme(
    scheme: Scheme,
    document: Document,
    rules: Rules,
    regions: set[str] | None,
    damages: set[str],
    computed: list[str] | None,
    faults: Faults,
) -> None:
    check_scheme(scheme, document, regions, damages, computed, faults)
    check_rules(scheme, document, rules, faults)
    check_bands(scheme, document, faults)
    check_figures(scheme, document, faults)
    check_conditions(scheme, document, faults)
    try:
        compiled = Compiled(scheme)
    except (ArithmeticError, LookupError, ValueError) as error:
        if not any(fault.place.startswith(f"{document.path}:") for fault in faults.found):
            faults.at(document, (), "这份规定拼不起来:{problem}。请照同目录的其他文件改。", problem=repr(error))
    else:
        check_holes(compiled, document, faults)
