"""What each amount of a sentence is: the whole bill, a part of it, what was paid back, what was borne, or none."""

import re
from dataclasses import dataclass

from engine.facts import EXCLUSIONS
from engine.talk.amounts import Amount
from engine.talk.finder import Hit, longest
from engine.talk.numbers import any_of
from engine.talk.vocabulary import Vocabulary

BREAKS = "，。；！？,;!?\n"
PARTS = tuple(f"bill.{name}" for name in (*EXCLUSIONS, "essential_drugs", "above_ceiling"))
# What was paid or borne of the year, or at a stay before this one, belongs to the year so far.
OF_THE_YEAR = {
    "reported.basic": "year.basic_paid",
    "reported.serious_illness": "year.serious_illness_paid",
    "reported.supplement": "year.supplement_paid",
    "reported.assistance": "year.assistance_paid",
    "borne": "year.compliant_self_pay",
}
UNKNOWN = "unknown"  # an amount beside no word that says what it is
PRICE = "each"  # so much a month, a head, a dose
SHARE = "share"
FAR = 14  # characters between a word and its amount


@dataclass(frozen=True)
class Role:
    """An amount with its role ("total", "bill.self_funded", "reported.basic", "year.basic_paid" …), or a part that is
    said to be nothing (`amount` None). `earlier`: it belongs to a stay before this one; `instead_of`: the amount that
    was denied just before (不是八千,是八万)."""

    role: str
    amount: Amount | None
    start: int
    earlier: bool = False
    instead_of: Amount | None = None


