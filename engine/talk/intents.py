"""What a person wants with a sentence: one of the contract's intents.

Some are plain to see (facts told without a question, two values weighed, orders to break the rules); of what is left
the likeness to example sentences decides.
"""

from engine.talk.likeness import traits
from engine.talk.places import two_places
from engine.talk.understand import Reader
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary

NEVER_BY_LIKENESS = {"correct"}  # something must have been said before that is now said otherwise
OF_A_BILL = ("estimate", "explain", "rule", "compare", "procedure")
# Topics that only a question of rules names: a story tells of referrals, accidents and drugs too.
OF_RULES = ("inpatient.deductible", "inpatient.rate", "inpatient.cap", "serious_illness.", "enrolment.")
END = " 。，.,!！"  # no message
ORDERS = ("out_of_scope.orders", "out_of_scope.cheating")
OTHERS = tuple(f"out_of_scope.{what}" for what in ("medical", "other_insurance", "elsewhere", "other"))


def intent_of(found: Understood, reader: Reader, *, known: bool, asked: bool, glossary: bool) -> str:
    """The intent of a sentence. `known`: the talk has facts already; `asked`: a question of ours is open;
    `glossary`: the sentence names a term of the glossary."""
    words = {name for name, hits in found.words.items() if hits}
    if _forbidden(found, words, reader.words) or is_elsewhere(found, reader.words):
        return "out_of_scope"
    plain = _plain_to_see(found, words, reader, known=known, asked=asked)
    if asked and not (plain or words or glossary or found.topics or found.says_something()):
        return "estimate"  # nothing in it that we know: more likely an answer than another wish
    if plain:
        return plain
    ranked = [intent for intent, _ in reader.likeness.ranked(traits(found, glossary=glossary))]
    return next(intent for intent in ranked if _may_be(intent, found, words, known=known, glossary=glossary))


def _forbidden(found: Understood, words: set[str], vocabulary: Vocabulary) -> bool:
    """Whether a sentence orders us to break the rules or wants help in cheating; to ask for the penalty is neither."""
    penalty = any(word in found.text for word in vocabulary.intents.penalty)
    return "out_of_scope.orders" in words or ("out_of_scope.cheating" in words and not penalty)


def is_elsewhere(found: Understood, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is about the business of another office: schools, tickets, papers, pensions."""
    named = "out_of_scope.elsewhere" in found.words
    return named and not any(word in found.text for word in vocabulary.intents.ours)


def _plain_to_see(found: Understood, words: set[str], reader: Reader, *, known: bool, asked: bool) -> str | None:
    """The intent where the sentence's own build tells it."""
    says = found.says_something()
    if found.regions and reader.patterns["only_a_place"].fullmatch(found.outline.replace("@", "").rstrip(END)):
        return "estimate"
    if not found.own_bill() and found.asks and two_places(found, reader.words):
        return "compare"
    if "correct" in words and known and says and not ("explain" in words and found.asks):
        return "correct"
    if "compare" in words and found.alternatives:
        return "compare"
    elsewhere = any(reader.patterns["cared_for"].search(found.text[: hit.start]) for hit in found.regions)
    if "what_if" in words and ((known and (says or elsewhere)) or found.stands):
        return "compare"
    if "explain" in words and found.asks and says:
        return "explain"
    if found.asks and not known and _of_medicine(found):
        return "rule"
    if says and not found.asks and "explain" not in words:
        return "rule" if _names_a_rule(found, reader, known=known, asked=asked) else "estimate"
    if found.own_bill() and "estimate" in words:
        return "estimate"
    short = words & {"yes", "no", "unsure", "as_it_stands", "again"} or found.loose
    other = found.topics or words & {"greeting", "define", *OTHERS}
    if asked and short and not says and not other:
        return "estimate"
    return None


def _of_medicine(found: Understood) -> bool:
    """Whether no bill is told, and what is paid for a chronic disease's medicine is asked: 高血压药费报多少."""
    leads = bool(found.topics) and any(hit.what == "outpatient.chronic" for hit in found.topics[:2])
    stay = found.visits[0].get("kind") == "inpatient"
    return leads and not found.own and not found.own_bill() and not found.loose and not stay


def _names_a_rule(found: Understood, reader: Reader, *, known: bool, asked: bool) -> bool:
    """Whether a sentence that asks nothing is the name of a rule, no story (湖南2026年居民医保缴费标准): it ends with a
    word for a topic of rules that is no fact of a case. A word for a lapse is both: at the beginning of a talk, of
    somebody who is not one's own, it is the rule."""
    if found.own or found.own_bill() or found.ranges or found.alternatives:
        return False
    bare = found.text.rstrip(END)
    of_rules = [hit for hit in found.topics if hit.what.startswith(OF_RULES)]
    last = [hit for hit in of_rules if hit.end == len(bare)]
    facts = [hit for hit in reader.words.find_facts.longest(found.text) if hit.end == len(bare)]
    if any(all(hit.start < fact.start or fact.end < hit.end for fact in facts) for hit in last):
        return True
    if of_rules and reader.patterns["names_a_rule"].search(bare):
        return True
    person = all(path.startswith("person.") for path in found.paths())
    return person and not known and not asked and any(hit.what.startswith("enrolment.") for hit in last)


def _may_be(intent: str, found: Understood, words: set[str], *, known: bool, glossary: bool) -> bool:
    """Whether an intent is possible for a sentence at all."""
    bill = found.own_bill()
    if intent in NEVER_BY_LIKENESS:
        return False
    if intent == "estimate" and found.asks and not bill and words & {"rule", "procedure"}:
        return "estimate" in words
    if intent == "define":
        return glossary and not bill
    if intent == "compare":
        return bool(found.alternatives) or (known and found.says_something()) or "compare" in words
    if intent == "greeting":
        return not found.says_something()
    if intent == "out_of_scope":
        return not bill and not found.says_something()
    return intent in OF_A_BILL or not bill
