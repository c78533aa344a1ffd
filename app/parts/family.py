"""The result as plain text, to be sent to the family."""

from typing import Any

from app.outcome import Outcome
from app.parts.headline import SPLIT, sureness, what_to_have_ready
from app.parts.lines import Line
from app.texts import Texts
from engine.wording import HOTLINE
from engine.wording.explain import as_stated

Json = dict[str, Any]


def text_for_family(outcome: Outcome, rows: list[Line], said: list[tuple[str, str]], t: Texts) -> str:
    """A message of some lines; every amount names the rules that it follows. `said`: (name, answer)."""
    answer = outcome.answer
    assert answer is not None
    name = answer["short_name"]
    lines = [t("看病能报多少(估算,不是结算单)")]
    if not answer["computable"]:
        lines.append(t("按{name},这里算不出金额。", name=name))
        lines += dict.fromkeys(layer["why"] for layer in answer["layers"] if layer.get("why"))
        if answer.get("ask_for"):
            lines.append(answer["ask_for"])
        return "\n".join([*lines, _who(t)])
    if not answer["in_force"]:
        lines.append(t("注意:看病那天,这份规定不管用。下面是“要是在那段时间里”的数。"))
    for label, amount in what_to_have_ready(answer, t):
        lines.append(t("{label}: {amount}(按{name})", label=label, amount=amount, name=name))
    lines += sureness(answer, t)
    lines += supposed(outcome, t)
    lines += ["", steps_heading(answer, t)]
    for row in rows:
        amount = t("算不了") if row.amount is None else t.yuan(row.amount)
        by = t("(按{name})", name=row.rules) if row.layer else ""
        note = f" [{row.note}]" if row.note else ""
        lines.append(f"{row.sign} {row.label} {amount}{by}{note}".strip())
    if answer.get("not_held"):
        lines.append(answer["not_held"])
    told = [warning["text"] for warning in answer["warnings"] if warning["code"] != "assumed"]
    if told:
        lines += ["", t("要留意:"), *(f"· {text}" for text in told)]
    if said:
        lines += ["", t("我们是这样填的:"), *(f"· {label}: {given}" for label, given in said)]
    return "\n".join([*lines, "", _who(t)])


def supposed(outcome: Outcome, t: Texts) -> list[str]:
    """What a tenth or a fifth outside the list would mean, a line each."""
    return [
        t(
            "如果目录外占 {percent}%({outside} 元):自己出 {self_pay} 元,报销 {paid} 元",
            percent=one.percent,
            outside=t.money(one.outside),
            self_pay=t.money(one.self_pay),
            paid=t.money(one.paid),
        )
        for one in outcome.suppositions
    ]


def steps_heading(answer: Json, t: Texts) -> str:
    """What the steps below rest on."""
    if as_stated(answer)["exact"]:
        return t("一步一步是这样")
    if any(path.endswith(SPLIT) for path in answer["unknown"]):
        return t("没说的先按平常情况、目录外按 0 元,一步一步是这样")
    return t("没说的先按平常情况,一步一步是这样")


def _who(t: Texts) -> str:
    return t("最后以医保窗口的结算单为准。拿不准问当地医保窗口,或打 {phone}。", phone=HOTLINE)
