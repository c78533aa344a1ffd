"""A wait and a bonus as a person is told them: the sentences, the sums behind them, and the clauses."""

from typing import Any

from engine.clauses import figure_in_words
from engine.content import Library, library
from engine.enrolment import waiting
from engine.enrolment.bonus import Bonus, bonus
from engine.enrolment.history import History, Span
from engine.enrolment.rules import Figure, Rules, rules_of
from engine.errors import CaseError
from engine.money import grouped_yuan, percent, short_yuan, yuan
from engine.sureness import doubt_in_words, doubted_clauses
from engine.wording import Words

Json = dict[str, Any]


def told(history: History, area: str | None, words: Words, content: Library | None = None) -> Json:
    """{"wait": …, "bonus": …} of one person; KeyError for an area that we do not hold.

    `wait`: {"low", "high" (months, null: no end is known), "sentences", "readings", "by_repair", "clauses"}; a reading
    is {"what", "low", "high", "steps"}, and `by_repair` is [{"repaired", "low", "high", "cells"}] for every number of
    years paid off, `cells` in words: years, months where the first lapsed year counts, months where it does not.
    `bonus`: {"low", "high" (yuan), "most", "cap" ({"low", "high"}), "sentences", "steps", "clauses"}.
    A step: {"what", "formula", "amount" (in words), "clauses"}. `doubt` of each says how sure the clauses are where a
    person must know, else None. CaseError where a bonus is below the national least.
    """
    content = content or library()
    rules = rules_of(area, content)
    least = rules_of(None, content).bonuses.per_year.amount
    if history.per_time is not None and history.per_time < least:
        raise CaseError("per_time", "国家定的是每次不少于 {least} 元。请核对当地的数。", least=short_yuan(least))
    found = {"wait": _wait(history, rules, words), "bonus": _bonus(history, rules, words)}
    for part in found.values():
        part["doubt"] = doubt_in_words(doubted_clauses(part["clauses"], content), words)
    return found


# ---- waiting


def _wait(history: History, rules: Rules, words: Words) -> Json:
    own = rules.waiting
    span = waiting.wait(history, own)
    lapsed = history.lapsed if not history.exempt else None
    return {
        "low": span.low,
        "high": span.high,
        "sentences": _wait_sentences(history, span, rules, words),
        "readings": [_reading(history, rules, words, first_counts=one) for one in (True, False)] if lapsed else [],
        "by_repair": [_repaired(lapsed, number, rules, words) for number in range(lapsed + 1)] if lapsed else [],
        "clauses": _wait_clauses(history, rules),
    }


def _wait_sentences(history: History, span: Span, rules: Rules, words: Words) -> list[str]:
    own = rules.waiting
    if history.exempt:
        return [words("新生儿这样的人不用等,交了就能报。")]
    found = [_waits(span, words)]
    if history.lapsed:
        found += _of_a_lapse(history, history.lapsed, rules, words)
    elif history.lapsed is None:
        fixed, more, less = (_months(one.amount, words) for one in (own.fixed, own.per_year, own.less_per_repair))
        found.append(
            words(
                "断交的,固定等{fixed},每断交一年再加{more};补交一年少{less}。没断交、过了缴费期才交的,等{fixed}。",
                fixed=fixed,
                more=more,
                less=less,
            )
        )
    elif history.in_window is None:
        found.append(words("在缴费期里交的不用等;过了缴费期才交的,等{fixed}。", fixed=_months(own.fixed.amount, words)))
    found.append(words("新生儿这样的人不用等。最后以参保地医保窗口的答复为准。"))
    return found


def _waits(span: Span, words: Words) -> str:
    if span.high == 0:
        return words("没断交、在缴费期里交的,不用等。")
    if span.exact:
        return words("要等{months}。", months=_months(span.low, words))
    if span.high is not None:
        return words("要等{low}到{high}。", low=_months(span.low, words), high=_months(span.high, words))
    if span.low:
        return words("至少等{months};断交几年还不知道,最多等多久说不了。", months=_months(span.low, words))
    return words("断交几年还不知道,没法说等几个月。")


