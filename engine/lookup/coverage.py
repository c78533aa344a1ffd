"""What we hold: place by layer by year, computed, rules only, or not in our copy; and one topic across all schemes."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.clauses import clause_text
from engine.content import Library, library, parse
from engine.document import Document
from engine.listing import computes, period_of
from engine.scheme import LayerName, Scheme
from engine.sureness import doubt_in_words, doubted_clauses
from engine.talk.replies import value_lines
from engine.talk.rules import WITH_FIGURES, rule_answer
from engine.wording import Words

Json = dict[str, Any]
# The topics in which each layer's rules are written.
TOPICS_OF: dict[LayerName, tuple[str, ...]] = {
    "basic": ("inpatient.", "outpatient.", "accident", "maternity"),
    "serious_illness": ("serious_illness.",),
    "assistance": ("assistance",),
    "supplement": ("supplement",),
}
READING = "reading"  # the condition of a figure that only another reading of our copy gives
COMPUTED, PARTLY, RULES_ONLY, ABSENT = "computed", "partly", "rules_only", "absent"


class CoverageFile(BaseModel):
    """`content/coverage.yaml`: scheme id -> the day on which it was last compared with its document."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    checked: dict[str, str]


def coverage(words: Words, content: Library | None = None) -> list[Json]:
    """Every scheme, the places in order of their codes.

    Each {"scheme", "name", "region", "period", "layers": {layer: status}, "checked" (ISO day or None), "clauses": how
    many rules of it we hold, "damage": how many places of its documents are damaged in our copy}.
    """
    content = content or library()
    path = content.root.joinpath("coverage.yaml")
    checked = parse(CoverageFile, Document(path)).checked if path.exists() else {}
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        rows.append(
            {
                "scheme": scheme.id,
                "name": words.pick(scheme.short_name, scheme.short_name_en),
                "region": scheme.region,
                "period": period_of(scheme, words),
                "layers": {layer: status(scheme, layer, content) for layer in TOPICS_OF},
                "checked": checked.get(scheme.id),
                "clauses": sum(len(content.clauses(document)) for document in scheme.documents),
                "damage": sum(len(content.source(document).damage) for document in scheme.documents),
            }
        )
    return sorted(rows, key=lambda row: (row["region"] is None, row["region"] or "", row["period"]))


def status(scheme: Scheme, layer: LayerName, content: Library) -> str:
    """How far a scheme's layer goes: "computed", "partly" (some visits only), "rules_only" or "absent"."""
    own = scheme.layers.get(layer)
    able = [computes(benefit) for benefit in own.benefits] if own else []
    if any(able):
        return COMPUTED if all(able) else PARTLY
    topics = {clause.topic for document in scheme.documents for clause in content.clauses(document)}
    written = any(topic.startswith(TOPICS_OF[layer]) for topic in topics)
    return RULES_ONLY if written else ABSENT


def across(topic: str, words: Words, content: Library | None = None) -> list[Json]:
    """One topic in every scheme that says something of it: {"scheme", "name", "period", "lines" (figures, or the rule
    in words where it has none), "readings" (whether a figure can be read otherwise, which `lines` leave out),
    "clauses"}."""
    content = content or library()
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        own = [c for document in scheme.documents for c in content.clauses(document) if c.topic == topic]
        values: list[Json] = []
        if topic in WITH_FIGURES and not scheme.frame:
            values = rule_answer(scheme, [topic], {}, "", content, []).values
        if topic.startswith("inpatient."):  # serious illness's own figures stand under its own topics
            values = [value for value in values if value["what"] not in ("threshold", "bands")]
        plainly = _without_readings(values)
        lines = value_lines(plainly, content, words) or [clause_text(clause.id, words, content) for clause in own[:2]]
        if lines:
            doubt = doubt_in_words(doubted_clauses([clause.id for clause in own], content), words)
            lines += [doubt] if doubt else []
            rows.append(
                {
                    "scheme": scheme.id,
                    "name": words.pick(scheme.short_name, scheme.short_name_en),
                    "period": period_of(scheme, words),
                    "lines": lines,
                    "readings": len(plainly) < len(values),
                    "clauses": [clause.id for clause in own],
                }
            )
    return rows


def _without_readings(values: list[Json]) -> list[Json]:
    """The figures without those that only another reading of our copy gives, where there is one without."""
    told = {(value["what"], _said(value)) for value in values if READING not in value["when"]}
    return [value for value in values if READING not in value["when"] or (value["what"], _said(value)) not in told]


def _said(value: Json) -> str:
    """The conditions of a figure but that of a reading, in one order."""
    return str(sorted((name, str(said)) for name, said in value["when"].items() if name != READING))
