"""The bonuses as a person is told them: the sum first, why it is a range, what it rests on, and the clauses."""

from dataclasses import replace
from typing import NamedTuple

from engine.content import Library, library
from engine.enrolment.bonus import Bonus, bonus
from engine.enrolment.history import History, Span
from engine.enrolment.lines import Json, Line, place_in_words, shape, years_in_words
from engine.enrolment.rules import Figure, Rules, rules_of, set_by
from engine.money import percent, short_yuan, whole_yuan, yuan
from engine.wording import Words


class _Person(NamedTuple):
    """What one telling is about. `nothing_known`: no field says anything about the years; `held_cap`: the ceiling is
    the one that we hold of the area; `place`: the area's name; `bonus_of`, `cap_of`: the name of the area whose figures
    these are."""

    history: History
    own: Bonus
    rules: Rules
    this_year: int
    nothing_known: bool
    held_cap: bool
    place: str | None
    bonus_of: str | None
    cap_of: str | None


def bonus_told(
    history: History, area: str | None, this_year: int, words: Words, content: Library | None = None
) -> Json:
    """The bonuses of one person as they stand in `this_year`; KeyError for an area that we do not hold.

    {"low", "high" (yuan, null: no end is known), "most", "cap" ({"low", "high"}), "headline", "beside", "lines" (see
    `lines.shape`), "steps", "clauses"}; a step is {"what", "formula", "amount" (in words), "clauses"}. Where the person
    does not say the area's own ceiling and we hold it, it is taken, and said so.
    """
    content = content or library()
    rules = rules_of(area, content)
    nothing_known = history.straight is None and history.zero_claim is None and not history.lapsed
    held_cap = history.cap is None and rules.cap is not None
    if rules.cap and held_cap:
        history = replace(history, cap=rules.cap.amount)
    own = bonus(history, rules.bonuses, this_year)
    codes = (area, set_by(area, "bonus", content), set_by(area, "cap", content)) if area else (None, None, None)
    names = [place_in_words(code, words, content) if code else None for code in codes]
    one = _Person(history, own, rules, this_year, nothing_known, held_cap, *names)
    reasons = _reasons(one, words)
    lines = [*reasons[1:], *_lines(one, words)]
    cap = None if own.cap is None else {"low": yuan(own.cap.low), "high": yuan(own.cap.high or 0)}
    return {
        "low": yuan(own.together.low),
        "high": None if own.together.high is None else yuan(own.together.high),
        "most": None if own.most is None else yuan(own.most),
        "cap": cap,
        **shape(_headline(one, words), reasons[0] if reasons else None, lines, words, content),
        "steps": [] if nothing_known else _steps(one, words),
        "clauses": _clauses(one, [*reasons, *lines]),
    }


# ---- the sum, and why it is a range


def _headline(one: _Person, words: Words) -> str:
    """By how much the ceiling rises or falls; where nothing can be said yet, what to fill in."""
    span = one.own.together
    if one.nothing_known:
        return words("填了连着交几年、几年没报过,这里就说封顶线能多多少。")
    if one.history.lapsed:
        return _after_a_lapse(one.own, words)
    if span.high == 0:
        return words("按您说的,大病保险的封顶线还没有奖励可加。")
    if span.high is None or not (span.exact or one.rules.bonuses.exact or one.history.per_time is not None):
        return _at_least(span, words)
    if span.low == 0:
        return words("大病保险的封顶线最多能多 {high} 元,也可能还没有奖励可加。", high=whole_yuan(span.high))
    return words("大病保险的封顶线能多 {span} 元。", span=_money(span, words))


def _at_least(span: Span, words: Words) -> str:
    """The sum where only the national least is known of each time."""
    low, high = whole_yuan(span.low), whole_yuan(span.high or 0)
    if span.high is None:
        if span.low:
            return words("大病保险的封顶线至少能多 {low} 元。", low=low)
        return words("大病保险的封顶线可能多一些,也可能还没有奖励可加。")
    if span.low:
        return words("大病保险的封顶线至少能多 {low} 元,最多不超过 {high} 元。", low=low, high=high)
    return words("大病保险的封顶线可能还没有奖励可加;有的话,最多不超过 {high} 元。", high=high)


