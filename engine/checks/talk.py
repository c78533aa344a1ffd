"""What conversation reads: vocabulary, joint questions, glossary, aliases.

Facts, topics and places must exist, patterns be readable, and no word may mean two things.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from engine.checks.faults import Faults, nearest
from engine.checks.questions import facts_known
from engine.checks.rules import unknown_clause
from engine.checks.shapes import read_model
from engine.content import Clause, Topic
from engine.document import Document
from engine.facts import PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.lookup.signs import Aliases
from engine.talk.glossary import GlossaryFile
from engine.talk.nationwide import NationwideFile
from engine.talk.numbers import Numbers
from engine.talk.questions import JointFile
from engine.talk.vocabulary import AmountWords, Examples, Facts, Intents, Places, Spellings, Topics

FILES: dict[str, type[BaseModel]] = {
    "vocabulary/numbers.yaml": Numbers,
    "vocabulary/facts.yaml": Facts,
    "vocabulary/amounts.yaml": AmountWords,
    "vocabulary/intents.yaml": Intents,
    "vocabulary/topics.yaml": Topics,
    "vocabulary/places.yaml": Places,
    "vocabulary/spellings.yaml": Spellings,
    "vocabulary/examples.yaml": Examples,
    "vocabulary/nationwide.yaml": NationwideFile,
    "joint_questions.yaml": JointFile,
    "glossary.yaml": GlossaryFile,
    "aliases.yaml": Aliases,
}
# Values that stand for more than the case writes: none of a set, a cause that is not clear yet, a year without claims.
MEANINGS = {
    "person.categories": ("none",),
    "visit.conditions": ("none",),
    "visit.cause": ("unclear",),
    "year_to_date": ("nothing", "nothing_else"),
}


def check_talk(root: Path, regions: set[str] | None, clauses: Mapping[str, Clause], faults: Faults) -> None:
    """Every file that conversation reads, as far as a folder has it. `clauses`: all by id."""
    for name, model in FILES.items():
        path = root / name
        if not path.exists():
            continue
        document = Document(path, faults.found)
        read = read_model(model, document, faults) if document.content else None
        if isinstance(read, Facts):
            _facts(read, document, faults)
        elif isinstance(read, Topics):
            _topics(read, document, faults)
        elif isinstance(read, Places):
            _places(read, document, regions, faults)
        elif isinstance(read, NationwideFile):
            _nationwide(read, document, clauses, faults)
        elif isinstance(read, JointFile):
            _joint(read, document, faults)
        elif isinstance(read, GlossaryFile):
            _glossary(read, document, faults)


def _values_of(fact: str) -> tuple[str, ...]:
    name = fact.rpartition(".")[2]
    known = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name) or SETS.get(name) or ()
    return (*known, *MEANINGS.get(fact, ()))


def _facts(read: Facts, document: Document, faults: Faults) -> None:
    known = [*facts_known(), *MEANINGS]
    met: dict[str, tuple[str, str]] = {}
    for number, find in enumerate(read.facts):
        at = ("facts", number)
        _known_fact(find.fact, known, document, (*at, "fact"), faults)
        values = _values_of(find.fact)
        if values and find.value not in values:
            faults.at(
                document,
                (*at, "value"),
                "“{value}”不是这个事实的值。可填:{values}。",
                value=find.value,
                values="、".join(values),
            )
        _patterns(find.patterns, document, (*at, "patterns"), faults)
        for place, word in enumerate(find.words):
            other = met.setdefault(word, (find.fact, find.value))
            if other != (find.fact, find.value):
                faults.at(
                    document,
                    (*at, "words", place),
                    "“{word}”已经说的是 {other}。一个词只能有一个意思。",
                    word=word,
                    other=" = ".join(other),
                )
    for number, stay in enumerate(read.stays):
        _patterns([stay.pattern], document, ("stays", number, "pattern"), faults)


def _known_fact(fact: str, known: Iterable[str], document: Document, at: tuple[str | int, ...], faults: Faults) -> None:
    if fact not in known:
        near = nearest(fact, known) or "engine/facts.py"
        faults.at(document, at, "没有“{fact}”这个事实。是不是“{near}”?请改过来。", fact=fact, near=near)


def _patterns(patterns: list[str], document: Document, at: tuple[str | int, ...], faults: Faults) -> None:
    for number, pattern in enumerate(patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.at(document, (*at, number), "这条规则写得不对({problem})。请照正则表达式改。", problem=str(error))


def _topics(read: Topics, document: Document, faults: Faults) -> None:
    known = get_args(Topic)
    named = [(("topics", n, "topic"), one.topic) for n, one in enumerate(read.topics)]
    named += [
        (("shifts", n, "to"), topic) for n, one in enumerate(read.shifts) for pair in one.to.items() for topic in pair
    ]
    for at, topic in named:
        if topic not in known:
            near = nearest(topic, known) or "engine/content.py"
            faults.at(document, at, "没有“{topic}”这个题目。是不是“{near}”?请改过来。", topic=topic, near=near)


def _places(read: Places, document: Document, regions: set[str] | None, faults: Faults) -> None:
    codes = [(("also", code), code) for code in read.also]
    codes += [(("sounds", sound), code) for sound, own in read.sounds.items() for code in own]
    for at, code in codes:
        if regions is not None and code not in regions:
            faults.at(document, at, "regions.csv 里没有“{code}”。请加上,或者改成有的代码。", code=code)


def _nationwide(read: NationwideFile, document: Document, clauses: Mapping[str, Clause], faults: Faults) -> None:
    named: list[tuple[tuple[str | int, ...], str]] = []
    for topic, own in read.topics.items():
        named += [(("topics", topic, "clauses", number), code) for number, code in enumerate(own.clauses)]
    named += [(("lapse", "clauses", number), code) for number, code in enumerate(read.lapse.clauses)]
    for place, one in enumerate(read.by_word):
        named += [(("by_word", place, "clauses", number), code) for number, code in enumerate(one.clauses)]
    named += [(("paid_for", group), code) for group, code in read.paid_for.items()]
    for at, code in named:
        if code not in clauses:
            unknown_clause(code, at, document, clauses, faults)
    _patterns([read.all_repaired], document, ("all_repaired",), faults)
    _patterns([read.none_repaired], document, ("none_repaired",), faults)
    _patterns([read.lapsed_years], document, ("lapsed_years",), faults)


def _joint(read: JointFile, document: Document, faults: Faults) -> None:
    known = facts_known()
    for number, joint in enumerate(read.joint):
        for fact in (*joint.usual, *joint.amounts, *([joint.after] if joint.after else ())):
            _known_fact(fact, known, document, ("joint", number), faults)
        for fact, value in joint.usual.items():
            values = _values_of(fact)
            if values and value not in values:
                place = ("joint", number, "usual", fact)
                faults.at(
                    document, place, "“{value}”不是这个事实的值。可填:{values}。", value=value, values="、".join(values)
                )


def _glossary(read: GlossaryFile, document: Document, faults: Faults) -> None:
    ids = [term.id for term in read.terms]
    met: dict[str, str] = {}
    for number, term in enumerate(read.terms):
        if ids.index(term.id) != number:
            faults.at(document, ("terms", number, "id"), "“{key}”写了两次。留一个,删一个。", key=term.id)
        for word in {term.term, *term.also}:
            other = met.setdefault(word, term.id)
            if other != term.id:
                faults.at(
                    document,
                    ("terms", number),
                    "“{word}”已经说的是 {other}。一个词只能有一个意思。",
                    word=word,
                    other=other,
                )
        for place, other in enumerate(term.differs):
            if other not in ids:
                near = nearest(other, ids) or "glossary.yaml"
                faults.at(
                    document,
                    ("terms", number, "differs", place),
                    "没有“{fact}”这个名词。是不是“{near}”?请改过来。",
                    fact=other,
                    near=near,
                )
