"""The worker judges several calls at once, in threads."""

from concurrent.futures import ThreadPoolExecutor

from qa.model import Evaluation, Language, Segment, Speaker, Transcript
from qa.pipeline import Engine
from qa.scorecard import load_scorecard


def transcript(number: int) -> Transcript:
    """Each with words of its own, which spaCy meets here for the first time."""
    said = (
        (Speaker.AGENT, f"Good morning, thank you for calling Nile Bank, my name is Sara{number}."),
        (Speaker.CUSTOMER, f"My parcel{number} of the case{number} was stolen{number}."),
        (Speaker.AGENT, f"I am sorry to hear that. I will look into case{number} right away."),
    )
    segments = tuple(Segment(i, speaker, text) for i, (speaker, text) in enumerate(said))
    return Transcript(segments, Language.EN)


def evaluate(number: int) -> Evaluation:
    return Engine().evaluate(transcript(number), load_scorecard())


def test_calls_judged_at_once_are_judged_as_one_by_one() -> None:
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(evaluate, range(400)))
    assert at_once == [evaluate(number) for number in range(400)]