def _after_a_lapse(own: Bonus, words: Words) -> str:
    change = own.change
    if change is None or change.high is None:
        if own.together.high == 0:
            return words("断交以后再参保,大病保险的封顶线没有奖励可加,省里还可能把它降低。")
        return words("断交以后再参保,大病保险的封顶线可能多一些,也可能被省里降低,说不准多少。")
    if change.high > 0:
        low, high = whole_yuan(-change.low), whole_yuan(change.high)
        return words("断交以后再参保,大病保险的封顶线从低 {low} 元到多 {high} 元都有可能。", low=low, high=high)
    span = _money(Span(-change.high, -change.low), words)
    return words("断交以后再参保,大病保险的封顶线要低 {span} 元。", span=span)


def _reasons(one: _Person, words: Words) -> list[Line]:
    """Why it is a range, one sentence each, the weightiest first."""
    history, own, says = one.history, one.own, one.rules.says
    if one.nothing_known or own.together.exact:
        return []
    found = []
    if history.straight is None and not history.lapsed:
        found.append(Line(words("连着交了几年还没填,所以说不准。")))
    elif not own.times_straight.exact:
        since = one.rules.bonuses.since
        text = words(
            "连着交从哪一年数起,材料里没写:从{since}年数,加 {low} 次;早年也算的,加 {high} 次。",
            since=since.amount,
            low=own.times_straight.low,
            high=own.times_straight.high,
        )
        found.append(Line(text, (says.count, since.clause)))
    if own.times_zero.high and history.zero_claim is None:
        found.append(Line(words("几年一分没报还没填,所以说不准。")))
    return found


# ---- what else there is to say


def _lines(one: _Person, words: Words) -> list[Line]:
    history, says = one.history, one.rules.says
    found = [*_the_rule(one, words)] if one.nothing_known else _too_early(one, words)
    found += [*_this_year(one, words), *_each_time(one, words), *_ceiling(one, words)]
    if history.lapsed:
        found += _of_a_lapse(one, words)
    elif history.lapsed is None and not one.nothing_known:
        found.append(Line(words("断交几年没填,这里按没断交算。")))
    found += _of_a_use(one, words)
    if not any(says.count in line.clauses for line in _reasons(one, words)) and not history.lapsed:
        found.append(Line(words("连续参保从哪一年数起,请问参保地医保窗口。"), (says.count,)))
    return found


def _the_rule(one: _Person, words: Words) -> list[Line]:
    own = one.rules.bonuses
    before = years_in_words(own.years_before.amount, words)
    since = own.since.amount
    straight = words("从{since}年起,连着交满{before}以后,每多交一年加一次。", since=since, before=before)
    zero = words("从{since}年起,一年里一分没报的,下一年加一次。", since=since)
    return [
        Line(straight, (own.since.clause, own.years_before.clause)),
        Line(zero, (own.since.clause, one.rules.bonuses.per_zero_claim.clause)),
    ]


def _this_year(one: _Person, words: Words) -> list[Line]:
    """That a year which is not over counts only if it ends as it began, and for the next one's ceiling."""
    if one.nothing_known or one.history.lapsed or not one.own.together.high:
        return []
    text = words(
        "{year}年也算在里头:到年底没断交、一分没报,才加得上,加在{next}年的封顶线上。",
        year=one.this_year,
        next=one.this_year + 1,
    )
    return [Line(text, (one.rules.bonuses.since.clause,))]


def _too_early(one: _Person, words: Words) -> list[Line]:
    """That years without a claim before the rules held bring nothing, where some were told."""
    own, since = one.own, one.rules.bonuses.since
    if one.history.zero_claim is None or one.history.zero_claim <= own.countable or one.history.bonus_used:
        return []
    years = years_in_words(own.countable, words)
    if own.countable == 0:
        text = "零报销的奖励从{since}年起才有,您没报过的那几年在这以前,不算。"
    elif one.history.lapsed:
        text = "零报销的奖励从{since}年起才有,断交的年份不算,所以最多算{years}。"
    else:
        text = "零报销的奖励从{since}年起才有,到{year}年最多算{years},更早的不算。"
    return [Line(words(text, since=since.amount, year=one.this_year, years=years), (since.clause,))]


