"""From a transcript to an evaluation, step by step."""

from dataclasses import dataclass

from qa import ENGINE_VERSION
from qa.checks import Heard, judge
from qa.errors import FileRefused
from qa.findings import find
from qa.model import Evaluation, Scorecard, Transcript
from qa.own_phrases import NONE, OwnPhrases
from qa.scoring import score


@dataclass(frozen=True, slots=True)
class Engine:
    """Judges transcripts; the same transcript and scorecard always give the same evaluation."""

    version: str = ENGINE_VERSION

    def evaluate(
        self, transcript: Transcript, scorecard: Scorecard, own: OwnPhrases = NONE
    ) -> Evaluation:
        """Find what was said, judge each criterion by it, add up; FileRefused without any words."""
        if transcript.word_count == 0:
            raise FileRefused("transcript_empty")
        findings = find(transcript, own)
        heard = Heard(transcript, findings)
        results = tuple(judge(heard, criterion) for criterion in scorecard.criteria)
        return Evaluation(
            scorecard=scorecard,
            engine_version=self.version,
            language=transcript.language,
            results=results,
            score=score(results),
            findings=findings,
            phrases_version=own.version,
        )

    def warm_up(self) -> None:
        """Load spaCy and both lexicons, so that the first call waits for nothing."""
        from qa.lexicon import load_lexicon
        from qa.model import Language

        for language in Language:
            load_lexicon(language)
