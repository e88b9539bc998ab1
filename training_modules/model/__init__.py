"""What a module is made of; every text stands in both languages, side by side.

Ids are dotted and start with the module's ("empathy.q07"). `criteria` are the scorecard's ids that
an item serves; `source` names the article idea it came from.
"""

from training_modules.model.lessons import Dialogue, Instead, Lesson, Line
from training_modules.model.module import Module, PathStep, QuizRules
from training_modules.model.questions import (
    Asked,
    Matching,
    Multiple,
    Numeric,
    NumericSlip,
    Option,
    Ordering,
    Pair,
    Question,
    ShortText,
    Single,
    Spot,
    SpotLine,
    Step,
    TextSlip,
    TrueFalse,
)
from training_modules.model.scenarios import Edge, Ending, Node, Scenario, When
from training_modules.model.texts import (
    Channel,
    Dialect,
    LanguageCode,
    Level,
    Phrases,
    ReplyAct,
    Rule,
    Skill,
    Text,
    Who,
)
from training_modules.model.writing import CustomerQuestion, Drill, Task

__all__ = [
    "Asked",
    "Channel",
    "CustomerQuestion",
    "Dialect",
    "Dialogue",
    "Drill",
    "Edge",
    "Ending",
    "Instead",
    "LanguageCode",
    "Lesson",
    "Level",
    "Line",
    "Matching",
    "Module",
    "Multiple",
    "Node",
    "Numeric",
    "NumericSlip",
    "Option",
    "Ordering",
    "Pair",
    "PathStep",
    "Phrases",
    "Question",
    "QuizRules",
    "ReplyAct",
    "Rule",
    "Scenario",
    "ShortText",
    "Single",
    "Skill",
    "Spot",
    "SpotLine",
    "Step",
    "Task",
    "Text",
    "TextSlip",
    "TrueFalse",
    "When",
    "Who",
]