def _of_a_lapse(history: History, lapsed: int, rules: Rules, words: Words) -> list[str]:
    """The two readings of the first year, what paying off takes off, and what stays after a long lapse."""
    own = rules.waiting
    found = []
    ends = [waiting.months(lapsed, history.repaired or 0, own, first_counts=one) for one in (False, True)]
    if ends[0] != ends[1]:
        other, plain = (_months(end, words) for end in ends)
        if history.repaired is None:
            text = words("一年也不补的话,断交的头一年加不加月有两种读法,是{other}或{plain}。", other=other, plain=plain)
        else:
            text = words("断交的头一年加不加月有两种读法,所以是{other}或{plain}。", other=other, plain=plain)
        found.append(text)
    found.append(_repair(history, lapsed, rules, words))
    if waiting.is_long(lapsed, own):
        years, months = _years(own.long_lapse.amount, words), _months(own.least_after_long.amount, words)
        found.append(words("连着断交{years}以上的,断了的年份全补上,也至少等{months}。", years=years, months=months))
    return found


def _repair(history: History, lapsed: int, rules: Rules, words: Words) -> str:
    """What paying off takes off, in the plain reading; or what it could."""
    if history.repaired == 0:
        return words("没补交,所以没有少等。")
    number = lapsed if history.repaired is None else history.repaired
    plain = [waiting.months(lapsed, one, rules.waiting, first_counts=True) for one in (0, number)]
    years, saved = _years(number, words), _months(plain[0] - plain[1], words)
    if history.repaired is None:
        return words(
            "断了的{years}全补上,头一年算在里头的话少等{saved};补一年,交一份当地当年的个人缴费。",
            years=years,
            saved=saved,
        )
    return words("补交{years},头一年算在里头的话少等{saved}。", years=years, saved=saved)


def _months(number: int, words: Words) -> str:
    return figure_in_words(f"{number}个月", words)  # no message


def _years(number: int, words: Words) -> str:
    return figure_in_words(f"{number}年", words)  # no message


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
    return {"what": what, "formula": formula, "amount": _months(amount, words), "clauses": clauses}


def _repaired(lapsed: int, number: int, rules: Rules, words: Words) -> Json:
    low, high = (waiting.months(lapsed, number, rules.waiting, first_counts=one) for one in (False, True))
    cells = [_years(number, words), _months(high, words), _months(low, words)]
    return {"repaired": number, "low": low, "high": high, "cells": cells}


def _wait_clauses(history: History, rules: Rules) -> list[str]:
    own, says = rules.waiting, rules.says
    if history.exempt:
        return [says.exempt]
    found = [own.fixed.clause]
    if history.lapsed != 0:
        found += [own.per_year.clause, says.first_year, own.less_per_repair.clause, own.least_after_long.clause]
    return [*found, says.exempt, says.since]


# ---- the bonuses


def _bonus(history: History, rules: Rules, words: Words) -> Json:
    own = bonus(history, rules.bonuses)
    cap = None if own.cap is None else {"low": yuan(own.cap.low), "high": yuan(own.cap.high or 0)}
    return {
        "low": yuan(own.together.low),
        "high": None if own.together.high is None else yuan(own.together.high),
        "most": None if own.most is None else yuan(own.most),
        "cap": cap,
        "sentences": _bonus_sentences(history, own, rules, words),
        "steps": _bonus_steps(history, own, rules, words),
        "clauses": _bonus_clauses(history, rules),
    }


def _bonus_sentences(history: History, own: Bonus, rules: Rules, words: Words) -> list[str]:
    most = percent(rules.bonuses.most.amount)
    found = [_rises(own, words)]
    if own.most is None:
        found.append(words("两项奖励合起来,最多是当地大病保险原来封顶线的 {most}。", most=most))
    else:
        found.append(
            words("两项奖励合起来最多 {amount} 元(原来封顶线的 {most})。", amount=grouped_yuan(own.most), most=most)
        )
    if own.cap is not None:
        found.append(words("您的大病保险封顶线是 {span} 元。", span=_money_span(own.cap, words)))
    if history.lapsed:
        found += _after_a_lapse(own, words)
    if history.bonus_used:
        found.append(words("用过奖励额度的,零报销的奖励清零,从头攒;连续参保的奖励没有说要清零。"))
    elif history.bonus_used is None and own.times_zero.high != 0:
        found.append(words("大病保险报销时要是用到过奖励额度,零报销的奖励就清零了。"))
    if not rules.bonuses.exact and history.per_time is None:
        least = short_yuan(rules.bonuses.per_year.amount)
        found.append(words("每次至少加 {least} 元是国家的底线,当地可能更多。", least=least))
    found.append(words("连续参保从哪一年数起,请问参保地医保窗口。"))
    return found


