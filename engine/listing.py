"""The schemes as a list: what they are, when they hold, which layers they can compute, how complete they are."""

from collections.abc import Mapping
from typing import Any

from engine.cap_ends import not_found
from engine.content import Library, library
from engine.facts import LEVELS
from engine.scheme import Benefit, Layer, LayerName, Scheme
from engine.wording import LAYER_NAMES, Words

Json = dict[str, Any]
ORDINARY = {"kind": ("inpatient",), "cause": ("illness",), "place": ("county", "city"), "age_group": ("adult",)}


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


def layers_not_held(scheme: Scheme) -> list[LayerName]:
    """Layers that residents have and whose rules are not in our copy at all."""
    wanted: list[LayerName] = ["serious_illness", "assistance"]
    return [name for name in wanted if name not in scheme.layers] if scheme.insurance != ["employee"] else []


def has_gaps(scheme: Scheme) -> bool:
    """Whether a figure of care at home is missing: a stay for an illness that is not computed, or a cap not found."""
    layers = scheme.layers.values()
    if any(not_found(cap) for layer in layers for benefit in layer.benefits for cap in benefit.caps):
        return True
    return any(_lost_at_home(layer, level) for layer in layers for level in LEVELS[1:])


def _lost_at_home(layer: Layer, level: str) -> bool:
    """Whether an ordinary stay at home, in a hospital of this level, is not computed."""
    benefit = next((one for one in layer.benefits if _meets(one, {**ORDINARY, "facility_level": (level,)})), None)
    return benefit is not None and benefit.lost is not None and benefit.lost.above is None and not benefit.lost.floor


def _meets(benefit: Benefit, stay: Mapping[str, tuple[str, ...]]) -> bool:
    wanted = {name: (one,) if isinstance(one, str) else one for name, one in benefit.when.items()}
    return all(not set(stay.get(name, ())).isdisjoint(values) for name, values in wanted.items())


def completeness(scheme: Scheme) -> str:
    """`computed` (every layer of its own, for ordinary care at home), `partly` or `rules_only`."""
    able = layers_computed(scheme)
    if not able:
        return "rules_only"
    return "computed" if len(able) == len(scheme.layers) and not has_gaps(scheme) else "partly"


def completeness_in_words(scheme: Scheme, words: Words) -> str:
    """What can be worked out by a scheme, and which layers are not held at all."""
    able = words.list(words(LAYER_NAMES[name]) for name in layers_computed(scheme))
    says = {
        "rules_only": words("只有规定,算不出金额"),
        "partly": words("{layers}能算,有的情况算不了", layers=able),
        "computed": words("{layers}都能算", layers=able)
        if len(scheme.layers) > 1
        else words("{layers}能算", layers=able),
    }[completeness(scheme)]
    missing = layers_not_held(scheme)
    if not able or not missing:
        return says
    names = words.list(words(LAYER_NAMES[name]) for name in missing)
    return words("{says};没有{layers}的规定", says=says, layers=names)


def listing(words: Words, content: Library | None = None) -> list[Json]:
    """Every scheme as {"id", "name", "region", "period", "layers", "layers_computed", "complete", "says"}."""
    content = content or library()
    rows = []
    for scheme_id in content.scheme_ids():
        scheme = content.scheme(scheme_id)
        says, checked = completeness_in_words(scheme, words), scheme.period.checked
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
                "complete": completeness(scheme),
                "says": words("{says};最后核对 {day}", says=says, day=checked) if checked else says,
            }
        )
    return rows
