"""A scheme file as pydantic models: what `content/schemes/<region>/<id>.yaml` may say.

Every figure is a `Value`: what it is worth (unit inside), the clause that says so, the grade of our copy, and where it
is doubtful, what other readings make of it. Lists of values are read from the top: the first whose `when` holds counts.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from engine.facts import LAYERS
from engine.written import Written, read

Grade = Literal["stated", "repaired", "inferred", "background", "lost", "A", "A-", "B"]
LayerName = Literal["basic", "serious_illness", "assistance", "supplement"]
EdgesOn = Literal["burden", "above_threshold"]
Counter = str
When = dict[str, str | list[str]]


class Model(BaseModel):
    """No unknown keys: a misspelt key is a fault, never a silent nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _readable(text: object) -> object:
    if isinstance(text, str):
        try:
            read(text)
        except ValueError:
            raise ValueError("unreadable_figure") from None
    return text


WrittenText = Annotated[str, BeforeValidator(_readable)]


class Value(Model):
    """One figure, with its source. `readings`: reading code -> option -> the figure under that option."""

    when: When = {}
    value: WrittenText
    clause: str
    grade: Grade
    readings: dict[str, dict[str, WrittenText]] = {}
    each: Literal["extra_condition"] | None = None

    @property
    def written(self) -> Written:
        return read(self.value)


class Figures(Model):
    """A figure that depends on facts: values from the top, then the adjustments that hold, in order."""

    figures: list[Value] = Field(min_length=1)
    adjustments: list[Value] = []

    @model_validator(mode="before")
    @classmethod
    def _a_list_is_enough(cls, given: object) -> object:
        return {"figures": given} if isinstance(given, list) else given


class Deductible(Figures):
    """`each: stay`, or once a `year`; then `highest_level` says how visits at different levels share it, and
    `each_readings` by which options of a reading each visit bears it. `yearly_most`: a year's stays bear no more."""

    each: Literal["stay", "year"] = "stay"
    each_readings: dict[str, dict[str, Literal["stay"]]] = {}
    highest_level: Figures | None = None
    yearly_most: Figures | None = None


class EssentialDrugs(Model):
    """A rate of their own for essential medicines; `deductible_from`: which part bears the deductible first."""

    rate: Figures
    deductible_from: Figures


class Band(Value):
    """A slice of the amount: from where the band above ended, up to and including `to` (none: open)."""

    to: WrittenText | None = None


class Bands(Model):
    """Marginal bands. `edges_on: burden`: edges are on the amount borne; `above_threshold`: on the part above it;
    `edges_readings`: reading code -> option -> what they are on under that option, where our copy does not say it."""

    edges_on: EdgesOn
    edges_readings: dict[str, dict[str, EdgesOn]] = {}
    threshold: Figures
    rates: list[Band] = Field(min_length=1)
    adjustments: list[Value] = []


class PayFirst(Figures):
    """A share of the in-scope cost that the person pays before anything else; later layers do not count it."""


class Cliff(Model):
    """A rate of the whole sum once it reaches the threshold."""

    threshold: Figures
    rate: Figures
    of: Figures


class FixedSum(Figures):
    """A fixed sum, each `visit` or for the `year`; `carry`: continuous payers bring along what was left over."""

    each: Literal["visit", "year"]
    counter: Counter | None = None
    carry: bool = False
    carry_clause: str | None = None


class Bonus(Model):
    """How far a person's own cap may be from that of the scheme: at most so much above it for faithful payers (a share
    of it), and so much below it after a lapse."""

    most: Value
    lowered: Value


class Cap(Figures):
    """At most so much out of `counter`, which benefits share by naming the same one.

    `starts_from`: the year-to-date amount that has used it already, where that is another name. A figure that was not
    found (不详) caps nothing, and the range goes down to what is paid where it is used up already.
    """

    counter: Counter
    starts_from: Counter | None = None
    bonus: Bonus | None = None


class Lost(Model):
    """Our source lacks the figures: not computed, or, with `above`, not computed from there on."""

    clause: str
    above: Figures | None = None
    floor: bool = False  # what is computed is only the least: another rule, lost, may give more
    counts: Counter | None = None  # what a sheet says was paid uses up the ceiling of this counter all the same
    why: str
    why_en: str


class Nothing(Model):
    """This benefit surely pays nothing."""

    clause: str
    grade: Grade
    not_covered: bool = False
    why: str
    why_en: str


class Benefit(Model):
    """What one layer pays for one sort of visit."""

    name: str
    title: str
    title_en: str
    when: When = {}
    base: Literal["in_scope", "burden", "above_ceiling", "own_share"] | None = None
    settle: Figures | None = None  # word year: the year's sum is settled anew at each visit; none: each visit alone
    base_clause: str | None = None
    settle_clause: str | None = None
    pay_first: PayFirst | None = None
    deductible: Deductible | None = None
    rate: Figures | None = None
    essential_drugs: EssentialDrugs | None = None
    bands: Bands | None = None
    threshold_of: int | None = None  # the year that the threshold was published for, where it rises every year
    cliff: Cliff | None = None
    fixed_sum: FixedSum | None = None
    with_inpatient: Figures | None = None
    caps: list[Cap] = []
    lost: Lost | None = None
    nothing: Nothing | None = None

    @model_validator(mode="after")
    def _says_what_it_pays(self) -> "Benefit":
        if not (self.rate or self.bands or self.cliff or self.fixed_sum or self.lost or self.nothing):
            raise ValueError("benefit_pays_nothing")
        return self


class Instead(Figures):
    """Figures in place of those inherited ones that have the same `when`; all others stay."""

    figures: list[Value] = Field(default=[], min_length=1)


