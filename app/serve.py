"""`mingbai serve`: the one room of the command that knows Streamlit."""

import os
import socket
from pathlib import Path

from engine.errors import MingbaiError

ROOT = Path(__file__).resolve().parent.parent
HIGHEST_PORT = 65_535
# What stands in Streamlit's empty page until its script has loaded.
BEFORE = (b'<html lang="en">', b"<title>Streamlit</title>")
AFTER = (b'<html lang="zh-Hans">', "<title>明白</title>".encode())  # no message


class OwnPage:
    """Middleware: the empty page that the browser loads first speaks of Mingbai, in Chinese, from the first byte."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        """Changes pages only; everything else passes through."""
        headers = dict(scope.get("headers") or [])
        if scope["type"] != "http" or b"text/html" not in headers.get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        # Plain, so that it can be read; whole, so that no older copy of it stays in a cache.
        left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in left_out]}
        start: dict = {}
        body = b""

        async def changed(message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = body
            for before, after in zip(BEFORE, AFTER, strict=True):
                page = page.replace(before, after)
            own = (b"content-length", b"etag", b"last-modified")
            kept = [(name, value) for name, value in start["headers"] if name.lower() not in own]
            kept.append((b"content-length", str(len(page)).encode()))
            await send({**start, "headers": kept})
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, changed)


def serve(port: int) -> int:
    """Serves the app on a port until it is stopped; MingbaiError for a port that cannot be had."""
    if not 1 <= port <= HIGHEST_PORT:
        raise MingbaiError("端口要在 {low} 到 {high} 之间。", low=1, high=HIGHEST_PORT)
    with socket.socket(socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            raise MingbaiError("端口 {port} 已经被占用,请用 --port 换一个。", port=port) from None
    os.chdir(ROOT)  # Streamlit reads .streamlit/config.toml from where it is started
    import streamlit as st
    from starlette.middleware import Middleware

    app = st.App(ROOT / "app" / "main.py", middleware=[Middleware(OwnPage)])
    app.run(config={"server.port": port})
    return 0
