"""The one way into the database: `transaction()` to change something, `reading()` to look."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.accounts import Accounts
from storage.assignments import Assignments
from storage.attempts import Attempts
from storage.audit import Audit
from storage.calls import Calls
from storage.cards import Cards
from storage.certificates import Certificates
from storage.database import READING, database_address, open_engine
from storage.evaluations import Evaluations
from storage.evidence import Evidence
from storage.heartbeats import Heartbeats
from storage.lesson_reads import LessonReads
from storage.modules import Modules
from storage.own_phrases import OwnPhrasesRepository
from storage.past_evaluations import PastEvaluations
from storage.pieces import Pieces
from storage.progress import Progress
from storage.queue import CallQueue
from storage.recordings import Recordings
from storage.reviews import Reviews
from storage.scenarios import Scenarios
from storage.sessions import Sessions
from storage.teams import Teams
from storage.throttle import Throttle
from storage.transcripts import Transcripts


class Work:
    """What one transaction can reach; it is committed or undone as a whole."""

    def __init__(self, session: Session, database_url: str) -> None:
        self.accounts = Accounts(session)
        self.teams = Teams(session)
        self.sessions = Sessions(session)
        self.calls = Calls(session)
        self.recordings = Recordings(session)
        self.transcripts = Transcripts(session)
        self.evaluations = Evaluations(session)
        self.past_evaluations = PastEvaluations(session)
        self.cards = Cards(session)
        self.modules = Modules(session)
        self.attempts = Attempts(session)
        self.scenarios = Scenarios(session)
        self.evidence = Evidence(session)
        self.assignments = Assignments(session)
        self.pieces = Pieces(session)
        self.own_phrases = OwnPhrasesRepository(session)
        self.audit = Audit(session)
        self.lesson_reads = LessonReads(session)
        self.reviews = Reviews(session)
        self.progress = Progress(session)
        self.certificates = Certificates(session)
        self.heartbeats = Heartbeats(session)
        self.throttle = Throttle(session)
        self.queue = CallQueue(session, database_url)


class Store:
    """A database by its URL; open one per process."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_address(database_url).render_as_string(hide_password=False)
        self._engine = open_engine(database_url)
        self._reading_engine = _for_reading(self._engine)

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """All or nothing; on SQLite the only writer while it lasts."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield Work(session, self.database_url)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One steady view of the database, in which nothing can be changed."""
        with Session(self._reading_engine, autoflush=False) as session, session.begin():
            yield Work(session, self.database_url)

    @contextmanager
    def at_once(self) -> Iterator["Store"]:
        """A store whose transactions are all parts of one: they are kept together or not at all."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield _Joined(self, session)

    def close(self) -> None:
        self._engine.dispose()


class _Joined(Store):
    """The store inside `at_once`; each part sees what the parts before it have written."""

    def __init__(self, store: Store, session: Session) -> None:
        self.database_url = store.database_url
        self._session = session

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        yield Work(self._session, self.database_url)
        self._session.flush()
        self._session.expire_all()

    reading = transaction


def _for_reading(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**READING)
    return engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
