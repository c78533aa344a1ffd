"""The one room that reaches the network: published content, fetched, checked and taken in. Nothing else in engine
imports it.

    keys      Ed25519 keys: a publisher's own, and those that this machine trusts
    bundle    published content as one file: built and signed, opened and unpacked
    fetch     one file over https, within limits
    pull      fetched, checked apart, and made current by one change of a pointer
"""
