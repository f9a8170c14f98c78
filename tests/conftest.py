"""What holds for every test: no network, one profile for hypothesis, and no skip that hides in CI."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import sys
from collections.abc import Iterator

import hypothesis
import pytest

# A function-scoped fixture that is only read (a frozen clock, a catalogue) may serve many examples.
_QUIET = [hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow]

hypothesis.settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=_QUIET)
hypothesis.settings.register_profile(
    "ci", max_examples=300, deadline=None, print_blob=True, suppress_health_check=_QUIET
)
hypothesis.settings.register_profile(
    "soak", max_examples=1_000_000, deadline=None, print_blob=True, suppress_health_check=_QUIET
)
# Thousands of runs, each of which has to come out the same: few examples, no shrinking.
hypothesis.settings.register_profile(
    "mutants",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    suppress_health_check=_QUIET,
)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def _refuse_the_network(event: str, args: tuple) -> None:
    """Tests talk to this machine only: a real Google reached by mistake must fail, not answer."""
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            message = f"a test tried to reach {address[0]}: tests use no network"
            raise RuntimeError(message)
    elif event == "socket.getaddrinfo" and not _is_here(args[0]):
        message = f"a test looked up {args[0]}: tests use no network"
        raise RuntimeError(message)


def _is_here(host: str | bytes | None) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def pytest_configure(config: pytest.Config) -> None:
    """An audit hook cannot be taken off again, so it is put on once per process."""
    if not getattr(sys, "_network_refused", False):
        sys._network_refused = True  # type: ignore[attr-defined]
        sys.addaudithook(_refuse_the_network)


_SECONDS = {"stateful": 3600, "cloud": 600}


@pytest.hookimpl(trylast=True)  # after the shuffle
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Histories are counted, not timed: three hundred of them are one test that takes minutes.

    They come first, or at the end of the run one core would still be at them while the other waits. A
    use case on Google's emulator takes twenty times as long as on one machine.
    """
    for item in items:
        seconds = next((_SECONDS[part] for part in item.path.parts if part in _SECONDS), None)
        if seconds and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(seconds))
    items.sort(key=_is_long, reverse=True)


def _is_long(item: pytest.Item) -> bool:
    return "stateful" in item.path.parts


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI everything that a test needs is installed, so a skip is a hole and fails the run."""
    if not os.environ.get("CI") or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} skipped: in CI a skipped test is a failed one", red=True)


@pytest.fixture(scope="session", autouse=True)
def _every_query_has_its_index() -> Iterator[None]:
    """SQLite answers any query; Firestore only those that `firestore.indexes.json` prepares it for."""
    if importlib.util.find_spec("services") is None:
        yield  # this file is itself under test, away from the service
        return
    from services.backends.local import store
    from tests.firestore_indexes import held_against_the_file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "checked_query", held_against_the_file(store.checked_query))
        yield
