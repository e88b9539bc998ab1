"""What the worker does with one call: durable steps, each done once whatever happens to workers."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from dbos import DBOS, StepOptions
from sqlalchemy.exc import OperationalError

from jobs import decoding, steps
from jobs.tools import Tools
from qa.errors import Param, QaError
from services import processing
from storage.queue import WORKFLOW_NAME

Given = ParamSpec("Given")
Result = TypeVar("Result")

log = logging.getLogger(__name__)


def register(tools: Tools) -> None:
    """Make the workflow known to DBOS; before its launch."""

    @DBOS.workflow(name=WORKFLOW_NAME)
    def process_call(call_id: int, attempt: int) -> None:
        process(tools, call_id, attempt)


def process(tools: Tools, call_id: int, attempt: int) -> None:
    """Make one call into an evaluation, or mark it failed; quiet where nobody waits for it."""
    try:
        _make_evaluation(tools, call_id, attempt)
    except QaError as error:
        _fail(tools, call_id, error.code, error.params)
    except Exception:  # the worker's one catch-all: the job fails, the worker lives
        log.exception("call %d could not be processed", call_id)
        _fail(tools, call_id, "internal_error", {})
    decoding.clear(tools, call_id, attempt)


def _make_evaluation(tools: Tools, call_id: int, attempt: int) -> None:
    job = processing.begin(tools.store, call_id)
    if job is None or job.call.attempt != attempt:
        return
    pieces = _step("decode", steps.decode, tools, job) if job.recording else 0
    if pieces is None:
        return
    texts: list[steps.Json] = []
    for number in range(0 if job.supplied else pieces):
        found = texts[0]["language"] if texts else None
        text = _step("transcribe", steps.transcribe, tools, job, number, found)
        if text is None:
            return
        texts.append(text)
    _step("judge", steps.judge, tools, job, texts)


def _fail(tools: Tools, call_id: int, code: str, params: dict[str, Param]) -> None:
    now = datetime.now(UTC)
    _step("fail", processing.mark_failed, tools.store, call_id, code, params, now)


def _step(
    name: str, step: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """Run once and remember; a database that is busy or away is asked again for a minute."""
    options: StepOptions = {
        "name": name,
        "retries_allowed": True,
        "max_attempts": 6,
        "interval_seconds": 1.0,
        "should_retry": lambda error: isinstance(error, OperationalError),
    }
    return DBOS.run_step(options, step, *args, **kwargs)
