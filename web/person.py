"""The name of the person at this browser, for pages."""

from __future__ import annotations

from fastapi import Request

from api.current_user import MAX_LENGTH, current_user, remember

__all__ = ["MAX_LENGTH", "person_of", "remember"]


def person_of(request: Request) -> str:
    """The name given in this browser, or nothing."""
    return current_user(request).name
