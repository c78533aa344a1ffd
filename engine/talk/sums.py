"""Sums of money of one part of a sentence to facts: the bill and its parts, what was paid back, what was borne."""

from dataclasses import replace

from engine.facts import EXCLUSIONS
from engine.money import yuan
from engine.talk.roles import BREAKS, OF_THE_YEAR, PRICE, UNKNOWN, Role, Roles
from engine.talk.terms import STAYS
from engine.talk.understood import Said, Setting, Understood
from engine.talk.vocabulary import Vocabulary

EXCLUSIONS_OF_A_BILL = tuple(f"bill.{name}" for name in EXCLUSIONS)


class Sums:
    """Reads the sums of one part of a sentence with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.patterns = vocabulary.patterns
        self.this_stay = vocabulary.amount_words.this_stay
        self.again = vocabulary.again
        self.roles = Roles(vocabulary)

    def take(
        self, found: Understood, visit: int, text: str, days: list[tuple[int, int]], setting: Setting, facts: Said
    ) -> None:
        """Puts every sum at its path. `days`: spans that are days; `facts`: what the words of the part said."""
        addressed = setting.several and self.patterns["visit_named"].search(text) is not None
        kept = self._kept(text, days, setting, facts, alone=len(found.starts) == 1 and not addressed)
        in_one = [role for role in kept if role.role in ("total", UNKNOWN) and self._several_in_one(text, role)]
        if in_one:
            found.notes.append("several_in_one")
            kept = [role for role in kept if role not in in_one]
        total = self._total(kept, text)
        if any(role.role == "other" for role in kept) and self.patterns["deposit"].search(text):
            found.notes.append("deposit")
        for role in kept:
            self._one(found, visit, role, total, setting)
        _with_exclusions(found, visit, kept, total)
        named = [part for part in EXCLUSIONS_OF_A_BILL if part in found.visits[visit]]
        if named and self.patterns["rest_is_nothing"].search(text):
            for part in EXCLUSIONS_OF_A_BILL:
                found.visits[visit].setdefault(part, yuan(0))
        self._nothing_outside(found, visit, text)

    def _nothing_outside(self, found: Understood, visit: int, text: str) -> None:
        """都在目录里, 没有自费的: said of the whole bill, so that none of the exclusions is there."""
        match = self.patterns["all_in_scope"].search(text)
        told = any(part in found.visits[visit] for part in EXCLUSIONS_OF_A_BILL[1:])
        if match is None or told or found.visits[visit].get("bill.self_funded", yuan(0)) != yuan(0):
            return
        start = max((text.rfind(char, 0, match.start()) for char in BREAKS), default=-1) + 1
        end = min((place for char in BREAKS if (place := text.find(char, match.end())) >= 0), default=len(text))
        if not self.patterns["not_this_way"].search(text[start : match.start()] + text[match.end() : end]):
            for part in EXCLUSIONS_OF_A_BILL:
                found.visits[visit][part] = yuan(0)

    def _several_in_one(self, text: str, role: Role) -> bool:
        """三次住院加起来八万: the sum of several stays is no bill."""
        start = max((text.rfind(char, 0, role.start) for char in "。；！？;!?"), default=-1) + 1
        match = self.patterns["several_in_one"].search(text[start : role.start])
        return match is not None and not any(char in "，," for char in text[start : role.start][match.end() :])

    def _kept(
        self, text: str, days: list[tuple[int, int]], setting: Setting, facts: Said, *, alone: bool
    ) -> list[Role]:
        """The roles, those of a stay before this one moved to the year so far; not where each stay has its own part."""
        roles = self.roles.of(text, days)
        nth = [str(value) for _, value in facts.get(STAYS, ())]
        first, later = "0" in nth, any(value != "0" for value in nth)
        this = any(word in text for word in self.this_stay)
        before_counts = (setting.told or later or this) and not (first and not later)
        kept = []
        for role in roles:
            if alone and role.earlier and before_counts and role.amount is not None:
                if role.role in ("total", UNKNOWN):
                    continue  # another stay's bill
                role = replace(role, role=OF_THE_YEAR.get(role.role, role.role))
            kept.append(self._placed(role, roles, text, setting))
        return _with_the_bill(_items(kept))

    def _placed(self, role: Role, roles: list[Role], text: str, setting: Setting) -> Role:
        """已报 without a bill beside it is the year's; what was spent after the ceiling was used up lies above it."""
        bill = setting.told or any(other.role in ("total", "in_scope") for other in roles)
        before = text[: role.start]
        if role.role == "reported.basic" and not bill and self.patterns["already_paid"].search(before[-4:]):
            return replace(role, role="year.basic_paid")
        if setting.ceiling and role.role == "total" and self.patterns["ceiling_used_up"].search(before):
            return replace(role, role="bill.above_ceiling")
        return role

    def _total(self, roles: list[Role], text: str) -> Role | None:
        """The one amount that is the whole bill; none where two claim to be."""
        totals = [role for role in roles if role.role == "total" and role.amount is not None]
        if len(totals) < 2:
            return totals[0] if totals else None
        whole = [role for role in totals if self.patterns["whole"].search(text[max(0, role.start - 8) : role.start])]
        if len(whole) == 1:
            return whole[0]
        if self.again.search(text, totals[0].start, totals[-1].start):
            return totals[-1]
        same = {(role.amount.low, role.amount.high) for role in totals if role.amount}
        return totals[0] if len(same) == 1 else None

    def _one(self, found: Understood, visit: int, role: Role, total: Role | None, setting: Setting) -> None:
        name, amount = role.role, role.amount
        if role.instead_of is not None and name in (UNKNOWN, "total"):
            found.put_right.append((role.instead_of.low, role))
            return
        own_bill = f"visits.{visit}.bill.total"
        if name in (PRICE, "other") or (name == "total" and role is not total):
            return
        if name == UNKNOWN:
            if len(found.starts) > 1 and total is None and amount and amount.money:
                _put(found, own_bill, role)
            else:
                found.loose.append(role)
        elif name == "total":
            _put(found, own_bill, role)
        elif name == "in_scope":
            _in_scope(found, visit, role, beside_total=total is not None or setting.told)
        elif name == "borne" and (total is not None or setting.told):
            found.notes.append("borne_beside_total")
            _contradiction(found, role, total)
        elif name == "borne":
            _put(found, f"visits.{visit}.bill.borne", role)
        elif name.startswith("year."):
            _put(found, f"year_to_date.{name.removeprefix('year.')}", role)
        else:
            _put(found, f"visits.{visit}.{name}", role)