class CapInstead(Instead):
    """In place of figures of the inherited cap on the same counter."""

    counter: Counter


class BandsInstead(Model):
    """`rates` is the whole table of slices, or nothing of it; what its edges are counted on stays."""

    threshold: Instead | None = None
    rates: list[Band] = Field(default=[], min_length=1)
    adjustments: list[Value] = []


class CliffInstead(Model):
    """Figures in place of those of an inherited cliff."""

    threshold: Instead | None = None
    rate: Instead | None = None


class Overlay(Model):
    """Figures of an inherited benefit that the narrower place rules itself, where the benefit has them.

    How they are applied (each stay or year, counters, bases) stays the wider place's: who rules that too writes the
    whole layer.
    """

    pay_first: Instead | None = None
    deductible: Instead | None = None
    rate: Instead | None = None
    bands: BandsInstead | None = None
    threshold_of: int | None = None  # of the threshold that stands here
    cliff: CliffInstead | None = None
    fixed_sum: Instead | None = None
    caps: list[CapInstead] = Field(default=[], min_length=1)


class LostFrom(Model):
    """A second rule of the layer whose bands are lost: from this amount of the year on nothing can be computed.

    `when`: the visits whose amount adds up.
    """

    amount: Literal["self_funded"]
    when: When = {}
    reaching: Figures
    why: str
    why_en: str


class Layer(Model):
    """A layer: its benefits from the top, the first whose `when` holds counts.

    `short_name`: where its figures come from, if that is not what the scheme's own short name says.
    """

    short_name: str | None = None
    short_name_en: str | None = None
    starts: Value | None = None
    lost_from: LostFrom | None = None
    benefits: list[Benefit] = Field(min_length=1)


class Exclusion(Model):
    """A visit that nothing is paid for. `why` is said to the person."""

    when: When
    clause: str
    grade: Grade
    why: str
    why_en: str


class Late(Model):
    """Paid after the window: covered from the `wait` on, counted from the payment."""

    window_end: Value
    wait: Value


class Newborn(Model):
    """Enrolled in the year of birth or within `grace`: covered from birth; else after the `wait`."""

    grace: Value
    wait: Value


class OwnYear(Model):
    """A newborn on its mother's cover has a year of its own: nothing of the mother's year so far is counted."""

    clause: str
    grade: Grade


class Premium(Value):
    """What a person pays for a year of cover; `year`: which one, None where the document does not say."""

    year: str | None = Field(default=None, pattern=r"^\d{4}$")


class Enrolment(Model):
    """Who is covered from when. `own_year` left out: a newborn shares its mother's year.

    `premium`: what a person pays for a year, read from the top; empty where the document does not say it.
    """

    premium: list[Premium] = []
    late: Late | None = None
    newborn: Newborn | None = None
    own_year: OwnYear | None = None


class Period(Model):
    """Inclusive days. `until_known`: the last day our source speaks for, where the end is open; `checked`: the day on
    which nothing newer was found of rules that are open and in force. `year`: whether the source says which year it is;
    where it is lost, `start` is the earliest that it can be."""

    year: Literal["stated", "inferred", "lost"] = "stated"
    start: str = Field(alias="from")
    end: str | None = Field(alias="to", default=None)
    until_known: str | None = None
    checked: str | None = None
    clause: str | None = None


class Reading(Model):
    """A doubtful figure: its options with how sure each is, the one that `paid` uses first."""

    options: dict[str, str] = Field(min_length=1)
    live: bool
    about: str
    about_en: str


class Condition(Model):
    """When a notice is due beyond its `when`; all that is given must hold."""

    paid: LayerName | None = None
    capped: Counter | None = None
    reported: LayerName | None = None
    bill: Literal["above_ceiling"] | None = None
    second_visit: bool = False
    discharged_before: str | None = None
    changed: str | None = None  # a clause that took part in this case's sums


class Notice(Model):
    """A warning in plain words, with the code of the damage it speaks of where there is one."""

    code: Literal["reading", "incomplete", "historical", "advert"]
    about: str | None = None
    when: When = {}
    condition: Condition = Field(alias="if", default_factory=Condition)
    clauses: list[str] = []
    text: str
    text_en: str


class NotComputed(Model):
    """Rules of the source that no sum uses, and why."""

    rules: list[str]
    why: str


class Scheme(Model):
    """One scheme, one period, one file."""

    id: str
    name: str
    name_en: str
    short_name: str  # as in 按冠县2018年规定
    short_name_en: str
    region: str | None
    also_regions: list[str] = []
    period: Period
    year_starts: str = "01-01"
    insurance: list[Literal["resident", "employee", "urban_resident", "nrcms"]]
    documents: list[str]
    cites_from: list[str] = []  # documents of a wider place: of them only what it cites is its own
    frame: bool = False
    tiers: list[str] = []
    prefectures: list[str] = []
    facility_classes: list[str] = []  # hospitals that it sets apart within a level
    readings: dict[str, Reading] = {}
    enrolment: Enrolment = Field(default_factory=Enrolment)
    claim_within: Value | None = None
    exclusions: list[Exclusion] = []
    layers: dict[LayerName, Layer] = Field(min_length=1)
    inherits: dict[LayerName, str] = {}  # a layer that is ruled by a wider place -> that place's scheme
    overlays: dict[LayerName, dict[str, Overlay]] = {}  # inherited layer -> name of a benefit -> figures of one's own
    notices: list[Notice] = []
    ask_for: str | None = None  # for schemes that compute nothing: what to ask for, and where
    ask_for_en: str | None = None
    not_computed: list[NotComputed] = []

    def layer_order(self) -> list[LayerName]:
        """Its layers in the order in which they pay."""
        return [name for name in LAYERS if name in self.layers]
