"""What was measured, so that it can be measured again: `python -m benchmarks`."""
