"""How much and how long: more than published content ever needs, little enough that nothing fills a disk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes, counts and seconds. `unpacked`: all files of a bundle together; `quiet`: how long nothing may come;
    `whole`: how long one try may take."""

    bundle: int = 32_000_000
    file: int = 4_000_000
    files: int = 10_000
    unpacked: int = 128_000_000
    redirects: int = 5
    quiet: float = 20
    whole: float = 300
