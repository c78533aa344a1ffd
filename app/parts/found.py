"""What a look-up shows: the figure that answers, the rules as cards, a document whole, one topic across all places."""

from typing import Any

from app.parts.documents import to_clause
from app.parts.markup import Markup, join, period, table, tag
from app.texts import Texts
from engine.clauses import citation, note_in_words
from engine.content import Library
from engine.lookup.entries import ADVERT, GLOSSARY

Json = dict[str, Any]


def topic_names(t: Texts) -> dict[str, str]:
    """The topics in everyday words, in the order in which they are offered."""
    return {
        "inpatient.deductible": t("住院起付线"),
        "inpatient.rate": t("住院报几成"),
        "inpatient.cap": t("一年最多报多少"),
        "inpatient.referral": t("转诊和外地看病"),
        "outpatient.general": t("普通门诊"),
        "outpatient.chronic": t("慢性病门诊"),
        "outpatient.major": t("重大病门诊"),
        "accident": t("意外伤害"),
        "maternity": t("生孩子和产检"),
        "serious_illness.threshold": t("大病起付线"),
        "serious_illness.bands": t("大病报几成"),
        "serious_illness.cap": t("大病最多报多少"),
        "serious_illness.scope": t("大病算哪些钱"),
        "serious_illness.claim": t("大病怎么领"),
        "assistance": t("医疗救助"),
        "supplement": t("再次补助"),
        "special_drugs": t("特药"),
        "enrolment.who": t("谁能参保"),
        "enrolment.premium": t("交多少钱"),
        "enrolment.period": t("什么时候交"),
        "enrolment.newborn": t("新生儿"),
        "enrolment.late": t("交晚了怎么办"),
        "claims.documents": t("报销要带什么"),
        "claims.where": t("去哪里报"),
        "claims.deadline": t("最晚什么时候报"),
        "exclusions": t("哪些不报"),
        "fraud": t("骗保怎么罚"),
        "fund.premium": t("大病钱从哪来"),
        "fund.income": t("基金收入"),
        "fund.spending": t("基金支出"),
        "fund.supervision": t("谁管基金"),
        "insurer": t("保险公司怎么管"),
        GLOSSARY: t("词语解释"),
    }


def figures(found: Json, t: Texts) -> Markup | None:
    """The figures that answer at once, with their conditions and whose they are."""
    if not found["lines"]:
        return None
    rows = [tag("li", line) for line in found["lines"]]
    heading = t("按{name}({period}):", name=found["whose"], period=found["period"])
    return tag("section", tag("p", heading), tag("ul", *rows), class_="mb-answer")


def card(one: Json, t: Texts, content: Library) -> Markup:
    """One result: the rule, whose and when, which document and where, how good our copy is; an advert says first that
    it is none."""
    scheme = content.scheme(one["scheme"]) if one["scheme"] else None
    whose = t.pick(scheme.short_name, scheme.short_name_en) if scheme else None
    topic = topic_names(t).get(one["topic"], "")
    if one["topic"] == GLOSSARY and one["document"] is None:
        return tag("article", tag("h3", one["place"]), tag("p", one["text"], class_="mb-rule"), class_="mb-found")
    rows: list[tuple[str, object]] = [
        (t("哪里的"), whose),
        (t("管的时间"), period(one["period"]) if one["period"] else None),
        (t("文件"), _document_of(one, content, t)),
        (t("我们的抄本"), one["copy"]),
        (t("条款"), to_clause(one["id"], one["document"], t) if one["scheme"] or one["grade"] else one["id"]),
    ]
    facts = [part for name, value in rows if value for part in (tag("dt", name), tag("dd", value))]
    advert = one["advert"]
    heading = t("广告,不是规定 · {topic}", topic=topic) if advert else topic
    look = "mb-found mb-advert" if advert else "mb-found"
    return tag("article", tag("h3", heading), tag("p", one["text"], class_="mb-rule"), tag("dl", *facts), class_=look)


def _document_of(one: Json, content: Library, t: Texts) -> str:
    """The document of a result and the place in it; a text held here names both itself."""
    if not one["grade"]:
        return t.title(one["source"])
    source = content.source(one["document"])
    return f"{t.title(t.pick(source.title, source.title_en))} {one['place']}"


def document(document_id: str, content: Library, t: Texts) -> Markup:
    """A document: what it is, how good our copy is, what is damaged. KeyError for a document that we do not have."""
    source = content.source(document_id)
    clauses = content.clauses(document_id)
    first = citation(clauses[0].id, t.words, content) if clauses else None
    rows = [
        (t("发文的"), t.pick(source.issuer or "", source.issuer_en or source.issuer or "") or t("抄本没写")),
        (t("文号"), t.pick(source.number, source.number) if source.number else t("抄本没写")),
        (t("哪年的规定"), (first["date"] if first else None) or t("不详")),
        (t("我们的抄本"), first["copy"] if first else ""),
    ]
    facts = [part for name, value in rows for part in (tag("dt", name), tag("dd", value))]
    notes = [*source.damage, *source.disagreements]
    damage = [tag("li", f"{t.pick(one['place'], one['place'])} {note_in_words(one, t.words)}") for one in notes]
    return join(
        tag("h2", t.pick(source.title, source.title_en)),
        tag("dl", *facts, class_="mb-about"),
        tag("details", tag("summary", t("抄本里坏了的、对不上的 {count} 处", count=len(damage))), tag("ul", *damage))
        if damage
        else None,
    )


def rules(document_id: str, wanted: str | None, content: Library, t: Texts) -> list[tuple[Markup, bool]]:
    """All rules of a document in its own order, each with whether it is the clause `wanted`, which is marked."""
    names = topic_names(t)
    found: list[tuple[Markup, bool]] = []
    here = ""
    advert = " mb-advert" if content.source(document_id).copy_ == ADVERT else ""
    for clause in content.clauses(document_id):
        heading = None
        cited = citation(clause.id, t.words, content)
        if clause.place != here:
            here = clause.place
            heading = tag("h3", f"{cited['place']} {cited['stands']}".strip())
        about = f"{names.get(clause.topic, '')} · {cited['grade']} · {clause.id}"
        body = tag("p", cited["text"], class_="mb-rule")
        this = clause.id == wanted
        mark = tag("p", t("您要看的是这一条"), class_="mb-tag") if this else None
        look = f"mb-found{advert}{' mb-this' if this else ''}"
        found.append((join(heading, tag("article", mark, body, tag("p", about, class_="mb-tag"), class_=look)), this))
    return found


def across(rows: list[Json], topic: str, content: Library, t: Texts) -> Markup:
    """One topic in all places as a table."""
    caption = t("{topic}:各地的规定放在一起看。地方、年份不同,不能混着用。", topic=topic_names(t)[topic])
    cells: list[list[object]] = [
        [
            join(row["name"], tag("small", period(row["period"]), class_="mb-time mb-phone")),
            period(row["period"]),
            join(
                tag("ul", *(tag("li", line) for line in row["lines"])),
                tag(
                    "p",
                    *(
                        part
                        for one in row["clauses"]
                        for part in (to_clause(one, content.clause(one).document, t), " ")
                    ),
                    class_="mb-where",
                ),
            ),
        ]
        for row in rows
    ]
    head = [t("哪里的"), t("管的时间"), t("怎么规定")]
    drawn = table(caption, head, cells, class_="mb-period-below")
    return tag("div", drawn, class_="mb-scroll mb-words", tabindex="0", role="region", aria_label=caption)
