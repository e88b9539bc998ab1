"""Answers to questions, as a browser sends them."""

from training_modules.quiz.worked import right_answer as right_answer
from training_modules.quiz.worked import wrong_answer as wrong_answer
