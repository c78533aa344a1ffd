"""The family of the brief: Guan County, county hospital, 80,000 on the sheet, 5,000 of it off the list, first stay.

In scope 75,000; basic (75,000 - 500) x 70% = 52,150; left 22,850; serious illness (22,850 - 12,000) x 50% = 5,425;
paid 57,575; the family pays 22,425.
"""

from app.answers import Answers

TODAY = "2024-04-01"
SAID = {
    "visits.0.kind": "inpatient",
    "visits.0.on": "2018-03-05",
    "visits.0.facility_level": "secondary",
    "visits.0.place": "county",
    "visits.0.designated": "true",
    "visits.0.cause": "illness",
    "visits.0.bill.total": "80000",
    "visits.0.bill.self_funded": "5000",
    "visits.0.bill.over_limit": "0",
    "visits.0.bill.first_pay": "0",
    "person.continuous_enrolment": "true",
}


def family(*without: str, scheme: str = "guanxian-2018", **other: str) -> Answers:
    """Their answers; `without`: last names of facts to leave open; `other`: last names answered otherwise."""
    answers = Answers()
    answers.choose(scheme)
    answers.nothing_before("year" not in without)
    if "year" in without:
        answers.before_opened = False
    for path, text in SAID.items():
        name = path.split(".")[-1]
        if name not in without:
            answers.put(path, other.get(name, text))
    return answers