def _rises(own: Bonus, words: Words) -> str:
    span = own.together
    if span.high == 0:
        return words("按您说的,大病保险的封顶线还没有奖励可加。")
    if span.low == 0 and span.high is None:
        return words("连续交了几年、几年没报过还不知道,没法说加多少。")
    if span.high is None:
        return words("大病保险的封顶线至少能多 {low} 元。", low=grouped_yuan(span.low))
    return words("大病保险的封顶线能多 {span} 元。", span=_money_span(span, words))


def _after_a_lapse(own: Bonus, words: Words) -> list[str]:
    found = [words("断交以后,连续参保的年数从头数;零报销的奖励受不受影响,文件没有说。")]
    if own.lowered is None:
        found.append(words("断交以后再参保,省里还可以把封顶线降低,降多少由各省定,我们没有您那里的数。"))
    else:
        found.append(words("断交以后再参保,封顶线要降低 {amount} 元。", amount=grouped_yuan(own.lowered)))
    return found


def _money_span(span: Span, words: Words) -> str:
    if span.high is None:
        return words("至少 {low}", low=grouped_yuan(span.low))
    if span.exact:
        return grouped_yuan(span.low)
    return words("{low} 到 {high}", low=grouped_yuan(span.low), high=grouped_yuan(span.high))


def _bonus_steps(history: History, own: Bonus, rules: Rules, words: Words) -> list[Json]:
    per_year, per_zero = rules.bonuses.per_year, rules.bonuses.per_zero_claim
    before = rules.bonuses.years_before
    steps = []
    if history.straight is not None:
        straight = 0 if history.lapsed else history.straight
        formula = f"({straight} - {before.amount}) × {_each(history, per_year)}" if own.times_straight.high else "0"
        clauses = [before.clause, *_says(history, per_year)] + ([rules.says.restart] if history.lapsed else [])
        steps.append(_amount(words("连续参保的奖励"), formula, own.straight, clauses, words))
    if history.zero_claim is not None:
        formula = f"{_times(own.times_zero, words)} × {_each(history, per_zero)}"
        clauses = _says(history, per_zero) + ([rules.says.reset] if history.bonus_used is not False else [])
        steps.append(_amount(words("零报销的奖励"), formula, own.zero, clauses, words))
    if steps and own.most is not None:
        formula = f"{short_yuan(history.cap or 0)} × {percent(rules.bonuses.most.amount)}"
        most = Span(own.most, own.most)
        steps.append(_amount(words("两项合起来最多"), formula, most, [rules.bonuses.most.clause], words))
    return steps


def _each(history: History, figure: Figure) -> str:
    return short_yuan(history.per_time or figure.amount)


def _says(history: History, figure: Figure) -> list[str]:
    """The clause of what a bonus adds; none where the person said how much."""
    return [] if history.per_time else [figure.clause]


def _times(times: Span, words: Words) -> str:
    return str(times.low) if times.exact else words("({low} 到 {high})", low=times.low, high=times.high)


def _amount(what: str, formula: str, span: Span, clauses: list[str], words: Words) -> Json:
    amount = words("{span} 元", span=_money_span(span, words))
    return {"what": what, "formula": formula, "amount": amount, "clauses": list(dict.fromkeys(clauses))}


def _bonus_clauses(history: History, rules: Rules) -> list[str]:
    own, says = rules.bonuses, rules.says
    found = [own.years_before.clause, own.per_year.clause, own.per_zero_claim.clause, own.most.clause, says.reset]
    if history.lapsed:
        found += [says.restart, says.lower] + ([own.lowered.clause] if own.lowered else [])
    return list(dict.fromkeys([*found, says.count]))
