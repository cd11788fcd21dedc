"""Thousands of requests to the running app in random order, many of them cancelled; nothing may grow or be left.

`python -m tests.soak --requests 2000 --seed 1` prints JSON lines: a sample every 25 requests, then one summary.
"""