def _each_time(one: _Person, words: Words) -> list[Line]:
    """How much a time, and whose figure that is."""
    own = one.rules.bonuses
    clauses = tuple(dict.fromkeys((own.per_year.clause, own.per_zero_claim.clause)))
    if one.history.per_time is not None:
        return [Line(words("每次加 {amount} 元,是您填的。", amount=whole_yuan(one.history.per_time)))]
    if own.exact and own.per_year.amount == own.per_zero_claim.amount:
        text = words("每次加 {amount} 元,是{place}的数。", amount=whole_yuan(own.per_year.amount), place=one.bonus_of)
        return [Line(text, clauses)]
    if own.exact:
        text = words(
            "连着交的每次加 {years} 元,零报销的每次加 {zero} 元,是{place}的数。",
            years=whole_yuan(own.per_year.amount),
            zero=whole_yuan(own.per_zero_claim.amount),
            place=one.bonus_of,
        )
        return [Line(text, clauses)]
    least = whole_yuan(own.per_year.amount)
    if one.place:
        text = "{place}每次加多少,我们没有查到,按国家的底线算:每次至少加 {least} 元。"
    else:
        text = "按国家的底线算:每次至少加 {least} 元,当地可能更多。"
    return [Line(words(text, place=one.place, least=least), clauses)]


def _ceiling(one: _Person, words: Words) -> list[Line]:
    """The share that both stay within, whose ceiling it is a share of, and the ceiling that comes of it."""
    own, most = one.own, one.rules.bonuses.most
    rate = percent(most.amount)
    if own.most is None:
        text = words("两项奖励合起来,最多是当地大病保险原来封顶线的 {most}。", most=rate)
        return [Line(text, (most.clause,))]
    amount = whole_yuan(own.most)
    found = [
        Line(words("两项奖励合起来最多 {amount} 元(原来封顶线的 {most})。", amount=amount, most=rate), (most.clause,))
    ]
    if one.held_cap and one.rules.cap:
        cap = one.rules.cap
        text = words(
            "原来的封顶线按{place}的 {amount} 元算;当地不是这个数的,请填在上面。",
            place=one.cap_of,
            amount=whole_yuan(cap.amount),
        )
        found.insert(0, Line(text, (cap.clause,)))
    if own.cap is not None and not one.nothing_known:
        found.append(Line(words("算下来,大病保险的封顶线是 {span} 元。", span=_money(own.cap, words))))
    return found


def _of_a_lapse(one: _Person, words: Words) -> list[Line]:
    own, says = one.rules.bonuses, one.rules.says
    found = [Line(words("断交以后,连续参保的年数从头数。"), (says.restart,))]
    if one.own.zero.high != 0:
        found.append(Line(words("零报销的奖励受不受断交影响,文件没有说。")))
    if own.lowered is None:
        text = words("断交以后再参保,省里可以把封顶线降低;降多少由各省定,我们没有查到您那里的数。")
        return [*found, Line(text, (says.lower,))]
    amount = whole_yuan(own.lowered.amount)
    text = words("断交以后再参保,封顶线降低 {amount} 元,是{place}的数。", amount=amount, place=one.bonus_of)
    return [*found, Line(text, (own.lowered.clause,))]


def _of_a_use(one: _Person, words: Words) -> list[Line]:
    """What a payment that drew on the bonus does."""
    history, reset = one.history, (one.rules.says.reset,)
    if history.bonus_used is not None and history.zero_claim == 0:
        return [Line(words("没有零报销的年份,用没用到过奖励的额度都一样。"))]
    if history.bonus_used:
        return [Line(words("用到过奖励额度的,零报销的奖励清零,从头攒;连续参保的奖励没有说要清零。"), reset)]
    if history.bonus_used is None and one.own.times_zero.high != 0 and not one.nothing_known:
        return [Line(words("大病保险报销时要是用到过奖励额度,零报销的奖励就清零了。"), reset)]
    return []


