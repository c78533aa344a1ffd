"""Reads `content/`: schemes, clauses, sources, questions and regions, with file, line and column for every fault.

Files are a YAML subset (no anchors, tags or several documents); every scalar stays the text that was written, so that
010, on and 1.10 mean what they say. `library()` is the shipped content, each file read once.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from engine.errors import ContentError, SchemeError
from engine.scheme import Grade, Scheme

CONTENT = Path(__file__).resolve().parent.parent / "content"
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T", bound=BaseModel)
Place = tuple[int, int]
Path_ = tuple[str | int, ...]


class Document:
    """One YAML file as plain mappings, lists and texts; `marks` says where each key or item stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.marks: dict[Path_, Place] = {(): (1, 1)}
        try:
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise ContentError(
                f"{path}:{mark.line + 1 if mark else 1}:{mark.column + 1 if mark else 1}",
                "写法不对:{problem}。请照同目录的其他文件改。",
                problem=error.problem,
            ) from None
        self.content: Any = self._plain(node, ()) if node is not None else {}

    def _plain(self, node: yaml.Node, at: Path_) -> Any:
        self.marks.setdefault(at, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            found: dict[str, Any] = {}
            for key_node, value in node.value:
                key = str(key_node.value)
                place = (*at, key)
                if key in found:
                    raise ContentError(self._at(key_node), "“{key}”写了两次。留一个,删一个。", key=key)
                self.marks[place] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                found[key] = self._plain(value, place)
            return found
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(item, (*at, number)) for number, item in enumerate(node.value)]
        return None if node.value in ("", "null") and not getattr(node, "style", None) else node.value

    def _at(self, node: yaml.Node) -> str:
        return f"{self.path}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"

    def place(self, at: Iterable[str | int]) -> str:
        """file:line:column of a key, or of the nearest thing around it."""
        path = tuple(at)
        while path not in self.marks:
            path = path[:-1]
        line, column = self.marks[path]
        return f"{self.path}:{line}:{column}"


class Clause(BaseModel):
    """One rule in plain words. `text` has {placeholders} for figures."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    topic: str
    place: str
    text: str
    text_en: str
    grade: Grade
    figures: dict[str, str] = {}
    document: str = ""


class Source(BaseModel):
    """A document: what it is, how good our copy is, and what is damaged in it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    title: str
    title_en: str
    issuer: str | None
    issuer_en: str | None = None
    number: str | None = None
    date: str | None = None
    date_inferred: bool = False
    copy_: str
    seed: dict[str, str] = {}
    places: dict[str, str]
    damage: list[dict[str, str]] = []
    disagreements: list[dict[str, str]] = []


class Option(BaseModel):
    """One answer of a question."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    value: str
    label: str
    label_en: str


class Question(BaseModel):
    """How a fact is asked for; `assume`: the usual value where it stays unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    fact: str
    order: int
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


def parse(model: type[T], document: Document, content: Any) -> T:
    """Content as a model; the first fault as a ContentError with its place."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise ContentError(document.place(_known(first["loc"])), *_mend(first)) from None


def _known(loc: Iterable[str | int]) -> Path_:
    return tuple(loc)


def _mend(fault: Mapping[str, Any]) -> tuple[str]:
    """A pydantic fault as a sentence with its mend."""
    name = fault["loc"][-1] if fault["loc"] else ""
    sentence = {
        "extra_forbidden": f"不认识“{name}”。看看是不是写错了,或者删掉。",
        "missing": f"缺“{name}”。请补上。",
    }.get(fault["type"], f"“{name}”写得不对({fault['msg']})。请照格式改。")
    if "unreadable_figure" in fault["msg"]:
        sentence = (
            f"看不懂这个数的写法“{fault['input']}”。请写成 500元、70%、-5点、×1.05、半、无、不详、91日、3个月 或日期。"
        )
    return (sentence.replace("{", "{{").replace("}", "}}"),)


class Library:
    """The content of one folder."""

    def __init__(self, root: Path = CONTENT) -> None:
        self.root = root
        self._schemes: dict[str, Scheme] = {}
        self._clauses: dict[str, dict[str, Clause]] = {}
        self._sources: dict[str, Source] = {}

    def scheme_files(self) -> dict[str, Path]:
        """Scheme id -> file, in order of the ids."""
        return {path.stem: path for path in sorted(self.root.glob("schemes/*/*.yaml"), key=lambda p: p.stem)}

    def scheme_ids(self) -> list[str]:
        """The ids of all schemes."""
        return list(self.scheme_files())

    def scheme(self, scheme_id: str) -> Scheme:
        """A scheme by its id; SchemeError for an unknown one."""
        if scheme_id not in self._schemes:
            path = self.scheme_files().get(scheme_id)
            if path is None:
                from difflib import get_close_matches

                near = "、".join(get_close_matches(scheme_id, self.scheme_ids(), n=3, cutoff=0.3)) or "mingbai schemes"
                raise SchemeError("没有叫“{scheme}”的规定。相近的有:{near}。", scheme=scheme_id, near=near)
            document = Document(path)
            self._schemes[scheme_id] = parse(Scheme, document, document.content)
        return self._schemes[scheme_id]

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
            found: dict[str, Clause] = {}
            if path.exists():
                read = Document(path)
                for number, item in enumerate(read.content.get("clauses", [])):
                    try:
                        clause = Clause.model_validate({**item, "document": read.content.get("document", document)})
                    except ValidationError as error:
                        first = error.errors()[0]
                        raise ContentError(read.place(("clauses", number, *first["loc"])), *_mend(first)) from None
                    found[clause.id] = clause
            self._clauses[document] = found
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
        document = Document(path)
        content = dict(document.content)
        content["copy_"] = content.pop("copy", None)
        found = self._sources[document_id] = parse(Source, document, content)
        return found

    @cached_property
    def _questions(self) -> dict[str, Question]:
        """All questions by fact, in the order in which they are asked."""
        found = []
        for path in sorted((self.root / "questions").glob("*.yaml")):
            document = Document(path)
            found.append(parse(Question, document, document.content))
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


@lru_cache(maxsize=1)
def library() -> Library:
    """The shipped content."""
    return Library()
