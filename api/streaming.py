"""An answer in the making, as lines of JSON (NDJSON)."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Mapping

from domain import Answer
from domain.errors import INTERNAL_DEFECT, BiollmError
from exports import answer_to_json

logger = logging.getLogger(__name__)


def lines_of(make: Callable[[Callable[[str], None]], Answer | Mapping[str, object]]) -> Iterator[str]:
    """Run ``make`` in a thread and hand on the stages it says, then its answer or its error, a line each.

    Whatever happens, the last line is one of the two.

    ``make`` returns the answer, or what a last line holds where it holds more than that.

    A client that leaves does not stop the work: the answer is kept, and found again when asked for.
    """
    said: queue.Queue[dict[str, object] | None] = queue.Queue()

    def work() -> None:
        try:
            made = make(lambda stage: said.put({"stage": stage}))
            said.put({"answer": answer_to_json(made)} if isinstance(made, Answer) else dict(made))
        except BiollmError as error:
            said.put({"error": str(error)})
        except Exception:  # a stream never ends without a word: a defect of ours is logged whole and told
            logger.exception("an answer in the making failed")
            said.put({"error": INTERNAL_DEFECT})
        finally:
            said.put(None)

    threading.Thread(target=work, name="biollm-question", daemon=True).start()
    while (line := said.get()) is not None:
        yield json.dumps(line, ensure_ascii=False) + "\n"
