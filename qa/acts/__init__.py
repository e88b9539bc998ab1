"""How each dialogue act is heard: one file per act, and what they share."""
