"""Sentences of a talk, made last, in the language of the person."""

from typing import Any

from engine.cap_ends import supposed
from engine.clauses import citation, figure_in_words
from engine.content import Library
from engine.errors import CaseError, MingbaiError
from engine.facts import ORDINARY_CLASS, fact_of, visit_of
from engine.money import grouped, grouped_yuan, parse_rate, parse_yuan, percent
from engine.scheme import Scheme
from engine.talk.doubts import with_readings
from engine.talk.figures import Figures
from engine.talk.state import State
from engine.wording import LAYER_NAMES, Words
from engine.wording.explain import differs, premise

Json = dict[str, Any]
NOTHING_NAMED: Json = {}
SLICE = ("from", "to")  # the ends of a slice of bands
SEVERAL = 3  # figures from which on a condition of all is told once


def value_in_words(path: str, value: Any, content: Library, words: Words) -> str:
    """A fact's value as a person says it: "secondary" -> 县医院(二级)."""
    if path == "region":
        return next((words.pick(r.name, r.name_en) for r in content.regions() if r.code == value), str(value))
    if path == "scheme":
        scheme = content.scheme(value)
        return words.pick(scheme.short_name, scheme.short_name_en)
    question = content.questions().get(fact_of(path))
    labels = {one.value: words.pick(one.label, one.label_en) for one in question.options} if question else {}
    if isinstance(value, list):
        return words.list(labels.get(str(one), str(one)) for one in value) or words("都没有")
    if isinstance(value, bool):
        return labels.get("true" if value else "false", str(value))
    if path.endswith("inpatient_stays"):
        return words("{count} 次", count=value)
    if str(value) in labels:
        return labels[str(value)]
    try:
        return words("{amount} 元", amount=grouped_yuan(parse_yuan(value))) if "." in str(value) else str(value)
    except ValueError:
        return str(value)


def fact_name(path: str, content: Library, words: Words) -> str:
    """What a fact is called on a sheet."""
    if path == "region":
        return words("参保的地方")
    if path == "scheme":
        return words("用的规定")
    if path.endswith((".bill.in_scope", ".bill.borne")):  # a sheet has no such line, so no question asks for it
        return words("能进报销范围的钱") if path.endswith("in_scope") else words("自己掏的钱")
    question = content.questions().get(fact_of(path))
    name = words.pick(question.short, question.short_en) if question else path
    visit = visit_of(path)
    return words("第 {number} 次{name}", number=visit + 1, name=name) if visit else name


def heard(facts: Json, ranges: dict[str, tuple[int, int]], content: Library, words: Words) -> str | None:
    """What was newly understood, in one sentence; a year without anything before is one thing."""
    year = [path for path, value in facts.items() if path.startswith("year_to_date.") and str(value) in ("0", "0.00")]
    nothing = len(year) > 3
    facts = {path: value for path, value in facts.items() if not (nothing and path in year)}
    said = [
        words("{name} {value}", name=fact_name(p, content, words), value=value_in_words(p, v, content, words))
        for p, v in facts.items()
    ]
    for path, (low, high) in ranges.items():
        value = words("{low} ~ {high} 元", low=grouped_yuan(low), high=grouped_yuan(high))
        said.append(words("{name} {value}", name=fact_name(path, content, words), value=value))
    if nothing:
        said.append(words("今年这次以前没报过"))
    return words("我听到的:{facts}。", facts=words(",").join(said)) if said else None


def known_already(facts: Json, content: Library, words: Words) -> str | None:
    """That facts are known already; None where there are none."""
    said = [
        words("{name} {value}", name=fact_name(p, content, words), value=value_in_words(p, v, content, words))
        for p, v in facts.items()
    ]
    return words("这个已经记下了:{facts}。", facts=words(",").join(said)) if said else None


def read_back(readings: list[tuple[str, int, int]], words: Words) -> str | None:
    """How spoken amounts were read: 三万五,也就是 35,000.00 元."""
    told = []
    for text, low, high in readings:
        if text.replace(",", "").isdigit():
            continue
        if low == high:
            told.append(words("“{text}”就是 {amount} 元", text=text, amount=grouped_yuan(low)))
        else:
            told.append(
                words("“{text}”按 {low} ~ {high} 元算", text=text, low=grouped_yuan(low), high=grouped_yuan(high))
            )
    return words("{amounts}。", amounts=words(",").join(told)) if told else None


