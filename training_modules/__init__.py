"""Learning: modules, quizzes, scenarios, writing, review and skills; knows nothing of calls."""
