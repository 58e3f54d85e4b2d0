"""What the model proposed before the checks in code: the share that stood is the model's own figure.

After the checks every quote is a copy of the page, so 100 % is the tool's merit and says nothing of the
model. The checks leave a warning for each thing they drop; these are counted here. Their wording belongs
to ``answering.reply_checks``: a test makes them there and counts them here, so that neither can change alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain import Answer, WarningCode

_DROPPED_VALUES = frozenset({WarningCode.VALUE_DROPPED, WarningCode.VALUE_UNEXPECTED})


@dataclass(frozen=True, slots=True)
class BeforeChecks:
    """Counts of one answer: what stood, and what the checks dropped.

    ``sentences`` are the quotes kept, ``sentences_dropped`` the sentence numbers that do not exist;
    ``values`` are the values kept, ``values_dropped`` those that are not in the sentence named for them.
    """

    sentences: int = 0
    sentences_dropped: int = 0
    values: int = 0
    values_dropped: int = 0


def before_checks(answer: Answer) -> BeforeChecks:
    """Count what the checks kept and dropped of an answer."""
    dropped = [one.params["numbers"] for one in answer.warnings if one.code is WarningCode.UNKNOWN_SENTENCES]
    return BeforeChecks(
        sentences=len(answer.citations),
        sentences_dropped=sum(len(numbers) for numbers in dropped),
        values=len(answer.values),
        values_dropped=sum(one.code in _DROPPED_VALUES for one in answer.warnings),
    )
