"""The schemes as a list: what they are, when they hold, which layers they can compute, how complete they are."""

from typing import Any

from engine.content import Library, library
from engine.scheme import Benefit, Scheme
from engine.wording import Words

Json = dict[str, Any]


def computes(benefit: Benefit) -> bool:
    """Whether a benefit has figures of its own to compute with."""
    if benefit.rate:
        return any(value.written.unit != "lost" for value in benefit.rate.figures)
    return bool(benefit.bands or benefit.cliff or benefit.fixed_sum or (benefit.lost and benefit.lost.above))


def period_of(scheme: Scheme, words: Words) -> str:
    """The time in which a scheme holds; where its end is not known, until when our source speaks for it."""
    period, first = scheme.period, day_from(scheme)
    if period.year == "lost":
        return words("年份抄本里丢了,不早于 {first}", first=first[:4]) if period.clause else words("原文没写是哪一年的")
    if period.end:
        told = words("{first} 至 {last}", first=first, last=period.end)
    elif period.until_known:
        told = words("{first} 起,哪天为止没写,我们按到 {last}", first=first, last=period.until_known)
    elif period.checked:
        told = words("{first} 起,没有查到哪天为止,最后核对是 {checked}", first=first, checked=period.checked)
    else:
        told = words("{first} 起", first=first)
    return words("{period}(年份是推断的)", period=told) if period.year == "inferred" else told


def day_from(scheme: Scheme) -> str:
    """The day from which a scheme pays anything (ISO): that of its period, or a later one on which its only layer with
    figures begins."""
    able = [layer for layer in scheme.layers.values() if any(computes(benefit) for benefit in layer.benefits)]
    starts = [layer.starts.value for layer in able if layer.starts]
    return max([scheme.period.start, *starts]) if len(able) == 1 else scheme.period.start


def layers_computed(scheme: Scheme) -> list[str]:
    """The layers of a scheme that can be computed, at least for some visits."""
    return [name for name in scheme.layer_order() if any(computes(b) for b in scheme.layers[name].benefits)]


def completeness(scheme: Scheme) -> str:
    """`computed` (every layer, for the visits its rules speak of), `partly` or `rules_only`."""
    able = layers_computed(scheme)
    return "rules_only" if not able else "computed" if len(able) == len(scheme.layers) else "partly"


def listing(words: Words, content: Library | None = None) -> list[Json]:
    """Every scheme as {"id", "name", "region", "period", "layers", "layers_computed", "complete", "says"}."""
    content = content or library()
    says = {
        "computed": words("各层都能算"),
        "partly": words("只能算一部分"),
        "rules_only": words("只有规定,算不出金额"),
    }
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        complete, checked = completeness(scheme), scheme.period.checked
        rows.append(
            {
                "id": scheme.id,
                "name": words.pick(scheme.name, scheme.name_en),
                "region": scheme.region,
                "period": {"from": scheme.period.start, "to": scheme.period.end},
                "until_known": scheme.period.until_known,
                "checked": checked,
                "layers": scheme.layer_order(),
                "layers_computed": layers_computed(scheme),
                "complete": complete,
                "says": words("{says};最后核对 {day}", says=says[complete], day=checked) if checked else says[complete],
            }
        )
    return rows
