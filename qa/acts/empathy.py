"""Empathy: the agent acknowledges what the customer feels or what happened to them.

Confidence is the lexicon's: a phrase that names the feeling or takes ownership 0.9; a weaker one
(a bare wish or exclamation) 0.55 to 0.65, which a person decides. Negated, mocking or quoted
phrases are none at all.
"""

from collections.abc import Iterator

from qa.acts.context import found, negated, quoted, stands
from qa.acts.reading import Reading
from qa.model import Act, Finding


def find(reading: Reading) -> Iterator[Finding]:
    for line in reading.agent_lines:
        for hit in line.hits_of(Act.EMPATHY):
            if not stands(hit, line) or quoted(hit, line, reading.lexicon):
                continue
            if hit.rule.category == "negation_allowed" or not negated(hit, line, reading.lexicon):
                yield found(hit, line)
