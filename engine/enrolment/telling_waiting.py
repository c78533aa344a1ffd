"""A wait as a person is told it: the months first, what paying off brings and costs, the sums, and the clauses."""

from engine.content import Library, library
from engine.enrolment import waiting
from engine.enrolment.history import History, Span
from engine.enrolment.lines import Json, Line, as_written, months_in_words, shape, years_in_words
from engine.enrolment.rules import Rules, rules_of
from engine.money import whole_yuan
from engine.wording import Words

EXAMPLE = 2  # lapsed years of the example that is told where nothing is known


def wait_told(history: History, area: str | None, words: Words, content: Library | None = None) -> Json:
    """The wait of one person; KeyError for an area that we do not hold.

    {"low", "high" (months, null: no end is known), "headline", "beside", "lines" (see `lines.shape`), "readings",
    "by_repair", "enough", "clauses"}. A reading of the first lapsed year is {"what", "low", "high", "steps"}, a step
    {"what", "formula", "amount" (in words), "clauses"}. `by_repair` is [{"repaired", "low", "high", "cells"}] for every
    number of years paid off, `cells` in words: years, months where the first lapsed year counts, months where it does
    not; `enough`: from this number on nothing changes any more.
    """
    content = content or library()
    rules = rules_of(area, content)
    lapsed = 0 if history.exempt else history.lapsed or 0
    span = waiting.wait(history, rules.waiting)
    lines = _lines(history, lapsed, rules, words, content)
    headline, beside = _head(history, span, rules, words)
    return {
        "low": span.low,
        "high": span.high,
        **shape(headline, beside, lines, words, content),
        "readings": [_reading(history, rules, words, first_counts=one) for one in (True, False)] if lapsed else [],
        "by_repair": [_repaired(lapsed, one, rules, words) for one in range(lapsed + 1)] if lapsed else [],
        "enough": max(_enough(lapsed, rules)) if lapsed else 0,
        "clauses": _clauses(history, lines, rules),
    }


# ---- the months


def _head(history: History, span: Span, rules: Rules, words: Words) -> tuple[str, Line | None]:
    """How long, and what that means; where that cannot be said yet, what to fill in."""
    own = rules.waiting
    fixed = months_in_words(own.fixed.amount, words)
    meaning = Line(words("等的这段时间看病,居民医保不能报(职工医保等别的保险不算在里头)。"), (own.fixed.clause,))
    if history.exempt:
        return words("新生儿这样的人不用等,交了就能报。"), None
    if history.lapsed is None and not history.repaired:
        return _nothing_known(history, fixed, meaning, rules, words)
    if span.high == 0:
        return words("没断交、在集中缴费期里交的,不用等。"), None
    if span.low == 0:
        return words("没断交的,在集中缴费期里交不用等;过了才交,先等{fixed}。", fixed=fixed), meaning
    low = months_in_words(span.low, words)
    if span.high is None:
        return words("交了以后,至少先等{low};最多等多久,填了断交几年才知道。", low=low), meaning
    high = months_in_words(span.high, words)
    if span.exact:
        return words("交了以后,先等{low}。", low=low), meaning
    if history.repaired is None:
        return words("交了以后,先等{low}到{high}。", low=low, high=high), meaning
    return words("交了以后,先等{low}或者{high}。", low=low, high=high), meaning


def _nothing_known(history: History, fixed: str, meaning: Line, rules: Rules, words: Words) -> tuple[str, Line | None]:
    if history.in_window:
        return words("没断交过的,不用等;断交过的,填了断交几年,这里就说要等几个月。"), None
    if history.in_window is False:
        return words("交了以后,至少先等{fixed};断交过的更久,填了断交几年就知道。", fixed=fixed), meaning
    ends = [waiting.months(EXAMPLE, 0, rules.waiting, first_counts=one) for one in (True, False)]
    plain, other = (months_in_words(end, words) for end in ends)
    example = words(
        "比如断交{years}、一年不补:断交的头一年就加月的,等{plain};从第二年起才加的,等{other}。",
        years=years_in_words(EXAMPLE, words),
        plain=plain,
        other=other,
    )
    return words("填了断交几年,这里就说要等几个月。"), Line(example, (rules.says.first_year,))


# ---- what else there is to say


