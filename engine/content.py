"""Reads `content/`: schemes, clauses, sources, questions and regions, with file, line and column for every fault.

`library()` is the content in use, each file read once.
"""

import csv
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.document import Document
from engine.edition import Edition, current_root, edition_of, written_at
from engine.errors import SchemeError
from engine.scheme import Grade, Scheme

CONTENT = Path(__file__).resolve().parent.parent / "content"
T = TypeVar("T", bound=BaseModel)
Topic = Literal[
    "inpatient.deductible",
    "inpatient.rate",
    "inpatient.cap",
    "inpatient.referral",
    "outpatient.general",
    "outpatient.chronic",
    "outpatient.major",
    "accident",
    "maternity",
    "serious_illness.threshold",
    "serious_illness.bands",
    "serious_illness.cap",
    "serious_illness.scope",
    "serious_illness.claim",
    "assistance",
    "supplement",
    "special_drugs",
    "enrolment.who",
    "enrolment.premium",
    "enrolment.period",
    "enrolment.newborn",
    "enrolment.late",
    "claims.documents",
    "claims.where",
    "claims.deadline",
    "exclusions",
    "fraud",
    "fund.income",
    "fund.spending",
    "fund.premium",
    "fund.supervision",
    "insurer",
    "glossary",
]
Copy = Literal["official", "reply", "mirror", "press", "repost", "machine_translation", "advert", "speech", "summary"]
Part = Literal["title", "issuer", "number", "date"]


class Clause(BaseModel):
    """One rule in plain words. `text` has {placeholders} for figures; `also`: further topics that it answers;
    `exception`: it holds for few, beside a rule for all."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    topic: Topic
    also: list[Topic] = []
    exception: bool = False
    place: str
    text: str
    text_en: str
    grade: Grade
    figures: dict[str, str] = {}
    document: str = ""


class ClauseFile(BaseModel):
    """The clauses of one document."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    document: str
    clauses: list[Clause]


class Source(BaseModel):
    """A document: what it is, how good our copy is, and what is damaged in it.

    `in_force`: the first day that it holds, where that is known; `checked`: the day on which its figures were last
    looked up; `address`: where it stands; `not_seen`: what of its name our copy does not show; `places`: heading ->
    what stands there, in English under `places_en`; `damage` and `disagreements`: each with its `place`, `what` and
    `what_en`. A document of the present day has `checked`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    title: str
    title_en: str
    issuer: str | None
    issuer_en: str | None = None
    number: str | None = None
    region: str | None = None  # whose rules these are, where not the scheme's place; where an advert is from
    date: str | None = None
    date_inferred: bool = False
    in_force: str | None = None
    checked: str | None = None
    address: str | None = None
    not_seen: list[Part] = []
    copy_: Copy = Field(alias="copy")
    seed: dict[str, str] = {}
    places: dict[str, str]
    places_en: dict[str, str] = {}
    damage: list[dict[str, str]] = []
    disagreements: list[dict[str, str]] = []


class Option(BaseModel):
    """One answer of a question; `said`: how people answer in a word or two."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    value: str
    label: str
    label_en: str
    said: list[str] = []


