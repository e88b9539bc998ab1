"""Whether the database answers, told without its reasons: they may name hosts and passwords."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from storage.store import Store

log = logging.getLogger(__name__)


def beats_of_workers(store: Store) -> dict[str, int] | None:
    """How often each living worker has beaten; None where the database does not answer."""
    try:
        return _beats(store)
    except SQLAlchemyError as error:
        log.warning("the database does not answer: %s", type(error).__name__)
        return None


def _beats(store: Store) -> dict[str, int]:
    with store.reading() as work:
        return work.heartbeats.living()
