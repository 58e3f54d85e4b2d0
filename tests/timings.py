"""Where the processor time of the tests goes: ``python -m pytest -p tests.timings`` (``make timings``).

Seconds of processor (user and system) of this process and of those that it started, so that the figures hold on a
busy machine. Set-up of shared fixtures counts with the first test that asks for them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

MOST = 60  # tests shown, the longest first
KEY = "processor_seconds"
SPENT = pytest.StashKey[float]()  # at the end of the last test: looking at all processes takes milliseconds


def processor_seconds() -> float:
    """What this process and its descendants have taken so far."""
    own = os.times()
    total = own.user + own.system + own.children_user + own.children_system
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue  # it has just ended: it is counted with the children above
        total += times.user + times.system
    return total


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if SPENT not in item.session.stash:
        item.session.stash[SPENT] = processor_seconds()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: Any = yield
    if report.when == "teardown":
        now = processor_seconds()
        report.user_properties.append((KEY, now - item.session.stash[SPENT]))
        item.session.stash[SPENT] = now
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show seconds by folder, then the tests that take most."""
    tests: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == KEY:
                    tests[report.nodeid.split("@")[0]] += value
    folders: Counter[str] = Counter()
    for name, seconds in tests.items():
        folders[str(Path(name.split("::")[0]).parent)] += seconds
    terminalreporter.section("processor seconds")
    for folder, seconds in folders.most_common():
        terminalreporter.write_line(f"{seconds:8.1f}  {folder}")
    terminalreporter.write_line(f"{sum(folders.values()):8.1f}  in all")
    for name, seconds in tests.most_common(MOST):
        terminalreporter.write_line(f"{seconds:8.1f}  {name}")
