"""When a worker is taken for dead."""

from jobs.watch import Watch


def seen(watch: Watch, *looks: tuple[float, int]) -> list[bool]:
    """Whether worker "a" is taken for dead at each look of (steady clock, count of beats)."""
    return ["a" in watch.silent({"a": beats}, at) for at, beats in looks]


def test_a_worker_whose_count_stands_still_is_silent() -> None:
    watch = Watch(dead_after_s=6)
    assert seen(watch, (0, 5), (2, 5), (4, 5), (6, 5), (8, 5)) == [False] * 4 + [True]


def test_a_worker_that_beats_is_never_silent() -> None:
    watch = Watch(dead_after_s=6)
    assert not any(seen(watch, *((2.0 * look, look) for look in range(20))))


def test_a_worker_seen_for_the_first_time_gets_its_time() -> None:
    watch = Watch(dead_after_s=6)
    seen(watch, (0, 0), (2, 1))
    assert watch.silent({"a": 1, "b": 0}, 4) == {}


def test_after_a_pause_of_our_own_everybody_is_given_time_again() -> None:
    watch = Watch(dead_after_s=6)
    assert seen(watch, (0, 5), (2, 5), (60, 5), (62, 5)) == [False] * 4
