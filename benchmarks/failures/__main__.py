"""Ours and its peers under failures: `python -m benchmarks.failures [kills|cuts|limit] [NAME...]`."""

import argparse

from benchmarks.failures import cuts, kills, limit

FAILURES = {"kills": kills.main, "cuts": cuts.main, "limit": limit.main}


def main() -> None:
    """Every kind, if none is named; every contender, if no word of a name is given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.failures", description=__doc__)
    parser.add_argument("kind", nargs="?", choices=FAILURES, help="what goes wrong")
    parser.add_argument("only", nargs="*", help="words of the names of those to run")
    told = parser.parse_args()
    for kind in [told.kind] if told.kind else FAILURES:
        FAILURES[kind](wanted=told.only)
        print()


if __name__ == "__main__":
    main()
