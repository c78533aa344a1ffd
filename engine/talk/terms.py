"""Words of one part of a sentence to facts: what was said, what was denied, and one value where several were said."""

import re
from collections.abc import Callable
from typing import Any

from engine.facts import COUNTERS, path_of
from engine.money import yuan
from engine.talk.dates import Said as Day
from engine.talk.dates import number
from engine.talk.finder import Hit, longest
from engine.talk.numbers import any_of
from engine.talk.roles import BREAKS
from engine.talk.understood import Said, Setting, Understood, as_written
from engine.talk.vocabulary import Find, Vocabulary

CATEGORIES = "person.categories"
SETS = ("visit.conditions", CATEGORIES)
COUNTS_WITHIN = (*SETS, "visit.facility_level")
STAYS = "year_to_date.inpatient_stays"
PAID_COUNTERS = tuple(name for name in COUNTERS if name.endswith("_paid") and name != "deductible_paid")
# Patterns of what makes a word no fact of this case, by the fact: before the word, and right behind it.
BEFORE = {
    CATEGORIES: "not_now",
    "visit.facility_level": "no_hospital_before",
    "visit.conditions": "not_sure_before",
}
BEHIND = {
    CATEGORIES: "not_yet",
    "visit.facility_level": "no_hospital",
    "visit.conditions": "over_by_now",
    "person.age_group": "no_patient",
}
BIRTH, PAYMENT, DISCHARGE, CLAIM = range(1, 5)


