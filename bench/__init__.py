"""Measurements: `make bench` writes bench/results.json; medians, ratios within one run."""
