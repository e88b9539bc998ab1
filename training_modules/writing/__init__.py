"""Feedback on a written reply: spans with a rule, a reason and a better wording.

orthography: Arabic by closed lists; style: house style per channel; content: what a reply owes its
customer, by the same acts as calls; limits: what cannot be read at all; feedback: all together.
"""
