"""The harness of the browser tests: one real server and one Chromium for all of them.

`page` is a desk (1280 x 900), `phone` a phone (360 x 740); both start on an empty page of a fresh visitor. `visit(page,
"/estimate")` opens an address and waits until the page stands still, `settled(page)` waits after a click, `shot(page,
"result")` keeps a picture in the folder that MINGBAI_SHOTS names, `accessible(page)` asks axe. At the end of a test no
page may have called another host or thrown an error in its script.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
START_SECONDS = 60
WAIT_MILLISECONDS = 20_000
# As root Chromium has no sandbox; the rest keeps it from calling home.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]

expect.set_options(timeout=WAIT_MILLISECONDS)


@contextlib.contextmanager
def _serving(root: Path, folder: Path) -> Iterator[str]:
    """The address of a `mingbai serve` on a free port; its log and its state are in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log.txt"
    address = f"http://127.0.0.1:{port}"
    command = [Path(sys.executable).parent / "mingbai", "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, "MINGBAI_STATE": str(folder / "state"), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_for_health(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def serving(root: Path) -> Callable[[Path], contextlib.AbstractContextManager[str]]:
    """`with serving(folder) as address`: a server for tests that change what it answers from."""
    return lambda folder: _serving(root, folder)


@pytest.fixture(scope="session")
def server(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the one server of all other tests."""
    with _serving(root, tmp_path_factory.mktemp("server")) as address:
        yield address


def _wait_for_health(address: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    with httpx.Client(trust_env=False, timeout=2) as client:
        while time.monotonic() < end:
            if process.poll() is not None:
                break
            with contextlib.suppress(httpx.TransportError):
                if client.get(f"{address}/_stcore/health").status_code == 200:
                    return
            time.sleep(0.1)
    state = "still running" if process.poll() is None else f"ended with {process.returncode}"
    pytest.fail(f"mingbai serve did not answer ({state}):\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((found for found in map(shutil.which, names) if found), None)
    assert program, "no Chromium here: make test says how to get it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@contextlib.contextmanager
def _visitor(browser: Browser, address: str, viewport: dict[str, int], **options: object) -> Iterator[Page]:
    """A fresh visitor's page; at the end no script error and no call to another host may have happened."""
    context: BrowserContext = browser.new_context(
        viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=address, **options
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    errors: list[str] = []
    strangers: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    own = (address, address.replace("http", "ws", 1), "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(own) else strangers.append(request.url))
    yield page
    context.close()
    assert not errors, f"the page's script threw {errors}"
    assert not strangers, f"the page called {strangers}"


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A visitor at a desk."""
    with _visitor(chromium, server, DESK) as page:
        yield page


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A visitor with a phone: 360 px wide, by touch."""
    with _visitor(chromium, server, PHONE, has_touch=True, is_mobile=True, device_scale_factor=2) as page:
        yield page


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    """settled(page): waits until Streamlit has run the page to its end and drawn it."""

    def wait(page: Page) -> None:
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        expect(page.locator('[data-stale="true"]')).to_have_count(0)

    return wait


@pytest.fixture(scope="session")
def visit(settled: Callable[[Page], None]) -> Callable[..., None]:
    """visit(page, "/estimate"): opens an address of the app and waits until it stands still."""

    def go(page: Page, path: str = "/") -> None:
        page.goto(path)
        settled(page)

    return go


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: the folder MINGBAI_SHOTS, else a temporary one."""
    named = os.environ.get("MINGBAI_SHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def shot(shots: Path) -> Callable[..., Path]:
    """shot(page, "result"): keeps result-1280.png, the whole page with the width in its name."""

    def keep(page: Page, name: str) -> Path:
        width, height = (page.viewport_size or DESK)["width"], (page.viewport_size or DESK)["height"]
        # Streamlit scrolls inside the window: the whole page shows only in a window as tall as its content.
        tall = page.evaluate("""() => Math.max(...[document.documentElement,
            ...document.querySelectorAll('[data-testid="stMain"]')].map(part => part.scrollHeight))""")
        page.set_viewport_size({"width": width, "height": max(height, min(tall, 12_000))})
        path = shots / f"{name}-{width}.png"
        page.screenshot(path=path, animations="disabled")
        page.set_viewport_size({"width": width, "height": height})
        return path

    return keep


@pytest.fixture(scope="session")
def accessible() -> Callable[..., None]:
    """accessible(page): fails with what axe finds to be in a person's way (serious and critical)."""
    axe = Axe()

    def look(page: Page, *, except_rules: tuple[str, ...] = ()) -> None:
        found = axe.run(page).response["violations"]
        grave = [
            f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html'][:200]}"
            for fault in found
            if fault["impact"] in ("serious", "critical") and fault["id"] not in except_rules
        ]
        assert not grave, "\n".join(grave)

    return look


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that fails leaves a picture of what its visitor saw, where MINGBAI_SHOTS says."""
    report = yield
    folder = os.environ.get("MINGBAI_SHOTS")
    if report.when == "call" and report.failed and folder:
        for name in {"page", "phone"} & set(item.funcargs):
            # The page may be what failed: then there is nothing to see.
            with contextlib.suppress(PlaywrightError):
                item.funcargs[name].screenshot(path=Path(folder) / f"failed-{item.name}-{name}.png")
    return report
