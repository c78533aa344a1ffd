"""Terms in plain words (`content/glossary.yaml`)."""

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.content import Library, parse
from engine.document import Document
from engine.talk.finder import Finder


class Term(BaseModel):
    """One term: its names, a one-line meaning, an everyday example, and what it is often confused with."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    term: str
    also: list[str] = []
    term_en: str
    also_en: list[str] = []
    pinyin: str = ""
    meaning: str
    meaning_en: str
    example: str
    example_en: str
    differs: list[str] = []


class GlossaryFile(BaseModel):
    """`content/glossary.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    terms: list[Term]


class Glossary:
    """All terms of a content folder, found by any of their names."""

    def __init__(self, content: Library) -> None:
        path = content.root.joinpath("glossary.yaml")
        self.terms = parse(GlossaryFile, Document(path)).terms if path.exists() else []
        self.by_id = {term.id: term for term in self.terms}
        self.finder = Finder(
            (name.casefold(), term.id)
            for term in self.terms
            for name in (term.term, *term.also, term.term_en, *term.also_en)
            if name
        )

    def is_name(self, text: str) -> bool:
        """Whether a plain text is the name of a term and nothing else."""
        bare = text.strip(" ?？。")
        return any(hit.start == 0 and hit.end == len(bare) for hit in self.finder.every(bare))

    def in_text(self, text: str) -> list[Term]:
        """The terms that a plain text names, the longest name first."""
        hits = sorted(self.finder.longest(text), key=lambda hit: hit.start - hit.end)
        return [self.by_id[one] for one in dict.fromkeys(hit.what for hit in hits)]


@lru_cache(maxsize=4)
def glossary(content: Library) -> Glossary:
    """The glossary of a content folder, read once."""
    return Glossary(content)
