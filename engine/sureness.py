"""How sure the figures of a present-day scheme are, and when somebody last looked whether they still hold."""

from collections.abc import Collection

from engine.clauses import every_value
from engine.scheme import Scheme
from engine.wording import Words

DOUBTED = ("A-", "B")  # grades that may ship, but are always told


def doubted(scheme: Scheme, clauses: Collection[str]) -> dict[str, list[str]]:
    """Each doubted grade among the figures that cite these clauses, with the clauses that it is of."""
    cited = [one.value for one in every_value(scheme) if one.value.clause in clauses]
    found = {grade: sorted({value.clause for value in cited if value.grade == grade}) for grade in DOUBTED}
    return {grade: codes for grade, codes in found.items() if codes}


def doubt_in_words(grades: Collection[str], words: Words) -> str:
    """What a person must know of figures of these grades."""
    says = {
        "A-": words("有的数几处转载写的一样,没有和官方原文核对过(A-)"),
        "B": words("有的数只有一处来源转引官方的话,没有核实过(B)"),
    }
    return words("这里用的数:{doubts}。", doubts=words(";").join(says[grade] for grade in grades))


def checked_in_words(scheme: Scheme, words: Words) -> str | None:
    """That no end of a scheme in force is known, and when it was last looked up; None of any other scheme."""
    checked = scheme.period.checked
    if checked is None:
        return None
    return words("这份规定没有查到哪天为止;最后核对是{day},后来改没改请问当地。", day=checked)
