"""The progress of a job as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from api.job_schemas import JobView
from domain import JobStatus
from domain.errors import INTERNAL_DEFECT, BiollmError

LOOK_EVERY = 0.3  # seconds
SAY_ALIVE_EVERY = 15.0  # seconds without change after which a comment keeps proxies from closing

logger = logging.getLogger(__name__)

_OVER = (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED)


class EventStreamResponse(StreamingResponse):
    """Server-sent events, each sent as soon as it is there."""

    media_type = "text/event-stream"


async def job_events(look: Callable[[], JobView]) -> AsyncIterator[str]:
    """An event whenever the job looks different, until it is over; the last one is « end » or « error ».

    Args:
        look: Gives the job as it is now; called in a thread.
    """
    seen: JobView | None = None
    silent = 0.0
    while True:
        try:
            job = await run_in_threadpool(look)
        except BiollmError as error:
            yield _error(str(error))
            return
        except Exception:  # a stream never ends without a word
            logger.exception("the progress of a job cannot be followed")
            yield _error(INTERNAL_DEFECT)
            return
        over = job.status in _OVER
        if job != seen:
            yield f"event: {'end' if over else 'progress'}\ndata: {job.model_dump_json()}\n\n"
            seen, silent = job, 0.0
        if over:
            return
        if silent >= SAY_ALIVE_EVERY:
            yield ": en cours\n\n"
            silent = 0.0
        await asyncio.sleep(LOOK_EVERY)
        silent += LOOK_EVERY


def _error(said: str) -> str:
    return f"event: error\ndata: {json.dumps({'error': said}, ensure_ascii=False)}\n\n"
