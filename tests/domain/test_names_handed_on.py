"""What the package of words hands on is there, and costs nothing before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import domain


def test_every_name_of_the_list_is_there() -> None:
    names = dir(domain)
    assert "Answer" in names
    assert [name for name in names if not hasattr(domain, name)] == []


def test_importing_the_package_imports_none_of_its_modules() -> None:
    script = "import sys, domain; print([name for name in sys.modules if name.startswith('domain.')])"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
