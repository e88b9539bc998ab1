"""Fairness: who speaks, how they are called and how politely changes no verdict.

Names, gender of address, words of one dialect for those of another and formulas of politeness are
swapped in calls; a verdict that differs afterwards has flipped.
"""
