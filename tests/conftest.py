"""What every test shares: the strengths of the property tests, chosen by HYPOTHESIS_PROFILE.

`fast` is for the desk and `make test-fast`, `ci` for `make test`. Both are repeatable: a change never fails on another
change's luck. `search` looks for counterexamples that nobody has seen yet, others at every run.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
# The user's own state folder may hold other content than what is shipped.
os.environ["MINGBAI_STATE"] = str(ROOT / ".pytest_cache" / "state")

# Two processes share two cores with whatever else runs: a deadline would time the machine.
_COMMON = {
    "deadline": None,
    "database": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much],
}
settings.register_profile("fast", max_examples=15, derandomize=True, **_COMMON)
settings.register_profile("ci", max_examples=100, derandomize=True, **_COMMON)
settings.register_profile("search", max_examples=3000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT
