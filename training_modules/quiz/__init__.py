"""Quizzes: what is drawn, what is shown without its key, what an answer is worth, and why."""

from training_modules.quiz.answers import LONGEST_TEXT, Answer, AnswerUnreadable, read_number
from training_modules.quiz.drawing import draw
from training_modules.quiz.explaining import Explained, Told, explained
from training_modules.quiz.grading import Graded, grade, score_of
from training_modules.quiz.showing import Choice, Shown, ShownLine, shown

__all__ = [
    "LONGEST_TEXT",
    "Answer",
    "AnswerUnreadable",
    "Choice",
    "Explained",
    "Graded",
    "Shown",
    "ShownLine",
    "Told",
    "draw",
    "explained",
    "grade",
    "read_number",
    "score_of",
    "shown",
]
