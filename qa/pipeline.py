"""From a transcript to an evaluation, step by step."""

from dataclasses import dataclass

from qa import ENGINE_VERSION
from qa.checks import Heard, judge
from qa.errors import FileRefused
from qa.findings import find
from qa.model import CriterionResult, Evaluation, Finding, Scorecard, Transcript
from qa.own_phrases import NONE, OwnPhrases
from qa.roles.doubt import other_readings, settled
from qa.scoring import score


@dataclass(frozen=True, slots=True)
class Engine:
    """Judges transcripts; the same transcript and scorecard always give the same evaluation."""

    version: str = ENGINE_VERSION

    def evaluate(
        self, transcript: Transcript, scorecard: Scorecard, own: OwnPhrases = NONE
    ) -> Evaluation:
        """Find what was said, judge each criterion by it, add up; FileRefused without any words.

        What hangs on lines whose speaker is in doubt is UNSURE.
        """
        if transcript.word_count == 0:
            raise FileRefused("transcript_empty")
        findings = find(transcript, own)
        results = _results(transcript, scorecard, findings)
        others = [_results(o, scorecard, find(o, own)) for o in other_readings(transcript)]
        results = settled(results, others)
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


def _results(
    transcript: Transcript, scorecard: Scorecard, findings: tuple[Finding, ...]
) -> tuple[CriterionResult, ...]:
    heard = Heard(transcript, findings)
    return tuple(judge(heard, criterion) for criterion in scorecard.criteria)