def taken_for_granted(implied: Json, content: Library, words: Words) -> str | None:
    """What followed from a hospital's name or a kinship, to be put right if it is wrong."""
    said = [
        words("{name} {value}", name=fact_name(p, content, words), value=value_in_words(p, v, content, words))
        for p, v in implied.items()
    ]
    return words("照您说的,先当作:{facts};不对您就说。", facts=words(",").join(said)) if said else None


def of_range(
    answer: Json | None, figures: Figures, state: State, scheme: Scheme, words: Words, usual: list[Json] | None = None
) -> list[str]:
    """The result as it stands: the figure, the range, or why nothing is paid."""
    name = words.pick(scheme.short_name, scheme.short_name_en)
    total = state.total() or 0
    lines = []
    if not figures.in_force:
        lines.append(words("注意:看病那天不归{name}管,下面只是“要是在那段时间里”的数。", name=name))
    if figures.exact and answer is not None:
        return lines + _exact(answer, name, words)
    if figures.high is None:
        if answer is not None and not figures.in_force:
            lines.append(
                words(
                    "按{name},要是在那段时间里,报销 {paid} 元,自己出 {self_pay} 元。",
                    name=name,
                    paid=grouped(answer["paid"]),
                    self_pay=grouped(answer["self_pay"]),
                )
            )
        return lines
    low, high = grouped_yuan(figures.low), grouped_yuan(figures.high)
    if any(path.endswith(("bill.total", "bill.in_scope")) for path in state.ranges):
        lines.append(words("按{name},现在知道的这些,报销在 {low} ~ {high} 元之间。", name=name, low=low, high=high))
    else:
        least, most = grouped_yuan(max(total - figures.high, 0)), grouped_yuan(max(total - figures.low, 0))
        lines.append(
            words(
                "按{name},现在知道的这些,报销在 {low} ~ {high} 元之间,自己要准备 {least} ~ {most} 元。",
                name=name,
                low=low,
                high=high,
                least=least,
                most=most,
            )
        )
    if figures.ends != (figures.low, figures.high):
        lines.append(words("前提:{premise}。", premise=supposed(scheme, words)[0]))
    if usual and all(layer["computed"] for one in usual for layer in one["layers"]):
        lines.append(_usually(usual, words))
        lines += [usual[-1]["not_held"]] if usual[-1].get("not_held") else []
        lines += _off_the_sheet(usual[-1], words)
    return lines


def as_far_as_written(answer: Json, figures: Figures, scheme: Scheme, words: Words) -> str | None:
    """The figure of what the rules say, where a layer beside basic cover is not written; None where basic cover is not,
    or where nothing is missing."""
    computed = {layer["layer"]: layer["computed"] for layer in answer["layers"]}
    if not computed.get("basic", True) or (figures.high is not None and all(computed.values())):
        return None
    name = words.pick(scheme.short_name, scheme.short_name_en)
    paid, self_pay = grouped(answer["paid"]), grouped(answer["self_pay"])
    return words(
        "按{name},照现在知道的,报 {paid} 元,自己出 {self_pay} 元;有一层我们的规定没写全,没有算进去。",
        name=name,
        paid=paid,
        self_pay=self_pay,
    )


def _usually(usual: list[Json], words: Words) -> str:
    """The estimate with what is open at its usual value; of a loose amount at both its ends."""
    low, high = usual[0], usual[-1]
    values = {"paid": grouped(high["paid"]), "self_pay": grouped(high["self_pay"])}
    if low["total"] == high["total"] and low["paid"] == high["paid"]:
        return words("没说的先按平常情况,大概报 {paid} 元,自己出 {self_pay} 元。", **values)
    values |= {"least": grouped(low["paid"]), "low": grouped(low["total"]), "high": grouped(high["total"])}
    return words("没说的先按平常情况:花 {low} 元报 {least} 元,花 {high} 元报 {paid} 元。", **values)


