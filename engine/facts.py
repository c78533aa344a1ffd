"""The words a case is written in: every fact, its values, and the number each value has inside a table."""

LEVELS = ("village", "primary", "secondary", "tertiary", "top")
CATEGORIES = (
    "subsistence",
    "destitute",
    "registered_poor",
    "low_income",
    "severe_disability",
    "special_care",
    "model_worker_hardship",
    "laid_off_1960s",
    "relapsed_poor",
)
CONDITIONS = (
    "tumour_chemo_radio",
    "dialysis",
    "anti_rejection",
    "leukaemia",
    "haemophilia",
    "severe_mental_illness",
    "hypertension",
    "hypertension_complicated",
    "diabetes",
    "diabetes_complicated",
    "child_major_disease",
    "other_listed",
)
BOOLEAN = ("false", "true")

# A choice has one value; its number is its place in the tuple.
VISIT_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ("inpatient", "outpatient", "chronic", "major_outpatient", "maternity", "prenatal", "special_drug"),
    "facility_level": LEVELS,
    "place": ("county", "city", "outside"),
    "referral": ("not_needed", "filed", "none", "emergency"),
    "designated": BOOLEAN,
    "cause": ("illness", "accident", "accident_liable", "excluded"),
    "within_province": BOOLEAN,
    "same_level_before": BOOLEAN,
}
PERSON_CHOICES: dict[str, tuple[str, ...]] = {
    "age_group": ("newborn", "child_student", "adult", "elderly"),
    "insurance": ("resident", "employee", "urban_resident", "nrcms"),
    "continuous_enrolment": BOOLEAN,
    "covered_through_mother": BOOLEAN,
    "local_household": BOOLEAN,
    "family_doctor": BOOLEAN,
}
ORDINARY_CLASS = "ordinary"  # a hospital that is none of the classes which a scheme sets apart
# A set is a bit mask of its values.
SETS = {"categories": CATEGORIES, "conditions": CONDITIONS}

YEAR = "year_to_date"
COUNTERS = (
    "basic_paid",
    "outpatient_paid",
    "chronic_paid",
    "accident_paid",
    "compliant_self_pay",
    "above_ceiling",
    "serious_illness_paid",
    "assistance_paid",
    "supplement_paid",
    "deductible_paid",
    "outpatient_balance",
)
EXCLUSIONS = ("self_funded", "over_limit", "first_pay")
LAYERS = ("basic", "serious_illness", "assistance", "supplement")

# Where a scheme does not set a level apart, the neighbouring one stands for it.
LEVEL_STANDS_FOR = {"village": "primary", "top": "tertiary"}


def fact_path(name: str, visit: int) -> str:
    """The contract's path of a fact: "facility_level", 0 -> "visits.0.facility_level"; a reading has none."""
    if name in PERSON_CHOICES or name in ("categories", "enrolment_tier", "born_on", "enrolled_on"):
        return f"person.{name}"
    if name in COUNTERS or name == "inpatient_stays":
        return f"year_to_date.{name}"
    if name in EXCLUSIONS or name in ("total", "essential_drugs", "bill.above_ceiling"):
        return f"visits.{visit}.bill.{name.removeprefix('bill.')}"
    return f"visits.{visit}.{name}"


def fact_of(path: str) -> str:
    """ "visits.0.bill.total" -> "visit.bill.total"."""
    parts = path.split(".")
    return f"visit.{'.'.join(parts[2:])}" if parts[0] == "visits" else path


def path_of(fact: str, visit: int) -> str:
    """ "visit.bill.total", 0 -> "visits.0.bill.total"."""
    return f"visits.{visit}.{fact.removeprefix('visit.')}" if fact.startswith("visit.") else fact


def visit_of(path: str) -> int | None:
    """ "visits.1.bill.total" -> 1; None of a fact that is no visit's."""
    parts = path.split(".")
    return int(parts[1]) if parts[0] == "visits" else None
