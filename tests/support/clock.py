"""A clock that tests set."""


class Clock:
    """Stands in for the module `time`, and for `time.monotonic`."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time

    monotonic = __call__
