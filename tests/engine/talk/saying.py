"""What is said to a talk of its own, one sentence after another."""

from typing import Any

from engine.talk.talk import Talk

TODAY = "2026-11-26"


def turns(*sentences: str, today: str = TODAY) -> list[dict[str, Any]]:
    """Every turn of a talk."""
    talk = Talk(today)
    return [talk.say(sentence) for sentence in sentences]
