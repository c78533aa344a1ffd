"""The translation catalogues: `extract` renews the .po files from the code, `compile` makes the .mo files that the
program reads, `check` says what is missing.

The source language is simplified Chinese: a msgid is the sentence itself. Every Chinese text in the code is a message,
whatever function it is handed to: so none is forgotten. What is not for people (the way figures are written in a
scheme) says `# no message` in its line. Traditional Chinese is converted where nobody has written it by hand; where the
program converts it while it runs, there is no catalogue for it. English is written by hand.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
# Dates of extraction in a header would touch every catalogue at every run.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
TRANSLATING = ("t", "words")  # what makes a text one of the person's language
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NO_MESSAGE = "# no message"
# A name or a unit may be put together; a sentence in an f-string reaches no catalogue.
LONGEST_PIECE = 4


class Domain(NamedTuple):
    name: str
    code: Path
    folder: Path
    languages: tuple[str, ...]
    leave_out: tuple[str, ...] = ()  # files whose Chinese is the grammar of figures, not words to people

    def po(self, language: str) -> Path:
        return self.folder / language / "LC_MESSAGES" / f"{self.name}.po"


DOMAINS = (
    Domain("app", ROOT / "app", ROOT / "app" / "translations", ("zh_Hans", "zh_Hant", "en")),
    Domain("engine", ROOT / "engine", ROOT / "engine" / "wording" / "catalogues", ("en",), ("written.py",)),
)


def messages(domain: Domain) -> Iterator[tuple[str, int, str | tuple[str, str]]]:
    """Each Chinese text in the domain's code as (file, line, text), or (text, plural) where ngettext is called."""
    for path in sorted(domain.code.rglob("*.py")):
        name = path.relative_to(domain.code).as_posix()
        if name in domain.leave_out:
            continue
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        for node, text in _texts(ast.parse(source)):
            if not any(NO_MESSAGE in line for line in lines[node.lineno - 1 : node.end_lineno]):
                yield f"{domain.code.name}/{name}", node.lineno, text


def _texts(tree: ast.Module) -> Iterator[tuple[ast.expr, str | tuple[str, str]]]:
    taken: set[int] = set()  # nodes that are no message of their own
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            taken.add(id(node.value))  # a docstring
        elif isinstance(node, ast.JoinedStr):
            taken.update(id(part) for part in node.values)
        elif isinstance(node, ast.Call) and _name(node.func) == "ngettext":
            one, many = (part.value for part in node.args[:2] if isinstance(part, ast.Constant))
            taken.update(id(part) for part in node.args[:2])
            yield node, (one, many)
        elif isinstance(node, ast.Call) and _name(node.func) in TRANSLATING and _is_text(node.args[:1]):
            taken.add(id(node.args[0]))  # a text of marks alone is told otherwise in another language, too
            yield node.args[0], node.args[0].value
        elif isinstance(node, ast.Constant) and id(node) not in taken and CHINESE.search(str(node.value)):
            yield node, str(node.value)


def _is_text(arguments: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in arguments)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


def joined_sentences(domain: Domain) -> Iterator[str]:
    """Places where a Chinese sentence is put together by an f-string."""
    for path in sorted(domain.code.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                written = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
                if len(CHINESE.findall(written)) > LONGEST_PIECE:
                    yield f"{domain.code.name}/{path.relative_to(domain.code).as_posix()}:{node.lineno}"


def template(domain: Domain):
    """The domain's messages, with the files (not the lines) where they stand."""
    from babel.messages.catalog import Catalog

    found = Catalog(domain=domain.name, project="mingbai", creation_date=NO_DATE, charset="utf-8")
    for file, _line, text in messages(domain):
        found.add(text, locations=[(file, 1)])
    return found


def read(domain: Domain, language: str):
    """The catalogue as it stands, empty when there is none yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = domain.po(language)
    if not path.exists():
        return Catalog(locale=language, domain=domain.name, creation_date=NO_DATE)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=domain.name)


def extract(domains: Iterable[Domain] = DOMAINS) -> int:
    from babel.messages.pofile import write_po

    from engine.wording.traditional import traditional

    for domain in domains:
        if not domain.code.is_dir():
            continue
        for language in domain.languages:
            catalogue = read(domain, language)
            catalogue.update(template(domain), no_fuzzy_matching=True)
            catalogue.obsolete.clear()
            catalogue.project, catalogue.version = "mingbai", "1"
            catalogue.creation_date = catalogue.revision_date = NO_DATE
            catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "mingbai"
            catalogue.header_comment = f"# {domain.name}, {language}: renewed by make translations"
            catalogue.fuzzy = False
            for message in catalogue:
                if language == "zh_Hant" and message.id and not any(_strings(message)):
                    text = traditional(_sources(message)[0])
                    message.string = (text,) if message.pluralizable else text
            path = domain.po(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, catalogue, width=0, sort_by_file=True, include_lineno=False, omit_header=False)
    check(domains)  # says what is left to do by hand; only `check` itself fails for it
    return 0


def compile_(domains: Iterable[Domain] = DOMAINS) -> int:
    stale = [
        (domain, language)
        for domain in domains
        for language in domain.languages
        if domain.po(language).exists() and not _fresh(domain.po(language))
    ]
    if stale:
        from babel.messages.mofile import write_mo
    for domain, language in stale:
        with domain.po(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(domain, language))
    return 0


def _fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def check(domains: Iterable[Domain] = DOMAINS) -> int:
    faults = [fault for domain in domains if domain.code.is_dir() for fault in _faults(domain)]
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults in the catalogues: run make translations, then fill what is empty by hand")
    return 1 if faults else 0


def _faults(domain: Domain) -> Iterator[str]:
    for place in joined_sentences(domain):
        yield f"{place}: a sentence in an f-string cannot be translated: use a template with {{names}}"
    asked = [message for message in template(domain) if message.id]
    for language in domain.languages:
        place = f"{domain.name}.po, {language}"
        catalogue = read(domain, language)
        for message in asked:
            source = _sources(message)[0]
            found = catalogue.get(source, context=message.context)
            if found is None:
                yield f"{place}: not in the catalogue: {source}"
            elif language == "zh_Hans":
                continue  # the source itself: an empty msgstr shows the msgid
            elif found.fuzzy or not all(_strings(found)):
                yield f"{place}: not translated: {source}"
            elif any(_placeholders(text) != _placeholders(source) for text in _strings(found)):
                yield f"{place}: other placeholders than the source: {source}"


def _sources(message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _strings(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


COMMANDS = {"extract": extract, "compile": compile_, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: catalogues.py {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
