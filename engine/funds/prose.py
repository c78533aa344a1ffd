"""Reads what offices write ("2018年共筹集基金47043.8万元,上年结余…"): figures are proposed as rows for a person to
confirm, and what was not understood is said. Nothing is taken that is not printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import indicators
from engine.funds.known_by import Hit, against, known_by, last_named, of_listed
from engine.funds.periods import Period, periods
from engine.funds.printed import pattern_of, printed_of, unit_of
from engine.funds.proposals import About, Notes, Prose, Taken, prose_of
from engine.funds.tables import read_tables
from engine.funds.words import fund_words

LONGEST = 60_000  # characters of a text
GONE, BRACKET = "\0", "\1"  # what was read already; what stood in brackets
TAIL = 30  # characters behind a figure that may say what it is
_WIDE = {code + 0xFEE0: code for code in (*b"0123456789", *b".%()-:/~")} | {0x2212: 0x2D, 0x3000: 0x20}
_WIDE_COMMA = re.compile("(?<=[0-9])\uff0c(?=[0-9]{3}(?![0-9]))")
_SENTENCE = re.compile(
    r"[。;；！!\n]|(?<=[。;；，,:：\n])(?=[一二三四五六七八九十]{1,2}是)"  # no message
)
_LISTED = re.compile(r"\s*[一二三四五六七八九十]{1,2}是")  # no message
_PART = re.compile("[,\uff0c、\0]")
_COMMA = re.compile("[,\uff0c]")
_BRACKETS = re.compile(r"\(([^()]{0,200})\)")
_MASKED = re.compile(
    r"(?<![\dxX*])(?!\d{1,15}[xX*×]\d)[\d.,]{0,20}[xX*×□○][\dxX*×□○.。]{0,20}"  # no message
    r"\s?(?:万亿|万|亿)?\s?(?:元|人次|人|名|%)"  # no message
)
_LOST = re.compile(r"(?<![\d\s.几数百千十两来万亿:：(（、\0])(?<!\d[多余])(?:万元|亿元|万人次)")  # no message
_DAMAGED = "?\ufffd*×xX□"


@dataclass(frozen=True)
class _Context:
    """What a figure takes from the words before it. `borrowed`: the period is that of an earlier sentence; `before`:
    the indicator of the figure before."""

    service: str = ""
    group: str = ""
    period: str = ""
    borrowed: bool = False
    before: Hit | None = None


def plainly(text: str) -> str:
    """Full-width digits and signs as narrow ones; every character stays in its place."""
    return _WIDE_COMMA.sub(",", text.translate(_WIDE)).replace("\r", "\n").replace(GONE, " ").replace(BRACKET, " ")


def read_prose(text: str, about: About, content: Library) -> Prose:
    """Every figure of a text, in sentences or in tables, as a proposal or as unread. MingbaiError for one too long."""
    if len(text) > LONGEST:
        raise MingbaiError("这段话太长了,最多 {most} 个字。请分几次贴。", most=LONGEST)
    notes = Notes(plainly(text))
    year = about.year or next((one.year for one in periods(notes.text) if one.year), "")
    rest = _without(_MASKED, notes.text, notes, "数位被遮住了")
    rest = _without(_LOST, read_tables(rest, notes, replace(about, year=year), content), notes, "数字缺了")
    _Reader(rest, notes, replace(about, year=year), bool(about.year), content).read()
    return prose_of(notes, about, content)


def _without(pattern: re.Pattern[str], text: str, notes: Notes, why: str) -> str:
    """A text whose matches are noted as unread and blanked."""

    def blank(match: re.Match[str]) -> str:
        notes.leave(match.start(), match.end(), why)
        return GONE * len(match[0])

    return pattern.sub(blank, text)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], GONE * (end - start)]
        done = end
    return "".join([*parts, text[done:]])


class _Reader:
    """One reading of the sentences of a text."""

    def __init__(self, text: str, notes: Notes, about: About, year_given: bool, content: Library) -> None:
        self.text, self.notes, self.about, self.year_given, self.content = text, notes, about, year_given, content
        self.words = fund_words(content)
        self.figure = pattern_of(content)
        self.place = ""

    def read(self) -> None:
        """Sentence by sentence; a period holds on in the same paragraph until the next item of a list."""
        paragraph, period = 1, ""
        for start, end in self._sentences():
            if "\n" in self.text[max(0, start - 1) : start]:
                paragraph, period = paragraph + 1, ""
            if _LISTED.match(self.text, start):
                period = ""
            self.place = f"第{paragraph}段"  # no message
            afresh = self.text[max(0, start - 1) : start] not in (";", "\uff1b")
            context = _Context(period=period, borrowed=bool(period) and afresh)
            period = self._stretch(self.text[start:end], start, context).period

    def _sentences(self) -> Iterator[tuple[int, int]]:
        start = 0
        for match in _SENTENCE.finditer(self.text):
            yield start, match.start()
            start = match.end()
        yield start, len(self.text)

    def _stretch(self, text: str, offset: int, context: _Context) -> _Context:
        """The figures of a sentence or of what stands in its brackets; the context at its end."""
        brackets = list(_BRACKETS.finditer(text))
        main = _BRACKETS.sub(lambda match: BRACKET * len(match[0]), text)
        named = list(periods(main))
        main = _blanked(main, [(one.start, one.end) for one in named])
        figures = [match for match in self.figure.finditer(main) if match["unit"] or match["scale"]]
        done = 0
        for match in sorted([*brackets, *figures], key=lambda one: one.start()):
            context = self._dated(context, named, done, match.start())
            if match.re is _BRACKETS:
                inside = self._sorted(context, main[done : match.start()])
                self._stretch(match[1], offset + match.start(1), inside)
            else:
                context = self._figure(match, main, offset, done, context)
                done = match.end()
        return self._dated(context, named, done, len(main))

    def _dated(self, context: _Context, named: list[Period], start: int, end: int) -> _Context:
        """The context with the last period that stands between two places."""
        here = [one for one in named if start <= one.start < end]
        if not here:
            return context
        year = here[-1].year or self.about.year
        return replace(context, period=here[-1].of(year) if year else "", borrowed=False)

    def _sorted(self, context: _Context, stretch: str) -> _Context:
        """The context with the service and group that a stretch of words names last."""
        service, group = last_named(stretch, self.words.services), last_named(stretch, self.words.groups)
        return replace(
            context,
            service=service.id if service else context.service,
            group=group.id if group else context.group,
        )

    def _figure(self, match: re.Match[str], main: str, offset: int, done: int, context: _Context) -> _Context:
        """Takes one figure or leaves it; the context for the next one."""
        start, end = match.start() + len(match[0]) - len(match[0].lstrip()), match.end()
        stretch = main[done:start].replace(BRACKET, "")
        lead = _PART.split(stretch)[-1]
        tail = re.split(r"\d", _PART.split(main[end : end + TAIL])[0])[0]
        units = unit_of(match["unit"], self.content) if match["unit"] else tuple(self.words.units)
        hit = known_by(lead, tail, units, self.content) or self._of_which(lead, stretch, units, context)
        inside = self._sorted(context, stretch)
        why = self._why_not(match, hit, _COMMA.split(stretch)[-1], tail, main[max(0, start - 3) : start])
        if hit is None or why is not None:
            self.notes.leave(offset + start, offset + end, why or "没认出说的是什么")
            return inside
        try:
            printed = printed_of(match, match[0].strip(), self.content)
        except MingbaiError:
            self.notes.leave(offset + start, offset + end, "前面的数不比后面的小")
            return inside
        service, doubts = self._service(hit, lead, stretch, tail, context)
        group = self._group(hit, tail, inside)
        taken = Taken(
            hit.said.becomes.get(group, hit.said.id),
            service,
            group,
            context.period or self.about.year,
            printed,
            offset + start,
            offset + end,
            self.place,
            (*doubts, *self._of_period(context)),
        )
        self.notes.taken.append(taken)
        carried = inside.service if hit.said.service else service
        return replace(inside, service=carried if carried != "all" else "", before=hit)

    def _of_which(self, lead: str, stretch: str, units: tuple[str, ...], context: _Context) -> Hit | None:
        """其中建档立卡贫困户35572人: a part of the figure before, of the same indicator."""
        before = context.before
        named = last_named(lead, self.words.groups) or last_named(lead, self.words.services)
        if before is None or named is None or not any(word in lead for word in self.words.among):
            return None
        return before if indicators(self.content)[before.said.id].unit in units else None

    def _why_not(self, match: re.Match[str], hit: Hit | None, lead: str, tail: str, before: str) -> str | None:
        """Why a figure is left out; None where nothing speaks against it."""
        if before.rstrip()[-1:] in tuple(_DAMAGED):
            return "数字前面有坏字"
        if of_listed(lead, self.words):
            return "几个数并着说"
        why = against(hit, lead, tail, self.words)
        if why is None and hit is not None and hit.said.each and (match["scale"] or match["low_scale"]):
            return "没认出说的是什么"
        return why

    def _service(self, hit: Hit, lead: str, stretch: str, tail: str, context: _Context) -> tuple[str, tuple[str, ...]]:
        """What a figure is of, and what is doubtful about that."""
        services = self.words.services
        if hit.said.service:
            here = last_named(lead, services)
            doubts = ("项目和人群请核对",) if hit.said.strong else ()
            of_one_account = context.before is not None and context.before.said.service == "all"
            if here is None and hit.said.service == "all" and of_one_account and context.service:
                return context.service, (*doubts, "项目是照前面的话定的")
            return (here.id if here and hit.said.service == "all" else hit.said.service), doubts
        here = last_named(stretch, services) or (last_named(tail, services) if hit.behind else None)
        if here is None:
            return context.service or "all", ()
        narrower = next((one for one in services if one.id == context.service), None)
        if narrower is not None and narrower.part_of == here.id:
            return narrower.id, ("项目是照前面的话定的",)
        return here.id, ()

    def _group(self, hit: Hit, tail: str, context: _Context) -> str:
        """For whom a figure is; that it is of institutions may be said behind it (119个村卫生室)."""
        if hit.said.group:
            behind = last_named(tail, self.words.groups)
            return behind.id if behind else context.group or hit.said.group
        return context.group or self.about.group

    def _of_period(self, context: _Context) -> tuple[str, ...]:
        if context.borrowed:
            return ("时间是照前一句定的",)
        if not context.period and not self.year_given:
            return ("年份是照全文第一个年份定的",) if self.about.year else ("没写年份,请填上",)
        return ()
