"""How well the engine hears: own dialogues, scoring, intervals, and the page that says it."""
