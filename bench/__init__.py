"""Benchmarks: ratios within one run, because machines differ and are shared. No test is a benchmark."""
