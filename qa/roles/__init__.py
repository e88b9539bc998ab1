"""Who of two people is the agent, told from the words where a transcript does not say it."""
