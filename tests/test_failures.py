"""What the benchmark of failures says of a bot is what its people heard."""

from benchmarks.failures.lays import Lay, first_told, in_flight, lateness, lays, repeats
from benchmarks.lying import Signs
from benchmarks.weather import Fate, Weather

SIGNS = Signs("lie", "stay", "over")
HOLD = 8.0


def test_lays() -> None:
    """Each person's begins and ends, tags around them or not; whoever was told nothing, and no stranger."""
    heard = [(1, 0.0, "<b>stay</b>"), (2, 1.0, "stay"), (1, 8.0, "over"), (1, 9.0, "<b>over"), (4, 9.0, "over")]
    assert lays(heard, SIGNS, range(1, 4)) == [Lay((0.0,), (8.0, 9.0)), Lay((1.0,), ()), Lay((), ())]


def test_in_flight() -> None:
    """The first copy counts: a second before a kill, or just after it."""
    assert repeats([Lay((0.0,), (8.0, 12.0))]) == [8.0]
    assert [in_flight(at, [9.0]) for at in (7.9, 8.1, 9.4, 9.6)] == [False, True, True, False]


def test_lateness() -> None:
    """A hold counts from the last time its begin was told; one that was not told to be over is not late but lost."""
    assert lateness([Lay((0.0, 1.0), (10.0,)), Lay((0.0,), (8.5, 20.0)), Lay((0.0,), ())], HOLD) == [0.5, 1.0]


def test_first_told() -> None:
    """Only what was told after the start counts."""
    found = [Lay((0.0,), (9.0, 13.0)), Lay((3.0,), (12.0,))]
    assert [first_told(found, start) for start in (10.0, 12.5, 13.0)] == [2.0, 0.5, None]


def test_weather_is_seeded() -> None:
    """The same dice bring the same weather, about as much of it as is asked for."""
    one, other = (Weather(cut=0.02, trouble=0.02, seed=7) for _ in range(2))
    fates = [one.next(0.0) for _ in range(10_000)]
    assert fates == [other.next(0.0) for _ in range(10_000)]
    assert one.met == {fate: fates.count(fate) for fate in Fate}
    assert all(150 < one.met[fate] < 250 for fate in (Fate.CUT, Fate.TROUBLE))


def test_limit() -> None:
    """Two a second and no more, whichever second one looks at."""
    weather = Weather(limit=2)
    moments = (0.0, 0.5, 0.9, 1.0, 1.1, 1.5)
    assert [weather.next(at) for at in moments] == [None, None, Fate.FLOOD, None, Fate.FLOOD, None]
