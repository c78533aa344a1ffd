"""A person's sentence to facts of a case: what was truly said, what follows from it, and what stays loose."""

import re
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from engine.facts import EXCLUSIONS
from engine.kept import digest, kept
from engine.talk.dates import Days, years_of
from engine.talk.dates import Said as Day
from engine.talk.finder import Hit, longest
from engine.talk.glossary import glossary
from engine.talk.likeness import Likeness, counted, traits
from engine.talk.places import without_what_they_lie_in
from engine.talk.plain import is_han, language_of, masked, plain
from engine.talk.roles import UNKNOWN
from engine.talk.sums import Sums
from engine.talk.terms import STAYS, Terms
from engine.talk.understood import Setting, Understood
from engine.talk.vocabulary import Vocabulary, sound_of
from engine.talk.whose import Whose

STORY = 2  # visits that one sentence may tell at most


class Reader:
    """Reads sentences with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words, self.patterns = vocabulary, vocabulary.patterns
        self.whose = Whose(vocabulary)
        self.terms, self.sums, self.days = Terms(vocabulary), Sums(vocabulary), Days(vocabulary.day_words)

    @cached_property
    def likeness(self) -> Likeness:
        """What the example sentences of each intent are made of."""
        book = glossary(self.words.content)

        def own(sentence: str) -> set[str]:
            found = self.read(sentence, None, Setting())
            return traits(found, glossary=bool(book.in_text(found.text)))

        def make() -> dict[str, dict[str, int]]:
            examples = self.words.examples.items()
            return counted({intent: [own(one) for one in sentences] for intent, sentences in examples})

        root = self.words.content.root
        files = [*Path(__file__).parent.glob("*.py"), *root.glob("vocabulary/*.yaml"), *root.glob("glossary.yaml")]
        return Likeness(kept("likeness", digest([*files, root / "regions.csv"]), make))

    def read(self, text: str, today: date | None, setting: Setting) -> Understood:
        """One sentence in the setting of its talk."""
        clean = masked(text)
        lang = language_of(clean)
        spelt = self.spelt(plain(clean))
        if lang == "en" and sum(map(is_han, spelt)) * 3 > sum(char.isalpha() for char in spelt):
            lang = "zh-Hans"  # Chinese, typed as pinyin
        found = Understood(spelt, lang)
        self._words_of(found)
        own = self.whose.of_the_patient(spelt, told=setting.told)
        days = self.days.read(own, today)
        found.years = years_of(days, own)
        spans = [(day.start, day.end) for day in days]
        year_told = self.patterns["year_told"]
        placed = [day for day in days if setting.sure_today or year_told.search(spelt[day.start : day.end])]
        story = setting.told and self.patterns["first_of_several"].search(own) is not None
        parts = self._visits(own, spans, setting.told and not story)
        found.anew = story and len(parts) > 1
        found.starts = [start for start, _ in parts]
        found.visits = [{} for _ in parts]
        for visit, (start, end) in enumerate(parts):
            of_part = [Day(day.start - start, day.end - start, day.iso) for day in placed if start <= day.start < end]
            self._part(found, visit, own[start:end], of_part, setting)
        self._whole(found)
        return found

    def _part(self, found: Understood, visit: int, text: str, days: list[Day], setting: Setting) -> None:
        """One part of the text: what tells of one visit."""
        facts = self.terms.said(found, visit, text, setting)
        self.terms.days(found, visit, text, days)
        self.sums.take(found, visit, text, [(day.start, day.end) for day in days], setting, facts)
        self.terms.settle(found, visit, text, facts)

    def _whole(self, found: Understood) -> None:
        """What holds for the sentence as a whole."""
        if not all(_has_total(found, number) for number in range(len(found.visits))):
            found.as_one_visit()
        self._stays_before(found)
        if found.asks and self.patterns["none_at_end"].search(found.text):
            zero = any(visit.get(f"bill.{name}") == "0.00" for visit in found.visits for name in EXCLUSIONS)
            found.asks = not zero  # 先行自付没有: a line of the sheet
        kind = found.visits[0].get("kind")
        for visit in found.visits[1:] if kind else ():
            visit.setdefault("kind", kind)
        found.every_visit = self.patterns["all_visits"].search(found.text) is not None
        if any(True for _ in self.words.grown_up.every(found.text)) and "person.age_group" not in found.facts:
            found.implied.setdefault("person.age_group", "adult")

    def _stays_before(self, found: Understood) -> None:
        """How many stays were before the first of several that a sentence tells: 第二回, said of the second, is none.

        Where a number may be a count or an ordinal it stays open.
        """
        told, stays = len(found.visits), found.facts.get(STAYS)
        if told < STORY or stays is None:
            return
        found.visits[0].setdefault("kind", "inpatient")  # stays were counted
        if stays < told or self.patterns["first_of_several"].search(found.text):
            found.facts[STAYS] = 0
        else:
            found.facts.pop(STAYS)

    def _words_of(self, found: Understood) -> None:
        """Intents, topics, places and whose story it is."""
        text = found.text
        self._intent_words(found, text)
        story = self.patterns["happened"].search(text) is not None
        found.own = story or any(True for _ in self.words.own.every(text))
        found.regions = without_what_they_lie_in(self.words.regions.longest(text), text)
        found.outline = self._outline(text, found.regions)
        found.scheme = next((hit.what for hit in self.words.named_schemes.every(text)), None)

    # ---- the text made ready

    def spelt(self, text: str) -> str:
        """Plain text with dialect and misspellings as the words that are looked for."""
        text = _replaced(text, self.words.spelt.longest(text))
        if text.isascii() and text:
            return _replaced(text, self.words.pinyin.longest(text))
        return self._by_sound(text)

    def _by_sound(self, text: str) -> str:
        han = [n for n, char in enumerate(text) if is_han(char)]
        if len(han) < 3:
            return text
        sounds = dict(zip(han, sound_of("".join(text[n] for n in han)), strict=False))
        for size in sorted({len(key) for key in self.words.sounds}, reverse=True):
            for start in range(len(text) - size + 1):
                key = tuple(sounds.get(n, "") for n in range(start, start + size))
                term = self.words.sounds.get(key)
                if term and text[start : start + size] != term:
                    text = text[:start] + term + text[start + size :]
        return text

    def _intent_words(self, found: Understood, text: str) -> None:
        for hit in longest(self.words.intent_words.every(text)):
            found.words.setdefault(hit.what, []).append(hit)
        for hit in self.words.intent_words.every(text):  # a word may speak for several
            found.words.setdefault(hit.what, [])
            if hit not in found.words[hit.what] and not any(_inside(hit, other) for other in found.words[hit.what]):
                found.words[hit.what].append(hit)
        for hit in self.words.out_of_scope.every(text):
            found.words.setdefault(f"out_of_scope.{hit.what}", []).append(hit)
        told = [(hit.start, hit.end) for hit in self.words.find_facts.longest(text)]
        questions = [hit for hit in found.words.pop("question", []) if not any(a <= hit.start < b for a, b in told)]
        bare = text.rstrip("。，.,!！ ")
        found.asks = (
            bool(questions)
            or self.patterns["either_or"].search(text) is not None
            or bare.endswith(tuple(self.words.intents.question_end))
        )
        found.topics = sorted(self.words.topics.every(text), key=lambda hit: hit.start - hit.end)

    def _outline(self, text: str, regions: list[Hit[tuple[str, ...]]]) -> str:
        for hit in reversed(regions):
            text = f"{text[: hit.start]}@{text[hit.end :]}"
        for amount in reversed(list(self.words.amounts.read(text))):
            if amount.money or (amount.plain or 0) >= 10:
                text = f"{text[: amount.start]}#{text[amount.end :]}"
        return re.sub(r"[\s，。,.!！]+", "", text)

    # ---- several visits in one breath

    def _visits(self, text: str, days: list[tuple[int, int]], told: bool) -> list[tuple[int, int]]:
        """The parts of a text that tell one visit each: a new one begins with a new day, hospital or "the second time"
        after a whole bill has been told, and only where another whole bill follows."""
        roles = self.sums.roles.of(text, days)
        totals = [role for role in roles if role.role in ("total", UNKNOWN) and role.amount is not None]
        paid_before = any(role.earlier and role.role.startswith(("reported", "year")) for role in roles)
        if len(totals) < STORY or told or (paid_before and len(days) < STORY):
            return [(0, len(text))]
        marks = [start for start, _ in days]
        marks += [hit.start for hit in self.words.find_facts.every(text) if hit.what.fact == "visit.facility_level"]
        for word in self.words.amount_words.this_stay:
            marks += [match.start() for match in re.finditer(re.escape(word), text)]
        begins = [0]
        for first, second in pairwise(total.start for total in totals):
            between = sorted(mark for mark in marks if first < mark < second)
            if not between:
                return [(0, len(text))]
            begins.append(between[0])
        return list(pairwise([*begins, len(text)]))


def _has_total(found: Understood, visit: int) -> bool:
    return "bill.total" in found.visits[visit] or f"visits.{visit}.bill.total" in found.ranges


def _replaced(text: str, hits: list[Hit[str]]) -> str:
    for hit in reversed(hits):
        text = text[: hit.start] + hit.what + text[hit.end :]
    return text


def _inside(hit: Hit[str], other: Hit[str]) -> bool:
    return other.start <= hit.start and hit.end <= other.end
