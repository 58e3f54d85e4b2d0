"""What the objects of a file may have, and are asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MayHave:
    """Whether objects may be in layers, and have soft masks or ways of blending."""

    layers: bool = True
    blending: bool = True


ANYTHING = MayHave()