def _money(span: Span, words: Words) -> str:
    if span.high is None:
        return words("至少 {low}", low=whole_yuan(span.low))
    if span.exact:
        return whole_yuan(span.low)
    return words("{low} 到 {high}", low=whole_yuan(span.low), high=whole_yuan(span.high))


# ---- the sums


def _steps(one: _Person, words: Words) -> list[Json]:
    history, own, rules = one.history, one.own, one.rules
    steps = _straight_steps(one, words) if history.straight is not None else []
    if history.zero_claim is not None:
        per_zero = rules.bonuses.per_zero_claim
        formula = f"{_times(own.times_zero, words)} × {_each(history, per_zero)}"
        clauses = _says(history, per_zero) + ([rules.says.reset] if history.bonus_used is not False else [])
        steps.append(_step(words("零报销的奖励"), formula, own.zero, clauses, words))
    if steps and own.most is not None:
        formula = f"{short_yuan(history.cap or 0)} × {percent(rules.bonuses.most.amount)}"
        most = Span(own.most, own.most)
        steps.append(_step(words("两项合起来最多"), formula, most, [rules.bonuses.most.clause], words))
    if own.lowered:
        taken = Span(own.lowered, own.lowered)
        clauses = [rules.bonuses.lowered.clause] if rules.bonuses.lowered else []
        steps.append(_step(words("断交以后再参保降低"), short_yuan(own.lowered), taken, clauses, words))
    return steps


def _straight_steps(one: _Person, words: Words) -> list[Json]:
    """The bonus for years in a row, in both readings of the year from which they are counted where they differ."""
    history, own, rules = one.history, one.own, one.rules.bonuses
    straight, before = history.straight or 0, rules.years_before.amount
    each = _each(history, rules.per_year)
    low, high = own.times_straight.low, own.times_straight.high or 0
    counted = f"({min(straight, own.held)} - {before}) × {each}" if low else "0"
    whole = f"({straight} - {before}) × {each}" if straight - before <= own.held else f"{high} × {each}"
    clauses = [rules.years_before.clause, *_says(history, rules.per_year)]
    if history.lapsed:
        return [_step(words("连续参保的奖励"), "0", own.straight, [*clauses, one.rules.says.restart], words)]
    if low == high:
        return [_step(words("连续参保的奖励"), whole if high else "0", own.straight, clauses, words)]
    names = (
        words("连续参保的奖励,从{since}年数起", since=rules.since.amount),
        words("连续参保的奖励,早年也算"),
    )
    told = zip(names, (counted, whole), (low, high), strict=True)
    return [_step(name, formula, _paid(one, times), clauses, words) for name, formula, times in told]


def _paid(one: _Person, times: int) -> Span:
    """So many times the bonus for years in a row; at least so much where only the national least is known."""
    amount = times * (one.history.per_time or one.rules.bonuses.per_year.amount)
    exact = one.rules.bonuses.exact or one.history.per_time is not None or not times
    return Span(amount, amount if exact else None)


def _each(history: History, figure: Figure) -> str:
    return short_yuan(history.per_time or figure.amount)


def _says(history: History, figure: Figure) -> list[str]:
    """The clause of what a bonus adds; none where the person said how much."""
    return [] if history.per_time else [figure.clause]


def _times(times: Span, words: Words) -> str:
    return str(times.low) if times.exact else words("({low} 到 {high})", low=times.low, high=times.high)


def _step(what: str, formula: str, span: Span, clauses: list[str], words: Words) -> Json:
    amount = words("{span} 元", span=_money(span, words))
    return {"what": what, "formula": formula, "amount": amount, "clauses": list(dict.fromkeys(clauses))}


def _clauses(one: _Person, lines: list[Line]) -> list[str]:
    """The clauses of the rule, then what else the lines rest on."""
    own, says = one.rules.bonuses, one.rules.says
    found = [own.since.clause, own.years_before.clause, own.per_year.clause, own.per_zero_claim.clause]
    found += [own.most.clause, says.reset, *(clause for line in lines for clause in line.clauses)]
    return list(dict.fromkeys(found))
