"""Numbers as people say them: 三万五, 8万6, 两百五, 3.5w, 叁万伍仟元整, 十来万, 四五千, 三万多, 小一万, 两万出头 …

A number is read to a value or to a range, never to a guess: what is said loosely stays loose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from engine.talk.numbers import Numbers, any_of

FEN = 100
MOST = Decimal("9999999999.99")
PER_MYRIAD = 10**4
TENTH, HUNDREDTH, HALF = Decimal("0.1"), Decimal("0.01"), Decimal("0.5")


@dataclass(frozen=True)
class Amount:
    """A number in a text: where it stands, what was written, and what it may be, fen.

    `low` == `high` where it was said exactly; `high` None: no upper end was said. `money`: whether a unit of money or a
    large unit (万, 千) was said, without which it may count anything. `plain`: the number itself where it has no unit.
    """

    start: int
    end: int
    text: str
    low: int
    high: int | None
    money: bool
    plain: int | None = None

    @property
    def exact(self) -> bool:
        return self.low == self.high


class AmountReader:
    """Finds the numbers of a plain text (see `engine.talk.plain`)."""

    def __init__(self, words: Numbers) -> None:
        self.words = words
        self.digits = {word: int(digit) for digit, said in words.digits.items() for word in said}
        self.units = {word: int(unit) for unit, said in words.units.items() for word in said}
        self.large = {word: int(unit) for unit, said in words.large.items() for word in said}
        self.one = words.digits["1"][0]
        self.nine = words.digits["9"][0]
        self.marks_money = {*self.large, *(word for word, unit in self.units.items() if unit >= 100)}
        self.pattern = self._pattern()
        self.token = re.compile(r"\d+(?:\.\d+)?|.")
        self.up_to = re.compile(rf"\s*(?:{any_of(words.up_to)})\s*")

    def _pattern(self) -> re.Pattern[str]:
        w = self.words
        digit = "".join(self.digits)
        unit = "".join([*self.units, *self.large])
        spoken = f"{digit}{unit}{w.half}{w.some}"
        loose = "".join([*w.more, w.some_more])
        before = any_of([*w.just_below, *w.below, *w.nearly, *w.about, *w.above, *w.several])
        after = any_of([*w.more, w.some_more, w.handful, *w.little_over, *w.about, *w.below, *w.above])
        tail = rf"[\d{digit}{w.some}{w.half}]?[\d{digit}{unit}{w.half}.]*"
        arabic = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:[{loose}{w.some}]?\s*[{unit}](?![a-z]){tail})*"
        words = rf"(?![kw])[{spoken}]+(?:[{loose}][{unit}])?[{spoken}]*"
        tenths, hundredths = "".join(w.tenths), "".join(w.hundredths)
        small = (
            rf"[{digit}\d](?:[{tenths}](?:[{digit}\d][{hundredths}])?|[{hundredths}])"
            rf"|[{digit}{w.half}](?![{spoken}\d]|{any_of(w.counts)})"
        )
        return re.compile(
            rf"(?P<before>{before})?\s*(?P<sign>{any_of(w.sign)})?\s*(?P<number>{arabic}|{words})"
            rf"(?P<after>{after})?\s*(?P<unit>{any_of(w.money)})?(?P<small>(?:{small}))?(?P<late>{after})?"
        )

    def read(self, text: str) -> Iterator[Amount]:
        """Every number of a text, in order; what cannot be read as one is left out."""
        first: Amount | None = None
        for match in self.pattern.finditer(text):
            found = self._one(match)
            if found is None:
                continue
            if first is not None:
                both = self._up_to(first, found, match)
                if both is None:
                    yield first
                found = both or found
            first = found
        if first is not None:
            yield first

    def _up_to(self, first: Amount, last: Amount, match: re.Match[str]) -> Amount | None:
        """三万到四万, 3到4万: one range; a first number without a unit has the unit of the last (`match`)."""
        text = match.string
        plain = first.plain and last.plain and 100 <= first.plain < last.plain and not _years(first.plain, last.plain)
        if not (last.money or plain) or last.high is None or not self.up_to.fullmatch(text, first.end, last.start):
            return None
        scale = 1 if first.money or plain else {**self.units, **self.large}.get(match["number"][-1], 1)
        low = first.low * scale
        return replace(last, start=first.start, text=text[first.start : last.end], low=low) if low < last.high else None

    def _one(self, match: re.Match[str]) -> Amount | None:
        number = match["number"].replace(" ", "")
        before, after, late = (match["before"] or ""), (match["after"] or ""), (match["late"] or "")
        if number in self.large and after != self.words.handful:
            return None  # 多少万: a unit alone is no number
        ends = self._range(number, after, before)
        if ends is None:
            return None
        small = self._small(match["small"] or "") if match["unit"] else Decimal(0)
        fen = self._loosely(ends[0] + small, ends[1] + small, before, after or late)
        if fen is None:
            return None
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.end() if match["unit"] or not match["small"] else match.start("small")
        money = bool(match["unit"] or match["sign"] or self.marks_money & set(number))
        return Amount(start, end, match.string[start:end].strip(), *fen, money, self._plain(number, money))

    def _plain(self, number: str, money: bool) -> int | None:
        value = self.value(number)
        return int(value) if value is not None and not money and value == int(value) else None

    # ---- what looseness makes of it

    def _loosely(self, low: Decimal, high: Decimal, before: str, after: str) -> tuple[int, int | None] | None:
        """What words around a number make of it: about, below, nearly, above."""
        w, said = self.words, (before, after)
        if high > MOST:
            return None
        if before in w.just_below and low == high:
            low, high = 9 * high * TENTH, high - 1
        elif any(word in w.below for word in said):
            low, high = Decimal(0), high - any(word in w.strictly_below for word in said)
        elif before in w.nearly:
            low = 9 * low * TENTH
        elif any(word in w.above for word in said):
            return int(low * FEN), None
        elif any(word in w.about for word in said):
            low, high = 9 * low * TENTH, 11 * high * TENTH
        elif after in w.little_over and low == high:
            high = low + 3 * _unit_of(low) * TENTH
        return (int(low * FEN), int(high * FEN)) if 0 <= low <= high else None

    def _small(self, text: str) -> Decimal:
        """The part below one yuan: 五毛, 三角五分, or the 五 of 三块五."""
        said = [
            5 if char == self.words.half else self.digits.get(char, int(char) if char.isdigit() else None)
            for char in text
        ]
        digits = [n for n in said if n]
        if not digits:
            return Decimal(0)
        if text[-1] in self.words.hundredths and len(digits) == 1:
            return digits[0] * HUNDREDTH
        return digits[0] * TENTH + (digits[1] * HUNDREDTH if len(digits) > 1 else 0)

    def _range(self, number: str, after: str, before: str) -> tuple[Decimal, Decimal] | None:
        """The least and the most that a number word may stand for."""
        w = self.words
        if before in w.several and number[0] not in self.digits:
            number = w.some + number
        if after == w.handful:
            value = self.value(number if number[0] in self.digits or number[0].isdigit() else self.one + number)
            return None if value is None else (9 * value * TENTH, 15 * value * TENTH)
        inside = next((n for n, char in enumerate(number) if char in w.more or char == w.some_more), None)
        if inside is not None:
            return self._more_inside(number[:inside], number[inside], number[inside + 1 :])
        if w.some in number:
            return self._some(number)
        pair = self._pair(number)
        low, high = (self.value(one) for one in pair or (number, number))
        if low is None or high is None:
            return None
        if after in w.more and not pair:
            return low, low + _unit_of(low) - 1
        return (low, low + 3 * _unit_of(low) * TENTH) if after == w.some_more and not pair else (low, high)

    def _more_inside(self, head: str, more: str, tail: str) -> tuple[Decimal, Decimal] | None:
        """三十多万, 十来万: the looseness stands before the large unit."""
        value, scale = self.value(head), self.value(self.one + tail) if tail else None
        if value is None or scale is None:
            return None
        if more == self.words.some_more:
            return value * scale, (value + 3 * _unit_of(value) * TENTH) * scale
        return value * scale, (value + _unit_of(value)) * scale - 1

    def _some(self, number: str) -> tuple[Decimal, Decimal] | None:
        """几千 (1,000 to 9,999), 三十几万 (300,000 to 399,999)."""
        some, place = self.words.some, number.index(self.words.some)
        low = self.value(number.replace(some, "" if place else self.one, 1))
        high = self.value(number.replace(some, self.nine, 1))
        scale = self.value(self.one + number[place + 1 :])
        return None if low is None or high is None else (low, high + (scale or 1) - 1)

    def _pair(self, number: str) -> tuple[str, str] | None:
        """四五千 -> (四千, 五千), 三万六七 -> (三万六, 三万七): two rising digits side by side."""
        for n in range(len(number) - 1):
            first, second = self.digits.get(number[n]), self.digits.get(number[n + 1])
            if not first or not second:
                continue
            third = number[n - 1 : n] + number[n + 2 : n + 3]
            rising = 0 < second - first <= 2 and len(number) > 2 and not any(char in self.digits for char in third)
            return (number[: n + 1] + number[n + 2 :], number[:n] + number[n + 1 :]) if rising else None
        return None

    # ---- one number word

    def value(self, text: str) -> Decimal | None:
        """One number word in yuan: 三万五 -> 35000; None where it is none (二零一八 is none)."""
        text = text.replace(",", "")
        if re.fullmatch(r"\d+(?:\.\d+)?", text):
            return Decimal(text)
        total = section = Decimal(0)
        digit: Decimal | None = None
        last, zero, before = Decimal(1), False, ""
        for token in self.token.findall(text):
            if token[0].isdigit() or token in self.digits or (token == self.words.half and not before):
                if digit and (before in self.digits or before[:1].isdigit()):
                    return None
                digit = self._digit(token)
                zero = zero or digit == 0
            elif token == self.words.half and digit is None and last > 1:
                section += last * HALF  # 一万半
            elif token in self.units:
                section += (Decimal(1) if digit is None or (zero and not digit) else digit) * self.units[token]
                digit, last, zero = None, Decimal(self.units[token]), False
            elif token in self.large:
                part = section + (digit or 0)
                whole = self.large[token] > PER_MYRIAD
                total = (total + (part or 1)) * self.large[token] if whole else total + (part or 1) * self.large[token]
                section, digit, last, zero = Decimal(0), None, Decimal(self.large[token]), False
            else:
                return None
            before = token
        if digit is not None:
            tenth = last > 1 and not zero and 0 < digit < 10 and digit == digit.to_integral_value()
            section += digit * last * TENTH if tenth else digit  # 三万五, but 三万零五
        return total + section

    def _digit(self, token: str) -> Decimal:
        if token == self.words.half:
            return HALF
        return Decimal(token) if token[0].isdigit() else Decimal(self.digits[token])


def _years(first: int, last: int) -> bool:
    """Whether two bare numbers may be years: 2017-2018."""
    return 1900 <= first <= 2100 and 1900 <= last <= 2100


def _unit_of(value: Decimal) -> Decimal:
    """The unit of the last digit that was said: 20000 -> 10000, 35000 -> 1000."""
    unit = Decimal(1)
    while value and value % (unit * 10) == 0:
        unit *= 10
    return unit