def _exact(answer: Json, name: str, words: Words) -> list[str]:
    paid, self_pay = grouped(answer["paid"]), grouped(answer["self_pay"])
    left_out = [answer["not_held"]] if answer.get("not_held") else []
    if answer["paid"] == "0.00":
        why = next((w["text"] for w in answer["warnings"] if w["code"] in ("not_covered", "waiting_period")), "")
        none = words("按{name},这次报不了,{self_pay} 元都要自己出。{why}", name=name, self_pay=self_pay, why=why)
        return [none, *left_out]
    parts = [
        words("{layer} {amount} 元", layer=words(LAYER_NAMES[layer["layer"]]), amount=grouped(layer["paid"]))
        for layer in answer["layers"]
        if layer["paid"] != "0.00"
    ]
    said = words(
        "按{name},一共报 {paid} 元({parts}),自己出 {self_pay} 元。",
        name=name,
        paid=paid,
        parts=words.list(parts),
        self_pay=self_pay,
    )
    rests_on = premise(answer, words)
    return [said, *([rests_on] if rests_on else []), *left_out, *_off_the_sheet(answer, words)]


def _off_the_sheet(answer: Json, words: Words) -> list[str]:
    """Where a sheet's amount for a layer is not what the rules give."""
    off = [layer for layer in answer["layers"] if layer.get("reported_difference") not in (None, "0.00")]
    return [
        words("{layer}:{differs}。", layer=words(LAYER_NAMES[layer["layer"]]), differs=differs(layer, words))
        for layer in off
    ]


def notes(codes: list[str], words: Words) -> list[str]:
    """What a person must be told of amounts that were not taken."""
    said = {
        "deposit": words("押金不是费用总额,没有算进去;请看结算单上的总额。"),
        "borne_beside_total": words("“自己掏了”的钱没有另外算:报销多少,按总额和规定来算。"),
        "several_in_one": words("几次加在一起的数没法算:每次各有起付线。请一次一次说。"),
        "contradiction": words("自己出的比单子总额还多,对不上。请再看看单子:总额是多少,自己付了多少?"),
        "at_least": words("“至少”“以上”没有上限,没法算;大概多少也行。"),
    }
    return [said[code] for code in dict.fromkeys(codes) if code in said]


def warnings(answer: Json, words: Words) -> list[str]:
    """The warnings that a person must hear at once, at most three."""
    told = [
        w["text"]
        for w in answer["warnings"]
        if w["code"] in ("historical", "reading", "incomplete", "not_covered", "waiting_period")
    ]
    return list(dict.fromkeys(told))[:3]


def clause_lines(clauses: list[str], content: Library, words: Words) -> list[str]:
    """Clauses in plain words, each with its document and place; a document is named once of those in a row."""
    lines, before = [], None
    for code in clauses:
        cited = citation(code, words, content)
        if cited["document_id"] == before:
            lines.append(words("{text}(同上,{place})", text=cited["text"], place=cited["place"]))
        else:
            said = {name: cited[name] for name in ("text", "document", "place")}
            lines.append(words("{text}(《{document}》{place})", **said))
        before = cited["document_id"]
    return lines


def grounds(clauses: list[str], content: Library, words: Words) -> list[str]:
    """What clauses rest on, a line each document: its title, who issued it, its number and its day as far as our copy
    shows them, and the ids of the clauses."""
    by_document: dict[str, list[Json]] = {}
    for code in dict.fromkeys(clauses):
        cited = citation(code, words, content)
        by_document.setdefault(cited["document_id"], []).append(cited)
    lines = []
    for own in by_document.values():
        first = own[0]
        about = [first[name] for name in ("issuer", "number", "date") if first[name]] + first.get("not_seen", [])
        codes = words.list(f"{one['id']} {one['place']}" for one in own)
        lines.append(
            words(
                "《{document}》({about}):{clauses}", document=first["document"], about=words.list(about), clauses=codes
            )
        )
    return lines


def sources_line(clauses: list[str], content: Library, words: Words) -> str:
    """Where some figures stand: each document and place once."""
    cited = (citation(code, words, content) for code in clauses)
    places = dict.fromkeys(
        words("《{document}》{place}", document=one["document"], place=one["place"]) for one in cited
    )
    return words("上面的数出自:{places}。", places=words.list(places))


def citations(clauses: list[str], content: Library, words: Words) -> list[Json]:
    """The contract's citations of some clauses."""
    found = []
    for code in dict.fromkeys(clauses):
        try:
            cited = citation(code, words, content)
        except KeyError:
            continue
        found.append(
            {"clause": code, "source": f"{cited['document']} {cited['place']}", "document": cited["document_id"]}
        )
    return found


