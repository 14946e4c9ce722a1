"""How quick the bot is, as ratios to baselines measured in the same run: `python -m benchmarks`."""
