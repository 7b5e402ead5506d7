"""How long to wait: between requests, after a refusal, and when to give up."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import deque
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

from plainlabel.errors import UnreachableError

TRIES: Final = 6
FIRST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 60.0
LONGEST_ASKED_SECONDS: Final = 300.0
"""A server may ask for so much patience; one that asks for more is asked again another day."""

_DAY_SECONDS: Final = 86_400.0


class Clock(Protocol):
    """Time and chance, as a feed sees them."""

    def now(self) -> dt.datetime:
        """Returns the time, with its zone."""

    def seconds(self) -> float:
        """Returns seconds that only grow."""

    def sleep(self, seconds: float) -> None:
        """Returns when the time is over."""

    def chance(self) -> float:
        """Returns a number from 0 to 1."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> dt.datetime:
        """Returns the time, with its zone."""
        return dt.datetime.now(dt.UTC)

    def seconds(self) -> float:
        """Returns seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Returns when the time is over."""
        time.sleep(seconds)

    def chance(self) -> float:
        """Returns a number from 0 to 1."""
        return random.random()  # noqa: S311 - spreads requests, guards nothing


def pause(tries: int, retry_after: str | None, clock: Clock) -> float | None:
    """Returns the seconds to wait after a number of tries that failed; None where it is no use.

    What the server asks for is kept to. Without it the wait doubles each time up to a minute, half of it by chance, so that many
    clients do not come back at the same moment.
    """
    if tries >= TRIES:
        return None
    if (wanted := _retry_after(retry_after, clock)) is not None:
        return wanted if wanted <= LONGEST_ASKED_SECONDS else None
    longest = min(FIRST_SECONDS * 2.0 ** (tries - 1), LONGEST_SECONDS)
    return longest * (0.5 + 0.5 * clock.chance())


def _retry_after(text: str | None, clock: Clock) -> float | None:
    """Returns the seconds that a Retry-After header asks for: a number, or a date."""
    if not text:
        return None
    if text.strip().isdigit():
        return float(text.strip())
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - clock.now()).total_seconds())


class Pace:
    """Keeps to the number of requests a host allows in a minute and in a day."""

    def __init__(self, per_minute: int, per_day: int, clock: Clock, host: str) -> None:
        self._per_minute = per_minute
        self._per_day = per_day
        self._clock = clock
        self._host = host
        self._minute: deque[float] = deque()
        self._day: deque[float] = deque()

    def wait(self) -> None:
        """Returns when the next request may go out.

        Raises:
            UnreachableError: the requests of this day are used up.
        """
        self._forget(self._day, _DAY_SECONDS)
        if len(self._day) >= self._per_day:
            raise UnreachableError(
                f"The {self._per_day:,} requests that this host allows in a day are used",
                location=self._host,
                next_step="Try again tomorrow, or set PLAINLABEL_OPENFDA_KEY to a key of your own",
            )
        self._forget(self._minute, 60.0)
        if len(self._minute) >= self._per_minute:
            self._clock.sleep(max(0.0, 60.0 - (self._clock.seconds() - self._minute[0])))
            self._forget(self._minute, 60.0)
        now = self._clock.seconds()
        self._minute.append(now)
        self._day.append(now)

    def _forget(self, requests: deque[float], seconds: float) -> None:
        now = self._clock.seconds()
        while requests and now - requests[0] >= seconds:
            requests.popleft()
