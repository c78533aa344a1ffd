"""What we hold: place by layer by year, computed, rules only, or not in our copy; and one topic across all schemes."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.clauses import clause_text, every_value
from engine.content import Library, library, parse
from engine.document import Document
from engine.listing import computes, period_of
from engine.scheme import Benefit, LayerName, Scheme
from engine.sureness import doubt_in_words, doubted_clauses
from engine.talk.replies import value_lines
from engine.talk.rules import WITH_FIGURES, layer_of, lost_lines, rule_answer
from engine.wording import Words

Json = dict[str, Any]
# The topics in which each layer's rules are written.
TOPICS_OF: dict[LayerName, tuple[str, ...]] = {
    "basic": ("inpatient.", "outpatient.", "accident", "maternity"),
    "serious_illness": ("serious_illness.",),
    "assistance": ("assistance",),
    "supplement": ("supplement",),
}
LOST = ("background", "lost")  # grades of a figure that our copy does not have
OF_LAYERS = tuple(start for starts in TOPICS_OF.values() for start in starts)
COMPUTED, PARTLY, RULES_ONLY, ABSENT = "computed", "partly", "rules_only", "absent"


class CoverageFile(BaseModel):
    """`content/coverage.yaml`: scheme id -> the day on which it was last compared with its document."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    checked: dict[str, str]


def coverage(words: Words, content: Library | None = None) -> list[Json]:
    """Every scheme, the places in order of their codes.

    Each {"scheme", "name", "region", "period", "layers": {layer: status}, "checked" (ISO day or None), "clauses": how
    many rules of it we hold, "others": how many of them are of no layer (who may join, papers, deadlines …), "damage":
    how many places of its documents are damaged in our copy}.
    """
    content = content or library()
    path = content.root.joinpath("coverage.yaml")
    checked = parse(CoverageFile, Document(path)).checked if path.exists() else {}
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        clauses = content.clauses_of(scheme)
        rows.append(
            {
                "scheme": scheme.id,
                "name": words.pick(scheme.short_name, scheme.short_name_en),
                "region": scheme.region,
                "period": period_of(scheme, words),
                "layers": {layer: status(scheme, layer, content) for layer in TOPICS_OF},
                "checked": checked.get(scheme.id),
                "clauses": len(clauses),
                "others": sum(not clause.topic.startswith(OF_LAYERS) for clause in clauses),
                "damage": sum(len(content.source(document).damage) for document in scheme.documents),
            }
        )
    return sorted(rows, key=lambda row: (row["region"] is None, row["region"] or "", row["period"]))


def status(scheme: Scheme, layer: LayerName, content: Library) -> str:
    """How far a scheme's layer goes: "computed", "partly" (some visits only), "rules_only" or "absent"."""
    own = scheme.layers.get(layer)
    able = [_has_figures(benefit) for benefit in own.benefits] if own else []
    if any(able):
        lost = any(one.value.grade in LOST for one in every_value(scheme) if one.path[:2] == ("layers", layer))
        return COMPUTED if all(able) and not lost else PARTLY
    topics = {clause.topic for clause in content.clauses_of(scheme)}
    written = any(topic.startswith(TOPICS_OF[layer]) for topic in topics)
    return RULES_ONLY if written else ABSENT


def _has_figures(benefit: Benefit) -> bool:
    """Whether a benefit pays by figures of its own; that it pays nothing below a threshold is none."""
    return computes(benefit) and not (benefit.lost and benefit.lost.above)


def across(topic: str, words: Words, content: Library | None = None) -> list[Json]:
    """One topic in every scheme that says something of it: {"scheme", "name", "period", "lines" (figures, or the rule
    in words where it has none), "clauses"}."""
    content = content or library()
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        own = [clause for clause in content.clauses_of(scheme) if topic in (clause.topic, *clause.also)]
        lines: list[str] = []
        if topic in WITH_FIGURES and not scheme.frame:
            told = rule_answer(scheme, [topic], {}, "", content, [])
            values = [value for value in told.values if value["layer"] == layer_of(topic)]
            lines = [*value_lines(values, content, words), *(lost_lines(told, words) if values else [])]
        lines = lines or [clause_text(clause.id, words, content) for clause in own]
        if lines:
            doubt = doubt_in_words(doubted_clauses([clause.id for clause in own], content), words)
            lines += [doubt] if doubt else []
            rows.append(
                {
                    "scheme": scheme.id,
                    "name": words.pick(scheme.short_name, scheme.short_name_en),
                    "period": period_of(scheme, words),
                    "lines": lines,
                    "clauses": [clause.id for clause in own],
                }
            )
    return rows