class Roles:
    """Finds the role of each amount of a plain text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = words = vocabulary.amount_words
        self.numbers = vocabulary.numbers
        self.reader, self.finder = vocabulary.amounts, vocabulary.roles
        self.role_patterns = vocabulary.role_patterns
        self.not_this = vocabulary.patterns["not_this"]
        self.again = vocabulary.again
        counts, shares = any_of(self.numbers.counts), any_of(self.numbers.share_after)
        own = vocabulary.patterns["of_the_person"].pattern  # 8000 个人自付: no eight thousand persons
        self.counted = re.compile(rf"\s*(?:{counts})(?!{own})")
        self.share = re.compile(rf"\s*(?:{shares})")
        each, long = any_of(self.numbers.each), any_of(self.numbers.stay_long)
        self.each = re.compile(rf"(?P<each>{each})\s*[^{BREAKS}\d]{{0,4}}$")
        self.long = re.compile(rf"(?:{long})\s*(?:{each})\s*[^{BREAKS}\d]{{0,6}}$")
        gap = rf"(?:{any_of(words.is_)})*"
        self.zero_after = re.compile(rf"{gap}(?:{any_of(words.zero)})(?!{vocabulary.patterns['exceeds'].pattern})")
        self.zero_before = re.compile(rf"(?<!有)(?:{any_of(words.zero_before)})[^{BREAKS}\d]{{0,2}}$")
        self.joins = vocabulary.patterns["joins_parts"]
        self.right_before = vocabulary.patterns["right_before"]
        self.ceiling_of = vocabulary.patterns["ceiling_of"]

    def of(self, text: str, taken: list[tuple[int, int]]) -> list[Role]:
        """Every amount with its role, and every part that is said to be nothing. `taken`: spans that are days."""
        hits = self.named(text)
        found = self._zeros(text, hits)
        nothing = {role.start for role in found}
        before = 0
        denied: Role | None = None
        told = ""
        money = self._money(text, taken)
        columns = _columns(text, hits, money)
        for amount in money:
            role = columns.get(amount.start) or self._one(text, amount, hits, before)
            if self.not_this.search(text[before : amount.start]):
                denied = Role(role, amount, amount.start)
                before = amount.end
                continue
            if denied is not None and role == UNKNOWN:
                role = denied.role
            elif role == UNKNOWN and told and self.again.search(text, before, amount.start):
                role = told  # 花了三万,说错了,是三万五
            zero = amount.low == amount.high == 0 and any(role == other.role for other in found)
            if not zero and amount.start not in nothing:
                instead = denied.amount if denied else None
                found.append(Role(role, amount, amount.start, self._earlier(text, amount.start), instead))
            before, denied, told = amount.end, None, role
        return sorted(found, key=lambda one: one.start)

    def named(self, text: str) -> list[Hit[str]]:
        """The words that say what an amount is, the longest where they overlap."""
        hits = list(self.finder.every(text))
        for pattern, role in self.role_patterns:
            hits += [Hit(match.start(), match.end(), role) for match in pattern.finditer(text)]
        return longest(hits)

    def _money(self, text: str, taken: list[tuple[int, int]]) -> list[Amount]:
        """The numbers that may be money: no day, no count, no share, no ordinal."""
        kept = []
        for amount in self.reader.read(text):
            around = text[max(0, amount.start - 4) : amount.start]
            after = text[amount.end :]
            if any(amount.start < end and start < amount.end for start, end in taken):
                continue
            if around.endswith(tuple(self.numbers.not_after)):
                continue
            if self.ceiling_of.match(after):
                continue
            if self.share.match(after) or (not amount.money and self.counted.match(after)):
                continue
            if not amount.money and self._tiny(amount, text):
                continue
            kept.append(amount)
        return kept

    def _tiny(self, amount: Amount, text: str) -> bool:
        """A bare number in words (三, 十二), or one that begins with a letter: no bill."""
        digits = text[amount.start : amount.end].strip()
        if not any(char.isdigit() for char in digits):
            return True
        return digits[0].isalpha() and digits[0].isascii()

    def _one(self, text: str, amount: Amount, hits: list[Hit[str]], before: int) -> str:
        left = text[before : amount.start]
        if self.each.search(left) and not self.long.search(left):
            return PRICE
        start = max((left.rfind(char) for char in BREAKS), default=-1) + 1 + before
        own = [hit for hit in hits if start <= hit.start and hit.end <= amount.start + 1]
        after = self._after(text, amount, hits)
        if (
            after is not None
            and after.what == "other"
            and self.right_before.fullmatch(text, amount.start + len(amount.text), after.start)
        ):
            return "other"  # 退了两千押金
        near = self._nearest(text, own)
        if near is None and after is not None:
            return self._settled(text, after, start)
        if near is not None and after is not None and self._closer(text, near, after, amount):
            return self._settled(text, after, start)
        if near is not None:
            return self._settled(text, near, start)
        earlier = [hit for hit in hits if before <= hit.start and hit.end <= start]
        if earlier and (start - earlier[-1].end <= 2 or self._put_right(text[earlier[-1].end : amount.start])):
            return self._settled(text, earlier[-1], before)
        return UNKNOWN

    def _put_right(self, between: str) -> bool:
        """总费用搞错了,是一万五; 自费也不对,是八百: what the word before says, put right."""
        return len(between) <= FAR and self.again.search(between) is not None

    def _nearest(self, text: str, own: list[Hit[str]]) -> Hit[str] | None:
        """The last word before an amount; 一共 and the like only add up what a word before them names."""
        if not own:
            return None
        last = own[-1]
        if text[last.start : last.end] in self.words.adds_up:
            return next((hit for hit in reversed(own) if text[hit.start : hit.end] not in self.words.adds_up), last)
        return last

    def _after(self, text: str, amount: Amount, hits: list[Hit[str]]) -> Hit[str] | None:
        """The word right after an amount that says what it is: 三千自费, 五千的押金, 140 reimbursed."""
        for hit in hits:
            between = text[amount.end : hit.start]
            asks = text[hit.start : hit.end] in self.words.before_only
            if (
                hit.start >= amount.end
                and len(between) <= 3
                and not asks
                and not any(char in BREAKS for char in between)
            ):
                return hit
            if hit.start > amount.end + 3:
                break
        return None

    def _closer(self, text: str, near: Hit[str], after: Hit[str], amount: Amount) -> bool:
        """Whether the word after wins: it does over a general word (花了三千自费) unless it has its own amount."""
        follows = text[after.end : after.end + FAR]
        own = next(self.reader.read(follows), None)
        rest = follows[: own.start] if own else follows
        has_own = own is not None and not any(char in BREAKS for char in rest)
        return near.what in ("total", "other") and after.what not in ("total", near.what) and not has_own

    def _settled(self, text: str, hit: Hit[str], start: int) -> str:
        """The role of a word, with the year's words around it taken into account."""
        around = text[start : hit.end]
        of_year = any(word in around for word in self.words.year_words)
        return OF_THE_YEAR.get(hit.what, hit.what) if of_year else hit.what

    def _earlier(self, text: str, place: int) -> bool:
        """Whether a stay before this one was named last before this place."""
        earlier = max((text.rfind(word, 0, place) for word in self.words.earlier_stay), default=-1)
        this = max((text.rfind(word, 0, place) for word in self.words.this_stay), default=-1)
        return earlier > this

    def _zeros(self, text: str, hits: list[Hit[str]]) -> list[Role]:
        """Parts said to be nothing: 没有自费、超限价、先行自付; 超限价和先行自付也是零."""
        parts = [hit for hit in hits if hit.what in PARTS]
        found: list[Role] = []
        number = 0
        while number < len(parts):
            chain = [parts[number]]
            for hit in parts[number + 1 :]:
                between = text[chain[-1].end : hit.start]
                if self.zero_after.match(between) or not self.joins.fullmatch(between):
                    break
                chain.append(hit)
            number += len(chain)
            after = text[chain[-1].end : chain[-1].end + FAR]
            nothing = self.zero_before.search(text[: chain[0].start]) or self.zero_after.match(after)
            clause = text[max((text.rfind(c, 0, chain[0].start) for c in BREAKS), default=-1) + 1 : chain[0].start]
            of_year = chain[0].what == "bill.above_ceiling" and any(word in clause for word in self.words.year_words)
            if nothing and chain[0].what in PARTS and not of_year:
                found += [Role(hit.what, None, hit.start) for hit in chain]
        return found


def _columns(text: str, hits: list[Hit[str]], money: list[Amount]) -> dict[int, str]:
    """A table pasted in one line, its heads first: place of an amount -> what its head says, or UNKNOWN where there are
    not as many amounts as heads."""
    heads: list[Hit[str]] = []
    for hit in hits:
        if heads and text[heads[-1].end : hit.start].strip(" |"):
            heads = []
        heads.append(hit)
        below = [amount for amount in money if amount.start >= hit.end]
        follows = bool(below) and not text[hit.end : below[0].start].strip(" |")
        if len(heads) > 1 and follows:
            run = [below[0]]
            for amount in below[1:]:
                if text[run[-1].end : amount.start].strip(" |"):
                    break
                run.append(amount)
            if len(run) > 1:
                names = [head.what for head in heads] if len(run) == len(heads) else [UNKNOWN] * len(run)
                return {amount.start: name for amount, name in zip(run, names, strict=True)}
    return {}
