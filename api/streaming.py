"""An answer in the making, as lines of JSON (NDJSON)."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api.answer_schemas import AnswerView
from domain.errors import INTERNAL_DEFECT, BiollmError
from domain.listening import Listener

logger = logging.getLogger(__name__)


class NdjsonResponse(StreamingResponse):
    """Lines of JSON, each sent as soon as it is there."""

    media_type = "application/x-ndjson"


class StageLine(BaseModel):
    """What is being done."""

    stage: str


class WordingLine(BaseModel):
    """What the model has worded so far; nothing of it is checked."""

    draft: str


class AnswerLine(BaseModel):
    """The last line where all went well."""

    answer: AnswerView


class ErrorLine(BaseModel):
    """The last line where it did not: what happened, in French."""

    error: str


def lines_of(make: Callable[[Listener], BaseModel]) -> Iterator[str]:
    """Run ``make`` in a thread and hand on its stages and drafts, then its last line or its error, a line each.

    Whatever happens, the last line is one of the two. A client that leaves does not stop the work: the answer is
    kept, and found again when asked for.

    Args:
        make: Is given who listens, and returns the last line.
    """
    said: queue.Queue[BaseModel | None] = queue.Queue()

    def work() -> None:
        try:
            said.put(
                make(
                    Listener(
                        stage=lambda text: said.put(StageLine(stage=text)),
                        draft=lambda text: said.put(WordingLine(draft=text)),
                    )
                )
            )
        except BiollmError as error:
            said.put(ErrorLine(error=str(error)))
        except Exception:  # a stream never ends without a word: a defect of ours is logged whole and told
            logger.exception("an answer in the making failed")
            said.put(ErrorLine(error=INTERNAL_DEFECT))
        finally:
            said.put(None)

    threading.Thread(target=work, name="biollm-question", daemon=True).start()
    while (line := said.get()) is not None:
        yield line.model_dump_json() + "\n"