def _items(roles: list[Role]) -> list[Role]:
    """One line of a bill told alone (药费六千) is the bill; several, or one beside the whole, are none."""
    items = [role for role in roles if role.role == "item"]
    alone = len(items) == 1 and not any(role.role in ("total", "in_scope", UNKNOWN) for role in roles)
    kept = [role for role in roles if role.role != "item" or alone]
    return [replace(role, role="total") if role.role == "item" else role for role in kept]


def _with_the_bill(roles: list[Role]) -> list[Role]:
    """住院八万,自己掏了三万: the one amount without a word, no less than what was borne of it, is the bill."""
    names = [role.role for role in roles]
    place = names.index(UNKNOWN) if names.count(UNKNOWN) == 1 else None
    if place is None or "borne" not in names or "total" in names or "in_scope" in names:
        return roles
    bill, borne = roles[place].amount, roles[names.index("borne")].amount
    if bill is None or borne is None or not bill.money or borne.high is None or bill.low < borne.high:
        return roles
    return [*roles[:place], replace(roles[place], role="total"), *roles[place + 1 :]]


def _in_scope(found: Understood, visit: int, role: Role, *, beside_total: bool) -> None:
    """In-scope cost alone is a bill without exclusions; beside a total it is a part of it."""
    if beside_total:
        _put(found, f"visits.{visit}.bill.in_scope", role)
        return
    _put(found, f"visits.{visit}.bill.total", role)
    for part in EXCLUSIONS_OF_A_BILL:
        found.visits[visit].setdefault(part, yuan(0))


def _with_exclusions(found: Understood, visit: int, roles: list[Role], total: Role | None) -> None:
    """不能报的三千五,能报的两万一: together they are the bill."""
    scope = [role.amount for role in roles if role.role == "in_scope" and role.amount]
    parts = [role.amount for role in roles if role.role in EXCLUSIONS_OF_A_BILL and role.amount]
    if total is None and len(scope) == 1 and parts and all(one.exact for one in (*scope, *parts)):
        found.visits[visit]["bill.total"] = yuan(scope[0].low + sum(one.low for one in parts))


def _contradiction(found: Understood, role: Role, total: Role | None) -> None:
    """More borne than the whole bill: neither is taken for certain."""
    amount, whole = role.amount, total.amount if total else None
    if amount is None or whole is None or whole.high is None or amount.low <= whole.high:
        return
    found.notes.append("contradiction")
    for visit in found.visits:
        visit.pop("bill.total", None)
    found.ranges = {path: ends for path, ends in found.ranges.items() if not path.endswith("bill.total")}


def _put(found: Understood, path: str, role: Role) -> None:
    """One amount at its path: exact as a fact, loose as a range; a part said to be nothing is 0."""
    amount = role.amount
    if amount is None:
        found.set(path, yuan(0))
    elif amount.high is None:
        found.notes.append("at_least")
    else:
        found.readings.append((amount.text, amount.low, amount.high))
        if amount.exact:
            found.set(path, yuan(amount.low))
        else:
            found.ranges[path] = (amount.low, amount.high)
