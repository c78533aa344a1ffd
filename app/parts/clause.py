"""A clause as a card: the rule in plain words, the document and the place in it, the period, how good our copy is."""

from typing import Any

from app.parts.documents import to_clause
from app.parts.markup import Markup, tag
from app.texts import Texts
from engine.clauses import citation
from engine.content import Library
from engine.listing import period_of
from engine.scheme import Scheme


def card(clause_id: str, scheme: Scheme | None, content: Library, t: Texts) -> Markup:
    """The card of one clause, its time that of the scheme given; empty for a clause that we do not have."""
    try:
        cited = citation(clause_id, t.words, content)
    except KeyError:
        return Markup("")
    document = t.title(cited["document"])
    origin = [document, cited["issuer"], cited["number"], cited["date"]]
    rows: list[tuple[str, object]] = [
        (t("条款"), to_clause(clause_id, cited["document_id"], t)),
        (t("文件"), t.list([part for part in origin if part])),
        (t("在哪里"), f"{cited['place']} {cited['stands']}".strip()),
        *([(t("管的时间"), period_of(scheme, t.words))] if scheme else []),
        (t("我们的抄本"), t.list([cited["copy"], cited["grade"]])),
        *_of_today(cited, t),
        *((t("抄本的损坏"), one["what"]) for one in cited["damage"] if one["what"]),
    ]
    facts = [part for name, value in rows for part in (tag("dt", name), tag("dd", value))]
    return tag("div", tag("p", cited["text"], class_="mb-rule"), tag("dl", *facts), class_="mb-clause")


def by_document(clause_ids: list[str], content: Library, t: Texts) -> list[Markup]:
    """Many clauses as one card a document: the document once, then each of its clauses with its link and grade."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for clause_id in clause_ids:
        cited = citation(clause_id, t.words, content)
        documents.setdefault(cited["document_id"], []).append(cited)
    return [_of_one_document(cited, t) for cited in documents.values()]


def _of_one_document(clauses: list[dict[str, Any]], t: Texts) -> Markup:
    first = clauses[0]
    origin = [t("《{title}》", title=first["document"]), first["issuer"], first["number"], first["date"]]
    rows = [
        (t("文件"), t.list([part for part in origin if part])),
        (t("我们的抄本"), first["copy"]),
        *_of_today(first, t),
    ]
    facts = [part for name, value in rows for part in (tag("dt", name), tag("dd", value))]
    rules = (
        tag("li", one["text"], " ", to_clause(one["id"], one["document_id"], t), t.words.aside([one["grade"]]))
        for one in clauses
    )
    return tag("div", tag("dl", *facts), tag("ul", *rules, class_="mb-rules"), class_="mb-clause")


def _of_today(cited: dict[str, Any], t: Texts) -> list[tuple[str, str]]:
    """What a document of the present day has to say of itself: from when it holds, what of its name is missing, where
    it stands, and when it was last looked up. The address is a text, no link: no page calls another host."""
    if not cited.get("checked"):
        return []
    told = [(t("从哪天起"), cited["in_force"]), (t("没有见到的"), t.list(cited["not_seen"]))]
    told += [(t("原文在"), cited["address"]), (t("最后核对"), cited["checked"])]
    return [(name, said) for name, said in told if said]


def reference(clause_id: str, content: Library, t: Texts) -> str:
    """A clause in one line, for paper: text, then id, document and place."""
    try:
        cited = citation(clause_id, t.words, content)
    except KeyError:
        return clause_id
    document = t.title(cited["document"])
    return f"{clause_id} {cited['text']} ({document} {cited['place']})"
