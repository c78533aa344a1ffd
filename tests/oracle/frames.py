"""Schemes whose source has no amount to pay: Shaanxi 2012, Zhejiang 2014, Fuyang 2015, Changsha's special drugs, the
medical-assistance frame, Pingnan. What a sheet reports is taken, nothing else is known.

Fact sheet A.2, A.8, A.12, A.14, A.15.
"""

from tests.oracle.sheet import Amounts, as_listed, chosen, in_order

READINGS: dict[str, list[str]] = {}
LAYERS = {
    "shaanxi-2012": ("basic", "serious_illness"),
    "zhejiang-2014": ("basic", "serious_illness"),
    "fuyang-2015": ("basic", "serious_illness"),
    "changsha-special-drugs-2016": ("basic", "serious_illness"),
    "medical-assistance-frame": ("basic", "assistance"),
    "pingnan-2018": ("basic",),
}


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    sheets, layers = in_order(case), LAYERS[case["scheme"]]
    return as_listed(sheets, [{layer: sheet.reported.get(layer) for layer in layers} for sheet in sheets])
