"""Every `when` of a scheme: names of facts that exist, and values that these facts can have."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from engine.checks.faults import Faults, Where, nearest
from engine.document import Document
from engine.facts import ORDINARY_CLASS, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.scheme import Scheme

ORDINALS = ("stay", "condition_count")
ORDINAL = re.compile(r"[1-9]\d?\+?", re.ASCII)


def check_conditions(scheme: Scheme, document: Document, faults: Faults) -> None:
    """Every condition, wherever it stands."""
    known = values_by_fact(scheme)
    for where, when in conditions_of(scheme):
        for name, wanted in when.items():
            place = (*where, name)
            if name in scheme.readings and not scheme.readings[name].live:
                faults.at(
                    document, place, "“{name}”不是 live 的读法,不能当条件。把它改成 live: true,或者删掉。", name=name
                )
            elif name not in known and name not in ORDINALS:
                _unknown(name, place, [*known, *ORDINALS], document, faults)
            else:
                words = [wanted] if isinstance(wanted, str) else wanted
                if not words:
                    faults.at(document, place, "“{name}”后面是空的。写上值,或者删掉这个条件。", name=name)
                for number, word in enumerate(words):
                    at = (*place, number) if isinstance(wanted, list) else place
                    _value(name, word, at, known, document, faults)


def values_by_fact(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """What each fact that this scheme may tell apart can be; counts (`stay`, `condition_count`) are not in it."""
    live = {code: tuple(reading.options) for code, reading in scheme.readings.items() if reading.live}
    own = {
        "enrolment_tier": tuple(scheme.tiers),
        "prefecture": tuple(scheme.prefectures),
        "facility_class": (ORDINARY_CLASS, *scheme.facility_classes),
    }
    none_of = {f"no_{name}": values for name, values in SETS.items()}
    return {**VISIT_CHOICES, **PERSON_CHOICES, **SETS, **none_of, **own, **live}


def conditions_of(scheme: Scheme) -> Iterator[tuple[Where, dict[str, str | list[str]]]]:
    """Every `when` with its place."""
    yield from _conditions(scheme, ())


def _conditions(part: object, where: Where) -> Iterator[tuple[Where, dict[str, str | list[str]]]]:
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            inside = getattr(part, name)
            if name == "when":
                yield (*where, name), inside
            else:
                yield from _conditions(inside, (*where, field.alias or name))
    elif isinstance(part, dict):
        for key, inside in part.items():
            yield from _conditions(inside, (*where, key))
    elif isinstance(part, list):
        for number, inside in enumerate(part):
            yield from _conditions(inside, (*where, number))


def _unknown(name: str, place: Where, known: list[str], document: Document, faults: Faults) -> None:
    near = nearest(name, known)
    if near:
        faults.at(document, place, "没有“{name}”这个条件。是不是“{near}”?请改过来。", name=name, near=near)
    else:
        names = "、".join(known)
        faults.at(document, place, "没有“{name}”这个条件。能写的有:{names}。请改过来。", name=name, names=names)


def _value(
    name: str, word: str, place: Where, known: dict[str, tuple[str, ...]], document: Document, faults: Faults
) -> None:
    if name in ORDINALS:
        if not ORDINAL.fullmatch(word):
            faults.at(document, place, "“{name}”不能写“{given}”。请写成 2 或 3+。", name=name, given=word)
        return
    values = known[name]
    if word in values:
        return
    near = nearest(word, values)
    if near:
        faults.at(
            document, place, "“{name}”不能是“{given}”。是不是“{near}”?请改过来。", name=name, given=word, near=near
        )
    elif values:
        names = "、".join(values)
        faults.at(
            document, place, "“{name}”不能是“{given}”。只能是:{names}。请改过来。", name=name, given=word, names=names
        )
    else:
        faults.at(
            document, place, "“{name}”不能是“{given}”:这份规定没有列出它有哪些。请先列出来。", name=name, given=word
        )
