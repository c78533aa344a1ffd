"""A machine that took in one edition and trusts its publisher."""

import shutil
from pathlib import Path

import pytest

from engine.net.pull import pull
from tests.engine.net.published import bundle, certificate, public, serving, whole

HAD = "2030.1"


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that holds HAD: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("taken")
    with pytest.MonkeyPatch.context() as patch, serving(whole(bundle(HAD), '"had"')) as (address, _):
        patch.setenv("MINGBAI_STATE", str(folder))
        assert pull(f"{address}/had", public()).now.version == HAD
    return folder


@pytest.fixture
def state(taken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of one test, holding HAD."""
    folder = tmp_path / "state"
    shutil.copytree(taken, folder)
    monkeypatch.setenv("MINGBAI_STATE", str(folder))
    return folder


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine."""
    return certificate(tmp_path_factory.mktemp("tls"))
