"""Every benchmark, one after the other: `python -m benchmarks [FOLDER]`; the folder's disk is what is measured."""

from collections.abc import Callable, Mapping

from benchmarks import contest, store

BENCHMARKS: Mapping[str, Callable[[], None]] = {
    "store": store.main,
    "contest": contest.main,
}


def main() -> None:
    """Run them all and print what each found; only ratios of the same minute say something."""
    for name, benchmark in BENCHMARKS.items():
        print(f"--- {name}")
        benchmark()


if __name__ == "__main__":
    main()
