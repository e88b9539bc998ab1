"""Where a person stands in a skill, computed from what was shown (docs/skills.md)."""

# What is shown to a customer tells most, what is known tells least.
WEIGHTS = {"call": 1.0, "scenario": 0.75, "writing": 0.75, "quiz": 0.5}
