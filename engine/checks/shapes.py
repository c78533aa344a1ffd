"""Keys and kinds of values: what pydantic says of a file, as sentences with their mend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from engine.checks.faults import Faults, nearest
from engine.document import Document
from engine.errors import ContentError

T = TypeVar("T", bound=BaseModel)
Fault = Mapping[str, Any]
Loc = Sequence[str | int]
MOST_ROUNDS = 20  # each round fills in what the one before found; a file deeper in trouble is left alone
MOST_NAMES = 12
LOST = "不详"  # no message: a figure as a scheme writes it

_SAYS = {
    "missing": "缺“{name}”。请补上。",
    "string_type": "“{name}”要写一段文字。不能空着,也不能写成列表。",
    "int_parsing": "“{name}”要写整数。请改过来。",
    "bool_parsing": "“{name}”只能写 true 或 false。请改过来。",
    "list_type": "“{name}”要写成一列。每行用“- ”开头,或者写成 [一, 二]。",
    "dict_type": "“{name}”要写成一组“名字: 值”。请照同目录的其他文件改。",
    "model_type": "“{name}”要写成一组“名字: 值”。请照同目录的其他文件改。",
    "model_attributes_type": "“{name}”要写成一组“名字: 值”。请照同目录的其他文件改。",
    "too_short": "“{name}”是空的。至少写一条。",
}
_VALUE_SAYS = {
    "unreadable_figure": "看不懂数“{given}”。请写成 500元、70%、-5点、×1.05、半、无、不详、不封顶、60日、3个月、日期。",
    "unreadable_version": "“{given}”不是版本号。请写成用点隔开的数,像 2026.11.26。",
    "unreadable_day": "日期“{given}”写得不对。请写成 2018-12-31。",
    "benefit_pays_nothing": "这一项没有写怎么报。请写 rate、bands、cliff、fixed_sum、lost、nothing 里的一样。",
}


def faults_of(error: ValidationError, model: type[BaseModel], document: Document) -> list[ContentError]:
    """Everything that is wrong with a file's shape, in pydantic's order; never empty."""
    faults = Faults()
    _tell(error, model, document, faults)
    return faults.found


def read_model(model: type[T], document: Document, faults: Faults) -> T | None:
    """A file as a model. What is wrong goes to `faults` and is filled in where that can be done; None elsewhere."""
    content = deepcopy(document.content)
    for _ in range(MOST_ROUNDS):
        try:
            return model.model_validate(content)
        except ValidationError as error:
            _tell(error, model, document, faults)
            done = [_mend(content, fault, model) for fault in error.errors()]
            for fault in error.errors():
                faults.mended(document, _plain(fault["loc"]))
                if fault["loc"][-1] == "[key]":  # that nothing is left without it is no news either
                    faults.mended(document, _plain(fault["loc"])[:-1])
            if not any(done):
                return None
    return None


def _tell(error: ValidationError, model: type[BaseModel], document: Document, faults: Faults) -> None:
    told = set()
    for fault in error.errors():
        loc = tuple(_plain(fault["loc"]))
        if loc not in told:  # pydantic tells of each branch of a union
            told.add(loc)
            template, values = _sentence(fault, loc, model)
            faults.at(document, loc, template, **values)


def _plain(loc: Iterable[str | int]) -> Loc:
    """The loc without the marks that pydantic adds for keys and for each branch of a union."""
    return [part for part in loc if part != "[key]" and part not in _BRANCHES]


_BRANCHES = ("str", "list[str]")


def _sentence(fault: Fault, loc: Loc, model: type[BaseModel]) -> tuple[str, dict[str, object]]:
    name = next((part for part in reversed(loc) if isinstance(part, str)), model.__name__)
    kind, given = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        return _unknown(name, names_at(model, loc[:-1]))
    if kind == "literal_error" and fault["loc"][-1] == "[key]":
        return _unknown(name, _keys(_kind_at(model, loc[:-1])))
    if kind == "literal_error":
        return _not_allowed(name, str(given), _choices(_kind_at(model, loc)))
    for code, template in _VALUE_SAYS.items():
        if code in fault["msg"]:
            return template, {"name": name, "given": given}
    return _SAYS.get(kind, "“{name}”写得不对。请照同目录的其他文件改。"), {"name": name}


def _unknown(name: str, known: Sequence[str]) -> tuple[str, dict[str, object]]:
    near = nearest(name, known)
    if near:
        return "不认识“{name}”。是不是“{near}”?改过来,或者删掉。", {"name": name, "near": near}
    if 0 < len(known) <= MOST_NAMES:
        names = "、".join(known)
        return "不认识“{name}”。这里能写的有:{names}。改过来,或者删掉。", {"name": name, "names": names}
    return "不认识“{name}”。看看是不是写错了地方,或者删掉。", {"name": name}


def _not_allowed(name: str, given: str, choices: Sequence[str]) -> tuple[str, dict[str, object]]:
    near = nearest(given, choices)
    if near:
        return "“{name}”不能写“{given}”。是不是“{near}”?请改过来。", {"name": name, "given": given, "near": near}
    names = "、".join(choices)
    return "“{name}”不能写“{given}”。只能写:{names}。", {"name": name, "given": given, "names": names}


def names_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand in the mapping at `loc`."""
    return [
        field.alias or name
        for option in _options(_kind_at(model, loc))
        if _is_model(option)
        for name, field in option.model_fields.items()
    ]


def _kind_at(model: Any, loc: Loc) -> Any:
    """The annotation of what stands at `loc`; None where nothing may stand."""
    kind: Any = model
    for part in loc:
        kind = next((inside for option in _options(kind) if (inside := _inside(option, part)) is not None), None)
    return kind


def _options(kind: Any) -> Iterator[Any]:
    """A kind without its wrapping: each branch of a union, what an Annotated says."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _options(get_args(kind)[0])
    elif origin in (Union, UnionType):
        for option in get_args(kind):
            yield from _options(option)
    else:
        yield kind


def _inside(kind: Any, part: str | int) -> Any:
    if _is_model(kind):
        return next((f.annotation for name, f in kind.model_fields.items() if part in (name, f.alias)), None)
    origin = get_origin(kind)
    if origin is list:
        return get_args(kind)[0]
    return get_args(kind)[1] if origin is dict else None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _choices(kind: Any) -> list[str]:
    return [str(word) for option in _options(kind) if get_origin(option) is Literal for word in get_args(option)]


def _keys(kind: Any) -> list[str]:
    return [word for option in _options(kind) if get_origin(option) is dict for word in _choices(get_args(option)[0])]


def _mend(content: Any, fault: Fault, model: type[BaseModel]) -> bool:
    """Takes out or fills in what is wrong, so that the rest of the file can be looked at; False where it cannot be."""
    loc = _plain(fault["loc"])
    if not loc:
        return False
    parent: Any = content
    for part in loc[:-1]:
        if isinstance(parent, list) and part == "figures":
            continue
        try:
            parent = parent[part]
        except (KeyError, IndexError, TypeError):
            return False
    if fault["type"] == "extra_forbidden" or fault["loc"][-1] == "[key]":
        if not isinstance(parent, dict):
            return False
        parent.pop(loc[-1], None)
        return True
    filling = _filling(_kind_at(model, loc), "unreadable_figure" in fault["msg"])
    if filling is None or isinstance(parent, list) != isinstance(loc[-1], int):
        return False
    parent[loc[-1]] = filling
    return True


def _filling(kind: Any, figure: bool) -> str | None:
    if figure:
        return LOST
    choices = _choices(kind)
    if choices:
        return choices[0]
    return "" if str in list(_options(kind)) else None