class Terms:
    """Reads the words of one part of a sentence with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words, self.patterns = vocabulary, vocabulary.patterns
        facts = vocabulary.facts
        self.denied_before = re.compile(rf"(?:{any_of(facts.denies)}){self.patterns['denied_tail'].pattern}")
        self.asked_before = re.compile(rf"(?:{any_of(facts.asks)})\s*[^{BREAKS}]{{0,1}}$")
        self.joins = re.compile(rf"(?:{any_of(facts.and_)})*")
        self.again = vocabulary.again

    def said(self, found: Understood, visit: int, text: str, setting: Setting) -> Said:
        """Every value said of every fact; what is denied and what only follows goes into `found`."""
        facts: Said = {}
        denied_end: dict[str, int] = {}
        behind_end = 0
        for hit in self._finds(text):
            find = hit.what
            if (find.value != "unclear" and self.either_or(text, hit)) or (
                find.only and setting.scheme not in find.only
            ):
                continue
            if self.asked_before.search(text[: hit.start]) or self._of_something_else(text, hit):
                continue
            follows = denied_end.get(find.fact)
            chained = follows is not None and self.joins.fullmatch(text[follows : hit.start]) is not None
            if find.fact == CATEGORIES and hit.end <= behind_end and find.value == "none":
                continue  # 低保、五保都不是: only those two
            behind = self.patterns["denied_behind"].match(text, hit.end) if find.fact == CATEGORIES else None
            behind_end = behind.end() if behind else behind_end
            if chained or behind or self.denied_before.search(text[: hit.start]):
                denied_end[find.fact] = hit.end
                self._denied(found, find, hit.start, facts)
            elif find.implied:
                found.implied[path_of(find.fact, visit)] = find.value
                _named(found, find, visit)
            else:
                value = find.apart if find.apart and setting.apart else find.value
                facts.setdefault(find.fact, []).append((hit.start, value))
                found.implied |= {path_of(fact, visit): value for fact, value in find.implies.items()}
                _named(found, find, visit)
        if visit == 0:
            self._stays(text, facts)
        self._age(text, facts)
        return facts

    def _of_something_else(self, text: str, hit: Hit[Find]) -> bool:
        """Whether a word here is another time's, another person's, only asked, or no hospital's level: no fact."""
        before, behind = BEFORE.get(hit.what.fact), BEHIND.get(hit.what.fact)
        return (
            self.patterns["asked_after"].match(text, hit.end) is not None
            or (before is not None and self.patterns[before].search(text[: hit.start]) is not None)
            or (behind is not None and self.patterns[behind].match(text, hit.end) is not None)
        )

    def either_or(self, text: str, hit: Hit[Find]) -> bool:
        """Whether a find is a half of "has it or has it not" (转没转诊)."""
        return any(
            match.start() < hit.end and hit.start < match.end() for match in self.patterns["either_or"].finditer(text)
        )

    def _finds(self, text: str) -> list[Hit[Find]]:
        """Words for facts, the longest where they overlap; patterns compete only with words for the same fact."""
        by_fact: dict[str, list[Hit[Find]]] = {}
        every = list(self.words.find_facts.every(text))
        kept = longest(every)
        for hit in every:  # a disease or a hospital counts also where it is part of a longer word (门诊透析)
            if hit not in kept and hit.what.fact in COUNTS_WITHIN:
                kept.append(hit)
        for hit in kept:
            by_fact.setdefault(hit.what.fact, []).append(hit)
        for pattern, find in self.words.fact_patterns:
            for match in pattern.finditer(text):
                if match[0] and not self.patterns["left_open"].search(match[0]):
                    by_fact.setdefault(find.fact, []).append(Hit(match.start(), match.end(), find))
        return sorted((hit for own in by_fact.values() for hit in longest(own)), key=lambda hit: hit.start)

    @staticmethod
    def _denied(found: Understood, find: Find, place: int, facts: Said) -> None:
        if find.fact == CATEGORIES and find.value != "none":
            found.denied.append(find.value)
        elif find.denied:
            facts.setdefault(find.fact, []).append((place, find.denied))

    def _stays(self, text: str, facts: Said) -> None:
        for pattern, less in self.words.stays:
            for match in pattern.finditer(text):
                nth = self.words.facts.ordinals.get(match[1]) or number(match[1])
                if self.denied_before.search(text[: match.start()]) or self.patterns["asked_after"].search(
                    text[match.end() : match.end() + 2]
                ):
                    continue
                if len(match[1]) > 1 and self.patterns["two_or_three"].fullmatch(match[1]):
                    continue
                if nth is not None and nth - less >= 0:
                    facts.setdefault(STAYS, []).append((match.start(), nth - less))

    def _age(self, text: str, facts: Said) -> None:
        ages = self.words.facts.ages
        for match in self.patterns["age"].finditer(text):
            years = number(match[1] or match[2])
            if years is None or years > ages.oldest:
                continue
            under = self.patterns["under_age"].search(text[: match.start()])
            below = under or self.patterns["of_less"].match(text, match.end())
            years = years - 1 if below else years
            if below and years >= ages.grown:
                continue  # 不满七十岁: how old is not said
            group = "child_student" if years < ages.grown else "adult" if years < ages.old else "elderly"
            facts["person.age_group"] = [(match.start(), group)]
        if self.patterns["age_of_elder"].search(text):
            facts["person.age_group"] = [(0, "elderly")]

    # ---- days

    def days(self, found: Understood, visit: int, text: str, days: list[Day]) -> None:
        """Days as admission, discharge, claim, birth or payment, by the words beside them."""
        for day in days:
            if not day.iso or (len(day.iso) == 4 and not self._year_of_a_visit(text, day)):
                continue
            start = max((text.rfind(char, 0, day.start) for char in BREAKS), default=-1) + 1
            end = min((place for char in BREAKS if (place := text.find(char, day.end)) >= 0), default=len(text))
            self._day(found, visit, day, text[start : day.start], text[day.end : end])

    def _day(self, found: Understood, visit: int, day: Day, before: str, after: str) -> None:
        match = self.patterns["day_of"].search(after) or self.patterns["day_of"].search(before)
        role = next((n for n in (BIRTH, PAYMENT, DISCHARGE, CLAIM) if match and match[n]), None)
        stay = self.patterns["admitted"].search(after[: match.start()] if match else after)
        of_papers = self.patterns["papers"].search(before + after)
        if role == BIRTH:
            found.facts["person.born_on"] = day.iso
        elif stay or role is None:
            found.visits[visit].setdefault("on", day.iso)
        elif role == DISCHARGE:
            found.visits[visit]["discharged_on"] = day.iso
        elif role == CLAIM or of_papers:
            found.visits[visit].setdefault("claimed_on", day.iso)
        elif not self.patterns["gone_by"].search(before):
            found.facts["person.enrolled_on"] = day.iso

    def _year_of_a_visit(self, text: str, day: Day) -> bool:
        """Whether a year without a month says when the visit was: "2018年在县医院住院", not "今年没报过"."""
        if self.patterns["this_year"].match(text[day.start : day.end]):
            return False
        return self.patterns["visit_in_year"].match(text[day.end :]) is not None

    # ---- words that disagree

    def settle(self, found: Understood, visit: int, text: str, facts: Said) -> None:
        """One value a fact: the last after a correction, the goal of a transfer; where two were weighed, none."""
        weighed = bool(found.words.get("compare"))
        for fact, said in facts.items():
            in_order = sorted(said, key=lambda one: one[0])
            if fact in SETS:
                self._set_of(found, visit, fact, [value for _, value in in_order])
            elif fact == "year_to_date":
                _nothing_before(found, [value for _, value in in_order])
            else:
                values = [value for value in self._chosen(fact, in_order, text, weighed) if value != "unclear"]
                if len(values) > 1:
                    found.alternatives[path_of(fact, visit)] = values
                elif values:
                    found.set(path_of(fact, visit), as_written(fact, values[0]))
        _agree(found, visit)

    def _chosen(self, fact: str, said: list[tuple[int, Any]], text: str, weighed: bool) -> list[Any]:
        """The values that stand of all that were said of a fact, in order."""
        first, last = said[0], said[-1]
        values = list(dict.fromkeys(value for _, value in said))
        if len(values) == 1:
            return values
        if any(first[0] < match.start() <= last[0] for match in self.again.finditer(text)):
            return [last[1]]
        if self.patterns["transferred_to"].search(text[: last[0]]):
            return [last[1]]
        return values if weighed or fact not in STRONGER else STRONGER[fact](values)

    @staticmethod
    def _set_of(found: Understood, visit: int, fact: str, values: list[str]) -> None:
        kept = [value for value in dict.fromkeys(values) if value != "none"]
        for plain, worse in (("hypertension", "hypertension_complicated"), ("diabetes", "diabetes_complicated")):
            if plain in kept and worse in kept:
                kept.remove(plain)
        if kept or "none" in values:
            found.set(path_of(fact, visit), kept)


