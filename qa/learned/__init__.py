"""The learned layer: what a small additive model, trained on the bank, hears in the words."""