def _lines(history: History, lapsed: int, rules: Rules, words: Words, content: Library) -> list[Line]:
    own, says = rules.waiting, rules.says
    if history.exempt:
        others = (history.lapsed, history.repaired, history.in_window)
        changes_nothing = Line(words("是这样的人,另外几格怎么填都一样。"))
        return [changes_nothing] if any(one is not None for one in others) else []
    found = _of_a_lapse(history, lapsed, rules, words, content) if lapsed else []
    if history.lapsed is None:
        found.append(_the_rule(rules, words))
    if lapsed > 1:
        since = rules.bonuses.since
        text = words("{since}年以前断交的年份算不算,材料里没有写,这里都算上;请问当地医保窗口。", since=since.amount)
        found.append(Line(text, (since.clause,)))
    if lapsed and history.in_window is not None:
        found.append(Line(words("断交的都要等,在不在集中缴费期里交都一样。"), (own.fixed.clause,)))
    if rules.late and history.in_window is False:
        found.append(as_written(rules.late, words, content))
    if history.lapsed != 0 or not history.in_window:
        found.append(Line(words("从哪一天数起,材料里没有写,请问当地医保窗口。"), (says.begins,)))
    return [*found, Line(words("新生儿这样的人不用等。最后以参保地医保窗口的答复为准。"), (says.exempt,))]


def _the_rule(rules: Rules, words: Words) -> Line:
    own = rules.waiting
    figures = (own.fixed, own.per_year, own.less_per_repair)
    fixed, more, less = (months_in_words(one.amount, words) for one in figures)
    text = words(
        "断交的,固定等{fixed},每断交一年再加{more};补交一年少{less}。没断交、过了缴费期才交的,等{fixed}。",
        fixed=fixed,
        more=more,
        less=less,
    )
    return Line(text, tuple(one.clause for one in figures))


def _of_a_lapse(history: History, lapsed: int, rules: Rules, words: Words, content: Library) -> list[Line]:
    """The two readings of the first year, what paying off takes off, how much of it is enough, and what it costs."""
    own = rules.waiting
    found = []
    ends = [waiting.months(lapsed, history.repaired or 0, own, first_counts=one) for one in (True, False)]
    if ends[0] != ends[1]:
        found.append(_two_readings(history, ends, rules, words))
    if history.repaired is not None:
        found.append(_saved(lapsed, history.repaired, rules, words))
    found.append(_enough_in_words(lapsed, rules, words))
    if waiting.is_long(lapsed, own):
        years = years_in_words(own.long_lapse.amount, words)
        months = months_in_words(own.least_after_long.amount, words)
        text = words("连着断交{years}以上的,断了的年份全补上,也至少等{months}。", years=years, months=months)
        found.append(Line(text, (own.least_after_long.clause,)))
    return found + _cost(lapsed, rules, words, content)


def _two_readings(history: History, ends: list[int], rules: Rules, words: Words) -> Line:
    plain, other = (months_in_words(end, words) for end in ends)
    if history.repaired is None:
        text = "一年也不补的话,断交的头一年就加月的,等{plain};从第二年起才加的,等{other}。文件没写清是哪一种。"
    else:
        text = "断交的头一年就加月的,等{plain};从第二年起才加的,等{other}。文件没写清是哪一种。"
    return Line(words(text, plain=plain, other=other), (rules.says.first_year,))


def _saved(lapsed: int, repaired: int, rules: Rules, words: Words) -> Line:
    """What paying off takes off, in both readings."""
    own = rules.waiting
    if repaired == 0:
        return Line(words("没补交,所以没有少等。"))
    none, some = (
        [waiting.months(lapsed, number, own, first_counts=one) for one in (True, False)] for number in (0, repaired)
    )
    plain, other = (before - after for before, after in zip(none, some, strict=True))
    years, saved = years_in_words(repaired, words), months_in_words(plain, words)
    if plain == other:
        return Line(words("补交{years},少等{saved}。", years=years, saved=saved), (own.less_per_repair.clause,))
    text = words(
        "补交{years}:头一年就加月的,少等{saved};从第二年起才加的,少等{less}。",
        years=years,
        saved=saved,
        less=months_in_words(other, words),
    )
    return Line(text, (own.less_per_repair.clause, rules.says.first_year))


def _enough(lapsed: int, rules: Rules) -> list[int]:
    """The fewest years paid off after which nothing changes any more: where the first year counts, where not."""
    return [_fewest(lapsed, rules, first_counts=one) for one in (True, False)]


def _fewest(lapsed: int, rules: Rules, *, first_counts: bool) -> int:
    months = [waiting.months(lapsed, one, rules.waiting, first_counts=first_counts) for one in range(lapsed + 1)]
    return months.index(months[-1])


