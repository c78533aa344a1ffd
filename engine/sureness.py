"""How sure the figures of a present-day scheme are, and when somebody last looked whether they still hold."""

from collections.abc import Iterable

from engine.clauses import every_value
from engine.content import Library
from engine.scheme import Scheme
from engine.wording import LAYER_NAMES, Words

SURE = "A"  # the same in two sources
DOUBTED = ("A-", "B")  # grades that may ship, but are always told


def doubted_figures(scheme: Scheme, clauses: Iterable[str]) -> dict[str, list[str]]:
    """Each doubted grade among the figures and exclusions of a scheme that cite these clauses: grade -> clauses."""
    asked = set(clauses)
    grades: dict[str, str] = {one.clause: one.grade for one in scheme.exclusions}
    grades |= {one.value.clause: one.value.grade for one in every_value(scheme)}
    return _by_grade({clause: grade for clause, grade in grades.items() if clause in asked})


def doubted_clauses(clauses: Iterable[str], content: Library) -> dict[str, list[str]]:
    """Each doubted grade among clauses: grade -> clauses."""
    return _by_grade({code: content.clause(code).grade for code in clauses})


def _by_grade(grades: dict[str, str]) -> dict[str, list[str]]:
    found = {grade: sorted(code for code, own in grades.items() if own == grade) for grade in DOUBTED}
    return {grade: codes for grade, codes in found.items() if codes}


def doubt_of_figures(scheme: Scheme, clauses: Iterable[str], words: Words) -> str | None:
    """What a person must know of the figures of a scheme that cite these clauses; where others of them are sure, of
    which layers those in doubt are."""
    asked = set(clauses)
    grades = doubted_figures(scheme, asked)
    doubted = {code for codes in grades.values() for code in codes}
    sure: set[str] = set()
    unsure: dict[str, None] = {}
    for one in every_value(scheme):
        if one.path[0] == "layers" and one.value.clause in asked:
            layer = str(one.path[1])
            if one.value.clause in doubted:
                unsure[layer] = None
            elif one.value.grade == SURE:
                sure.add(layer)
    if not sure or not unsure or sure & unsure.keys():
        return doubt_in_words(grades, words)
    return doubt_in_words(grades, words, words.list(words(LAYER_NAMES[layer]) for layer in unsure))


def doubt_in_words(grades: Iterable[str], words: Words, whose: str | None = None) -> str | None:
    """What a person must know of figures of these grades; None where there is nothing to tell. `whose`: the layer or
    place that they are of, where others beside them are sure."""
    grades = set(grades)
    what = words("{whose}的数", whose=whose) if whose else words("这里的数")
    if grades == {"A-"}:
        return words("{figures}(A-级):几处转载写的一样,没有和官方原文核对过。", figures=what)
    if grades == {"B"}:
        return words("{figures}(B级):只有一处来源转引官方的话,没有核实过。", figures=what)
    if grades:
        return words(
            "{figures}(A-级和B级):有的几处转载写的一样,有的只有一处转引官方的话,都没有和官方原文核对过。", figures=what
        )
    return None


def checked_in_words(scheme: Scheme, words: Words) -> str | None:
    """That no end of a scheme in force is known, and when it was last looked up; None of any other scheme."""
    checked = scheme.period.checked
    if checked is None:
        return None
    return words("这份规定没有查到哪天为止;最后核对是{day},后来改没改请问当地。", day=checked)
