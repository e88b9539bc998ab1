"""What was said, masked before it comes here."""

from datetime import datetime

from sqlalchemy.orm import Session

from qa.model import Transcript
from qa.serialise import transcript_from_dict, transcript_to_dict
from storage.records import StoredTranscript
from storage.tables import TranscriptRow


class Transcripts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, call_id: int, transcript: Transcript, now: datetime, *, supplied: bool) -> None:
        row = TranscriptRow(
            call_id=call_id,
            body=transcript_to_dict(transcript),
            supplied=supplied,
            created_at=now,
        )
        self._session.merge(row)
        self._session.flush()

    def find(self, call_id: int) -> StoredTranscript | None:
        row = self._session.get(TranscriptRow, call_id)
        if row is None:
            return None
        return StoredTranscript(
            call_id=row.call_id,
            transcript=transcript_from_dict(row.body),
            created_at=row.created_at,
            supplied=row.supplied,
        )