def _named(found: Understood, find: Find, visit: int) -> None:
    """A hospital's name: where it stands, and that its level may be another under another scheme."""
    path = path_of(find.fact, visit)
    if find.stands:
        found.stands[path] = find.stands
        for name in ("place", "referral"):  # of a hospital named before: 县医院转到省里的医院
            found.implied.pop(path_of(f"visit.{name}", visit), None)
    if find.apart:
        found.apart[path] = find.apart


def _nothing_before(found: Understood, values: list[str]) -> None:
    """Nothing (else) was paid this year: all that was not said otherwise is 0."""
    stays = found.facts.get(STAYS)
    for name in PAID_COUNTERS:
        found.facts.setdefault(f"year_to_date.{name}", yuan(0))
    if "nothing" in values and str(stays or 0) == "0":
        for name in COUNTERS:
            found.facts.setdefault(f"year_to_date.{name}", yuan(0))


def _agree(found: Understood, visit: int) -> None:
    """Facts of one part put in agreement."""
    own = found.visits[visit]
    child = found.facts.get("person.age_group") == "child_student"
    if own.get("kind") == "inpatient" and own.get("conditions") == ["other_listed"]:
        own.pop("conditions")  # the list is one of outpatient care
    if own.get("kind") in ("maternity", "prenatal") and child:
        found.facts.pop("person.age_group")  # the child that is meant is not the patient
    elif child and "leukaemia" in own.get("conditions", ()):
        own["conditions"] = [*own["conditions"], "child_major_disease"]


def _one_kind(values: list[Any]) -> list[Any]:
    """What a visit is when several words for its kind fall: childbirth is more than a stay, 慢病 more than 门诊."""
    for stronger in ("maternity", "special_drug"):
        if stronger in values:
            return [stronger]
    if set(values) == {"outpatient", "chronic"}:
        return ["chronic"]
    return ["major_outpatient"] if set(values) <= {"outpatient", "chronic", "major_outpatient"} else values


def _one_cause(values: list[Any]) -> list[Any]:
    """Words for a cause from the gravest: 车祸 over 骨折, a liable party over a fall, a fall over an illness."""
    if "unclear" in values:
        return []
    return next(([cause] for cause in ("excluded", "accident_liable", "accident") if cause in values), ["illness"])


def _one_referral(values: list[Any]) -> list[Any]:
    if set(values) == {"emergency", "none"}:
        return ["emergency"]
    return ["filed"] if set(values) == {"emergency", "filed"} else values


STRONGER: dict[str, Callable[[list[Any]], list[Any]]] = {
    "visit.kind": _one_kind,
    "visit.cause": _one_cause,
    "visit.referral": _one_referral,
    "visit.facility_level": lambda values: ["top"] if set(values) == {"tertiary", "top"} else values,
    "person.age_group": lambda values: ["newborn"] if "newborn" in values else values,
    STAYS: lambda values: [max(int(value) for value in values)],
}
