"""An answer in the making, as lines of JSON (NDJSON)."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping

from domain import Answer
from domain.errors import BiollmError
from exports import answer_to_json


def lines_of(make: Callable[[Callable[[str], None]], Answer | Mapping[str, object]]) -> Iterator[str]:
    """Run ``make`` in a thread and hand on the stages it says, then its answer or its error, a line each.

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
        finally:
            said.put(None)

    threading.Thread(target=work, name="biollm-question", daemon=True).start()
    while (line := said.get()) is not None:
        yield json.dumps(line, ensure_ascii=False) + "\n"
