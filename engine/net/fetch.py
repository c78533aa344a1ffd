"""One file over https, within limits: plain http on this machine alone, redirects to https alone, one clean retry."""

import ipaddress
import time
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

import httpx

from engine.errors import MingbaiError
from engine.net.limits import Limits

LONGEST_ETAG = 200


class Fetched(NamedTuple):
    """`etag`: what the server calls this state of the file, None where it does not say."""

    etag: str | None


class _PassingError(MingbaiError):
    """A fault that may be gone at the next try."""


def fetch(url: str, target: Path, etag: str | None, limits: Limits) -> Fetched | None:
    """Writes what stands at an address to a file; None where it is still what `etag` names.

    MingbaiError, one line, for whatever goes wrong; what may pass is tried once more, from an empty file.
    """
    try:
        return _once(url, target, etag, limits)
    except _PassingError:
        return _once(url, target, etag, limits)


def _once(url: str, target: Path, etag: str | None, limits: Limits) -> Fetched | None:
    end = time.monotonic() + limits.whole
    address = _allowed(url, None)
    headers = {"Accept-Encoding": "identity", "User-Agent": "mingbai"}
    if etag:
        headers["If-None-Match"] = etag
    try:
        for _ in range(limits.redirects + 1):
            # A proxy of the environment has no business with this machine itself.
            with (
                httpx.Client(timeout=limits.quiet, trust_env=address.scheme == "https") as client,
                client.stream("GET", address, headers=headers) as answer,
            ):
                if not answer.has_redirect_location:
                    return _taken(answer, target, etag, end, limits)
                address = _allowed(answer.headers["location"], address)
    except UnicodeError:  # a host's name that no name can be
        raise _unreadable(str(address)) from None
    except httpx.TimeoutException:
        raise _PassingError(
            "等了 {seconds} 秒,{host} 没有回音。请过一会儿再试。", seconds=limits.quiet, host=address.host
        ) from None
    except httpx.HTTPError as error:
        raise _PassingError(
            "连不上 {host},或者中途断了({why})。请过一会儿再试。", host=address.host, why=str(error) or "…"
        ) from None
    raise MingbaiError("{host} 把我们转来转去,超过 {most} 次。请核对网址。", host=address.host, most=limits.redirects)


def _allowed(url: str, before: httpx.URL | None) -> httpx.URL:
    """An address that may be asked; `before`: the one that sent us there."""
    try:
        address = httpx.URL(url) if before is None else before.join(url)
    except (httpx.InvalidURL, ValueError):
        raise _unreadable(url) from None
    here = before is None and address.scheme == "http" and _is_this_machine(address.host)
    if not address.host or not (here or address.scheme == "https"):
        if before is not None:
            raise MingbaiError("{host} 要把我们转到不加密的地址,不去。请核对网址。", host=before.host)
        raise MingbaiError("网址要用 https 开头;只有这台机器自己可以用 http。现在是“{url}”。", url=url[:200])
    return address


def _unreadable(url: str) -> MingbaiError:
    return MingbaiError("网址“{url}”写得不对。请写成 https://… 。", url=url[:200])


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _taken(answer: httpx.Response, target: Path, etag: str | None, end: float, limits: Limits) -> Fetched | None:
    host, status = answer.url.host, answer.status_code
    if status == HTTPStatus.NOT_MODIFIED and etag:
        return None
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _PassingError("{host} 出了错({status})。请过一会儿再试。", host=host, status=status)
    if status != HTTPStatus.OK:
        raise MingbaiError("{host} 没有给我们内容包({status})。请核对网址。", host=host, status=status)
    size = 0
    with target.open("wb") as file:
        for piece in answer.iter_raw():
            size += len(piece)
            if size > limits.bundle:
                raise MingbaiError("{host} 上的文件太大,最多 {most} 字节。", host=host, most=limits.bundle)
            if time.monotonic() > end:
                raise MingbaiError("{seconds} 秒还没有下载完。请换个网络好的时候再试。", seconds=limits.whole)
            file.write(piece)
    name = answer.headers.get("etag", "")
    return Fetched(name if 0 < len(name) <= LONGEST_ETAG and name.isascii() else None)