def value_lines(values: list[Json], content: Library, words: Words, named: Json = NOTHING_NAMED) -> list[str]:
    """Figures of a rule as short lines: 起付线 500 元(县医院). `named`: conditions that the question names itself."""
    names = {
        "deductible": words("起付线"),
        "threshold": words("起付线(门槛)"),
        "rate": words("报销比例"),
        "bands": words("报销比例"),
        "cap": words("封顶线"),
        "fixed_sum": words("定额"),
    }
    graded = {
        "lost": words("这个数抄本里丢了,只是推断"),
        "inferred": words("这个数抄本里没有,是推断的"),
        "background": words("这个数抄本里丢了,只是通常的说法"),
    }
    found = with_readings(values)
    shared = _shared([value["when"] for value, _ in found])
    lines: dict[str, list[str]] = {}  # whose slices: each slice; of any other figure the line alone
    for value, others in found:
        own = {name: said for name, said in value["when"].items() if name not in shared}
        if own.get("facility_class", ORDINARY_CLASS) != ORDINARY_CLASS:
            own.pop("facility_level", None)  # the class says it
        slice_ = {name: own.pop(name) for name in SLICE if name in own}
        when = _conditions(named | own, content, words)
        doubt = [graded[value["grade"]]] if value.get("grade") in graded else []
        if others:
            other = words.list(dict.fromkeys(_amount(one, words) for one in others))
            doubt.append(words("也可能是 {amount}", amount=other))
        name = "" if value["value"] is None else f"{names[value['what']]} "
        if slice_:
            heads = words("{conditions}:", conditions=words.list(when)) + name if when else name
            tail = words.aside([*_conditions(slice_, content, words), *doubt])
            lines.setdefault(heads, []).append(f"{_amount(value, words)}{tail}")
        else:
            lines.setdefault(f"{name}{_amount(value, words)}{words.aside([*when, *doubt])}", [])
    of_all = _conditions(shared, content, words)
    heading = [words("下面的数都指:{conditions}。", conditions=words.list(of_all))] if of_all else []
    return [*heading, *(head + words(",").join(slices) for head, slices in lines.items())]


def _conditions(when: Json, content: Library, words: Words) -> list[str]:
    return [told for name, said in when.items() if (told := _condition(name, said, content, words))]


def _shared(every: list[Json]) -> Json:
    """The conditions that all of several figures have: they are told once."""
    if len(every) < SEVERAL:
        return {}
    shared = {name: said for name, said in every[0].items() if all(when.get(name) == said for when in every)}
    if any(when.get("facility_class", ORDINARY_CLASS) != ORDINARY_CLASS for when in every):
        shared.pop("facility_level", None)  # 县医院 is not what a class within the level is called
    return shared


def _amount(value: Json, words: Words) -> str:
    if value["value"] is None:
        return words("不封顶")
    if value["unit"] == "rate":
        return percent(parse_rate(value["value"]))
    return figure_in_words(f"{_short(value['value'])}元", words)


def _short(amount: str) -> str:
    return amount.removesuffix(".00")


def _condition(name: str, said: Any, content: Library, words: Words) -> str:
    if name == "stay":
        return words("第 {nth} 次及以后", nth=said) if said == "3" else words("第 {nth} 次住院", nth=said)
    if name == "from":
        return words("{amount} 元以上", amount=_short(said))
    if name == "to":
        return words("到 {amount} 元", amount=_short(said))
    if name == "each":
        return words("一年收一次还是每次都收,没有写明")
    if name == "edges":
        return words("界限从哪里数起没有写明")
    if name == "bill":
        return words("目录外的住院自费") if said == "self_funded" else words("基本药物")
    if name == "base":
        return words("只算超过基本医保封顶线的部分")
    if name == "reading":
        return words("原文的另一种读法")
    if name == "condition_count":
        return ""
    if name == "within_province":
        return words("医院在本省") if said in (True, "true") else words("医院出了省")
    if name == "referral" and said in ("filed", "none"):
        return words("转诊备案办了") if said == "filed" else words("没转诊备案")
    fact = f"person.{name}" if name in ("enrolment_tier", "categories", "insurance", "age_group") else f"visit.{name}"
    if said == "none" and name != "referral":
        return words("其他人") if name == "categories" else words("其他病")
    if said in ([], "", ORDINARY_CLASS):
        return ""
    return value_in_words(fact.replace("visit.", "visits.0."), said, content, words)


def of_error(error: MingbaiError, words: Words) -> str:
    """What is wrong, as a sentence."""
    if isinstance(error, CaseError):
        return words.translate(error.template).format(**error.values)
    return error.text(words.translate)
