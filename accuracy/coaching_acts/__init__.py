"""How well the acts that coaching wants are heard: two passes of labels, agreement, F1."""