class Question(BaseModel):
    """How a fact is asked for; `assume`: the usual value where it stays unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    fact: str
    order: int
    short: str  # what it is called on a sheet
    short_en: str
    title: str
    title_en: str
    hint: str
    hint_en: str
    why: str
    why_en: str
    error: str
    error_en: str
    options: list[Option] = []
    assume: str | None = None
    usual: bool = False


class Region(BaseModel):
    """A place by its GB/T 2260 code."""

    model_config = ConfigDict(frozen=True, defer_build=True)
    code: str
    name: str
    name_en: str
    parent: str
    pinyin: str


def parse(model: type[T], document: Document) -> T:
    """A file as a model; the first fault as a ContentError with its place."""
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        from engine.checks.shapes import faults_of

        raise faults_of(error, model, document)[0] from None


class Library:
    """The content of one folder."""

    def __init__(self, root: Path = CONTENT) -> None:
        self.root = root
        self._schemes: dict[str, Scheme] = {}
        self._written: dict[str, Scheme] = {}
        self._clauses: dict[str, dict[str, Clause]] = {}
        self._sources: dict[str, Source] = {}

    def scheme_files(self) -> dict[str, Path]:
        """Scheme id -> file, in order of the ids."""
        return {path.stem: path for path in sorted(self.root.glob("schemes/*/*.yaml"), key=lambda p: p.stem)}

    def scheme_ids(self) -> list[str]:
        """The ids of all schemes."""
        return list(self.scheme_files())

    def scheme(self, scheme_id: str) -> Scheme:
        """A scheme by its id, with the layers that it inherits and its own figures laid over them; SchemeError for an
        unknown one, ContentError where it inherits what is not there."""
        if scheme_id not in self._schemes:
            self._schemes[scheme_id] = self._whole(self.written(scheme_id))
        return self._schemes[scheme_id]

    def written(self, scheme_id: str) -> Scheme:
        """A scheme as its own file has it, without what it inherits; SchemeError for an unknown one."""
        if scheme_id not in self._written:
            path = self.scheme_files().get(scheme_id)
            if path is None:
                from difflib import get_close_matches

                near = "、".join(get_close_matches(scheme_id, self.scheme_ids(), n=3, cutoff=0.3)) or "mingbai schemes"
                raise SchemeError("没有叫“{scheme}”的规定。相近的有:{near}。", scheme=scheme_id, near=near)
            self._written[scheme_id] = parse(Scheme, Document(path))
        return self._written[scheme_id]

    def _whole(self, scheme: Scheme) -> Scheme:
        if not scheme.inherits and not scheme.overlays:
            return scheme
        from engine.checks.faults import Faults
        from engine.checks.inherited import check_inherited

        files, faults = self.scheme_files(), Faults()
        others = {name: self.written(name) for name in scheme.inherits.values() if name in files}
        whole = check_inherited(scheme, others, Document(files[scheme.id]), faults)
        if faults.found:
            raise faults.found[0]
        return whole

    def clauses_of(self, scheme: Scheme) -> list[Clause]:
        """The clauses of a scheme's documents that hold there, in their order, and what it cites of a wider place's."""
        from engine.clauses import every_citation

        replaced, cited = self.replaced(scheme.id), {code for _, code in every_citation(scheme)}
        own = [one for document in scheme.documents for one in self.clauses(document) if one.id not in replaced]
        return own + [one for document in scheme.cites_from for one in self.clauses(document) if one.id in cited]

    def replaced(self, scheme_id: str) -> frozenset[str]:
        """Clauses of an inherited layer that do not hold in a scheme: it has figures of its own for all that they
        say."""
        own = self.written(scheme_id)
        if not own.overlays:
            return frozenset()
        from engine.inheriting import replaced

        whole = self.scheme(scheme_id)
        return frozenset().union(
            *(replaced(self.written(own.inherits[name]).layers[name], whole.layers[name]) for name in own.overlays)
        )

    def clause(self, clause_id: str) -> Clause:
        """A clause by its id; KeyError for an unknown one."""
        for document in self._documents_of(clause_id):
            found = self._clauses_in(document).get(clause_id)
            if found:
                return found
        raise KeyError(clause_id)

    def _documents_of(self, clause_id: str) -> list[str]:
        parts = clause_id.split("-")
        return ["-".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]

    def _clauses_in(self, document: str) -> dict[str, Clause]:
        if document not in self._clauses:
            path = self.root / "clauses" / f"{document}.yaml"
            file = parse(ClauseFile, Document(path)) if path.exists() else None
            self._clauses[document] = (
                {clause.id: clause.model_copy(update={"document": file.document}) for clause in file.clauses}
                if file
                else {}
            )
        return self._clauses[document]

    def clauses(self, document: str) -> list[Clause]:
        """All clauses of a document, in its order."""
        return list(self._clauses_in(document).values())

    def source(self, document_id: str) -> Source:
        """A document by its id; KeyError for an unknown one."""
        if document_id in self._sources:
            return self._sources[document_id]
        path = self.root / "sources" / f"{document_id}.yaml"
        if not path.exists():
            raise KeyError(document_id)
        found = self._sources[document_id] = parse(Source, Document(path))
        return found

    @cached_property
    def edition(self) -> Edition | None:
        """Its version and day; None where it has none."""
        return edition_of(self.root)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        """All questions by fact, in the order in which they are asked."""
        found = []
        for path in sorted((self.root / "questions").glob("*.yaml")):
            found.append(parse(Question, Document(path)))
        return {question.fact: question for question in sorted(found, key=lambda q: q.order)}

    def questions(self) -> dict[str, Question]:
        """All questions by fact, in the order in which they are asked."""
        return self._questions

    def question(self, fact: str) -> Question:
        """The question of a fact ("visit.facility_level", "person.age_group" …)."""
        return self.questions()[fact]

    @cached_property
    def _regions(self) -> list[Region]:
        """All places that we know by code."""
        with (self.root / "regions.csv").open(encoding="utf-8", newline="") as file:
            return [Region(**row) for row in csv.DictReader(file)]

    def regions(self) -> list[Region]:
        """All places that we know by code."""
        return self._regions


def library() -> Library:
    """The content in use: another one as soon as a newer edition is taken in."""
    root = current_root(CONTENT)
    return _library_at(root, written_at(root))


@lru_cache(maxsize=2)
def _library_at(root: Path, _written_at: int) -> Library:
    return Library(root)