def _enough_in_words(lapsed: int, rules: Rules, words: Words) -> Line:
    plain, other = _enough(lapsed, rules)
    least = months_in_words(waiting.months(lapsed, lapsed, rules.waiting, first_counts=True), words)
    clauses = (rules.waiting.less_per_repair.clause, rules.waiting.least_after_long.clause, rules.says.first_year)
    most = years_in_words(max(plain, other), words)
    if plain == other:
        return Line(words("最多补{most}就够,再补也是等{least}。", most=most, least=least), clauses)
    if other == 0:
        text = "头一年就加月的,最多补{most}就够,再补也是等{least};从第二年起才加的,补不补都等{least}。"
        return Line(words(text, most=most, least=least), clauses)
    text = words(
        "最多补{most}就够,再补也是等{least}(头一年就加月的补{most},从第二年起才加的补{less})。",
        most=most,
        least=least,
        less=years_in_words(min(plain, other), words),
    )
    return Line(text, clauses)


def _cost(lapsed: int, rules: Rules, words: Words, content: Library) -> list[Line]:
    """What paying off a year costs where the premium is known: never that of another place, nor of another year."""
    repair = rules.waiting.less_per_repair.clause
    if not rules.premium:
        return [Line(words("补一年,交一份当地当年的个人缴费;您那里一份多少,我们没有查到,请问当地。"), (repair,))]
    years = max(_enough(lapsed, rules))
    found = [Line(words("补一年,交一份当地当年的个人缴费。"), (repair,))]
    found.append(as_written(rules.premium[0].clause, words, content))
    for one in rules.premium if years > 1 else []:
        text = words(
            "一年 {amount} 元的,补{years}一共 {sum} 元。",
            amount=whole_yuan(one.amount),
            years=years_in_words(years, words),
            sum=whole_yuan(years * one.amount),
        )
        found.append(Line(text))
    return [*found, as_written(rules.says.next_premium, words, content)]


# ---- the sums


def _reading(history: History, rules: Rules, words: Words, *, first_counts: bool) -> Json:
    """One reading of the first lapsed year, its sum line by line (what is not said of paying off: nothing paid off)."""
    own, lapsed, repaired = rules.waiting, history.lapsed or 0, history.repaired or 0
    span = waiting.wait(history, own, first_counts=first_counts)
    counted = lapsed if first_counts else lapsed - 1
    extra = own.per_year.amount * counted
    left = waiting.variable(lapsed, repaired, own, first_counts=first_counts)
    total = waiting.months(lapsed, repaired, own, first_counts=first_counts)
    less, long = own.less_per_repair, own.least_after_long
    steps = [
        _step(words("固定等待期"), str(own.fixed.amount), own.fixed.amount, [own.fixed.clause], words),
        _step(
            words("变动等待期,每断交一年加"),
            f"{counted} × {own.per_year.amount}",
            extra,
            [own.per_year.clause, rules.says.first_year],
            words,
        ),
    ]
    if repaired:
        steps.append(
            _step(words("补交减去"), f"{extra} - {min(repaired, counted)} × {less.amount}", left, [less.clause], words)
        )
    steps.append(_step(words("合起来"), f"{own.fixed.amount} + {left}", own.fixed.amount + left, [], words))
    if total > own.fixed.amount + left:
        steps.append(_step(words("断交得久,至少"), str(long.amount), total, [long.clause], words))
    what = words("头一年就加") if first_counts else words("从第二年起才加")
    return {"what": what, "low": span.low, "high": span.high, "steps": steps}


def _step(what: str, formula: str, amount: int, clauses: list[str], words: Words) -> Json:
    return {"what": what, "formula": formula, "amount": months_in_words(amount, words), "clauses": clauses}


def _repaired(lapsed: int, number: int, rules: Rules, words: Words) -> Json:
    low, high = (waiting.months(lapsed, number, rules.waiting, first_counts=one) for one in (False, True))
    cells = [years_in_words(number, words), months_in_words(high, words), months_in_words(low, words)]
    return {"repaired": number, "low": low, "high": high, "cells": cells}


def _clauses(history: History, lines: list[Line], rules: Rules) -> list[str]:
    """The clauses of the rule, then what else the lines rest on."""
    own, says = rules.waiting, rules.says
    if history.exempt:
        return [says.exempt]
    found = [own.fixed.clause]
    if history.lapsed != 0:
        found += [own.per_year.clause, says.first_year, own.less_per_repair.clause, own.least_after_long.clause]
    found += [clause for line in lines for clause in line.clauses]
    return list(dict.fromkeys([*found, rules.bonuses.since.clause]))
