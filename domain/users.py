"""Who acts: handed to every act that leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """The person who acts, by the name that signs their decisions; empty where nobody gave one."""

    name: str = ""

    def signing(self, name: str) -> CurrentUser:
        """The user under the name given with a request, where there is one."""
        return CurrentUser(name) if name else self
