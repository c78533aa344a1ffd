"""Mingbai's benefit engine: pure functions from a case and a scheme to an explained estimate.

It reads no clock, no network and no Streamlit; the same input always gives the same output.
"""
