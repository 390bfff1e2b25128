"""A bound on work: what is linear takes a second or two, what is quadratic takes minutes, the bound lies between."""

import importlib.util
import signal
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20.0  # of CPU; a busy machine does not shorten it


class GrowsTooFastError(BaseException):
    """No `Exception`, so that nothing on its way keeps it."""


@pytest.fixture
def bounded():
    """End a test whose work grows faster than its input."""

    def late(*_):
        raise GrowsTooFastError(f"not done after {SECONDS:g} s of CPU; the work grows faster than the input")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def load(name):
    """Return a module of `fuzz/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "fuzz" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def targets():
    return load("targets")


@pytest.fixture(scope="session")
def loop(targets):
    return load("run")


@pytest.fixture(scope="session")
def patterns():
    return load("patterns")
