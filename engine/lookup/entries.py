"""Everything that can be found: clauses, terms of the glossary, and sections of official texts held here."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.clauses import clause_text, schemes_with
from engine.content import Clause, Library
from engine.lookup.held import held_sections
from engine.talk.glossary import Term, glossary
from engine.wording import Words

GLOSSARY = "glossary"
CLAUSE, ADVERT = "clause", "advert"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `kind`: "clause", "advert" (a claim, no rule), "term" or "held"; `also`: further
    topics that it answers; `schemes`: those that it belongs to and where it holds; `title`: what the document and the
    place in it are called; `text`, `text_en`: the rule, its figures filled in."""

    id: str
    kind: str
    topic: str
    document: str
    schemes: tuple[str, ...]
    title: str
    text: str
    text_en: str
    also: tuple[str, ...] = ()


def documents(content: Library) -> list[str]:
    """The ids of all documents, in order."""
    return sorted(path.stem for path in content.root.glob("sources/*.yaml"))


def entries(content: Library) -> Iterator[Entry]:
    """All entries of a content folder and of the official texts held beside it."""
    for document in documents(content):
        for clause in content.clauses(document):
            yield _of_clause(clause, content)
    for term in glossary(content).terms:
        yield _of_term(term)
    for section in held_sections():
        yield Entry(section.id, "held", "", section.document, (), section.title, section.text, "")


def _of_clause(clause: Clause, content: Library) -> Entry:
    source = content.source(clause.document)
    texts = [clause_text(clause.id, Words(lang), content) for lang in ("zh-Hans", "en")]
    held = schemes_with(clause, content)
    schemes = tuple(scheme.id for scheme in held if clause.id not in content.replaced(scheme.id))
    title = f"{source.title} {source.places.get(clause.place, '')}"
    kind = ADVERT if source.copy_ == ADVERT else CLAUSE
    return Entry(clause.id, kind, clause.topic, clause.document, schemes, title, texts[0], texts[1], tuple(clause.also))


def _of_term(term: Term) -> Entry:
    names = " ".join((term.term, *term.also, term.term_en, *term.also_en))
    return Entry(f"term-{term.id}", "term", GLOSSARY, "", (), names, term.meaning, term.meaning_en)
