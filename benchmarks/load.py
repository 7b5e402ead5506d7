"""How many requests a second the site answers: 50 % medicine pages, 20 % answers, 20 % search, 10 % lists, over real sockets.

    python -m benchmarks.load [--edition PATH] [--other PATH] [--seconds 30] [--connections 16] [--workers 2]

Server and client share the machine. With `--other` the served edition changes five times while the load runs. Traffic goes to
127.0.0.1 only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from plainlabel.answers.lists import Lists
from plainlabel.library import Library

HOST = "127.0.0.1"
SWAPS = 5
QUESTIONS = (
    "Is {} an immunosuppressant?",
    "What is {} used for?",
    "How should I store {}?",
    "Can I drink alcohol with {}?",
    "Does {} cause weight gain?",
    "I missed a dose of {}",
    "Can I take {} when pregnant?",
    "How does {} work?",
)
LISTS = ("/medicines", "/medicines/d", "/conditions", "/classes", "/side-effects", "/boxed-warnings", "/new")
_BROKEN = b"broken"
_LAST_ANSWER_S = 15
_ANONYMOUS = re.compile(r"RssAnon:\s+(\d+)")
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


class Run(NamedTuple):
    """What one run gave: milliseconds of each request, answers that were no 200, and memory of the server over time."""

    milliseconds: list[float]
    failed: list[str]
    memory_mb: list[float]
    seconds: float
    server_cpu_s: float
    client_cpu_s: float


def addresses(edition: Path | None, count: int, seed: int = 20261123) -> list[str]:
    """Returns `count` addresses in the mix of the budget, over all medicines of the edition."""
    with Library.open(edition) as library:
        lists = Lists(library.edition)
        keys, names = [each.key for each in lists.medicines], [each.name for each in lists.medicines]
        some = [f"/condition/{each.key}" for each in lists.conditions] + [
            f"/class/{each.kind}/{each.key}" for each in lists.classes
        ]
    dice = random.Random(seed)  # noqa: S311 - a draw to repeat, not a secret

    def one() -> str:
        drawn = dice.random()
        if drawn < 0.5:
            return f"/medicine/{dice.choice(keys)}"
        if drawn < 0.7:
            return f"/ask?q={quote(dice.choice(QUESTIONS).format(dice.choice(names)))}"
        if drawn < 0.9:
            name = dice.choice(names)
            return f"/search?q={quote(name[: dice.randint(3, len(name))] if len(name) > 3 else name)}"
        return dice.choice((*LISTS, *dice.sample(some, 20)))

    return [one() for _ in range(count)]


@contextlib.contextmanager
def served(edition: Path | None, workers: int) -> Iterator[tuple[int, int]]:
    """Yields (port, process id) of a server on loopback; it is stopped at the end."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "plainlabel", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen([*command, *(["--edition", str(edition)] if edition else [])], stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def load(port: int, pid: int, wanted: Sequence[str], seconds: float, connections: int) -> Run:
    """Returns what a load of `connections` clients that ask one address after the other gave.

    One thread waits for all of them with bare sockets: it shares the processors with the server, so it must cost little.
    """
    requests = [_request(address) for address in wanted]
    run = Run([], [], [_memory(pid)], seconds, 0.0, 0.0)
    started, cpu, own = time.perf_counter(), _cpu(pid), time.process_time()
    end, watched = started + seconds, started
    with selectors.DefaultSelector() as ready:
        for number in range(connections):
            client = _Client(port, number)
            ready.register(client.socket, selectors.EVENT_READ, client)
            client.ask(requests[number % len(requests)])
        while ready.get_map() and (now := time.perf_counter()) < end + _LAST_ANSWER_S:
            for key, _ in ready.select(0.5):
                client = key.data
                if not client.read():
                    continue
                run.milliseconds.append(client.milliseconds)
                if client.status != b"200":
                    run.failed.append(f"{client.status.decode()} {wanted[client.place % len(wanted)]}")
                client.place += connections
                if time.perf_counter() < end and client.status != _BROKEN:
                    client.ask(requests[client.place % len(requests)])
                else:
                    ready.unregister(client.socket)
                    client.socket.close()
            if now - watched > min(5.0, seconds / 4):
                run.memory_mb.append(_memory(pid))
                watched = now
        for key in list(ready.get_map().values()):
            run.failed.append(f"no answer {wanted[key.data.place % len(wanted)]}")
            key.data.socket.close()
    return run._replace(seconds=time.perf_counter() - started, server_cpu_s=_cpu(pid) - cpu, client_cpu_s=time.process_time() - own)


def _request(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n".encode()


class _Client:
    """One connection: it asks, reads the answer to its end and tells how long that took."""

    def __init__(self, port: int, place: int) -> None:
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.place = place
        self.status = b""
        self.milliseconds = 0.0
        self._asked = 0.0
        self._head = b""
        self._missing = 0

    def ask(self, request: bytes) -> None:
        """Returns nothing; sends a request."""
        self._asked, self._head, self._missing = time.perf_counter(), b"", 0
        self.socket.sendall(request)

    def read(self) -> bool:
        """Returns whether the answer is whole; an answer that breaks off has the status `_BROKEN`."""
        try:
            data = self.socket.recv(1 << 18)
        except OSError:
            data = b""
        if not data:
            self.status = _BROKEN
        elif self._missing:
            self._missing -= len(data)
        else:
            self._begin(data)
        if self.status == _BROKEN or (self._missing <= 0 and not self._head):
            self.milliseconds = 1000 * (time.perf_counter() - self._asked)
            return True
        return False

    def _begin(self, data: bytes) -> None:
        head, found, body = (self._head + data).partition(b"\r\n\r\n")
        if not found:
            self._head = head
            return
        length = _LENGTH.search(head + b"\r\n")
        self._head = b""
        self.status = head[9:12] if length else _BROKEN
        self._missing = int(length[1]) - len(body) if length else 0


def _family(pid: int) -> list[int]:
    """Returns a process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _memory(pid: int) -> float:
    """Returns the memory of a server's processes in MB, without the pages of files that the system may drop at any time."""
    told = [Path(f"/proc/{one}/status").read_text(encoding="ascii") for one in _family(pid)]
    return sum(int(found[1]) for each in told if (found := _ANONYMOUS.search(each))) / 1024


def _cpu(pid: int) -> float:
    """Returns the CPU seconds a server has used."""
    stats = [Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for one in _family(pid)]
    return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")


def figures(run: Run) -> dict[str, float]:
    """Returns requests a second, milliseconds (median, p99, worst), failures, memory and CPU of a run."""
    times = sorted(run.milliseconds)
    return {
        "requests": len(times),
        "requests_per_s": round(len(times) / run.seconds, 1),
        "median_ms": round(statistics.median(times), 2),
        "p99_ms": round(times[int(0.99 * (len(times) - 1))], 2),
        "worst_ms": round(times[-1], 1),
        "failed": len(run.failed),
        "server_cpu_ms_a_request": round(1000 * run.server_cpu_s / len(times), 3),
        "client_cpu_ms_a_request": round(1000 * run.client_cpu_s / len(times), 3),
        "memory_first_mb": round(run.memory_mb[0], 1),
        "memory_middle_mb": round(run.memory_mb[len(run.memory_mb) // 2], 1),
        "memory_last_mb": round(run.memory_mb[-1], 1),
    }


def point(link: Path, edition: Path) -> None:
    """Returns nothing; lets `link` lead to another edition in one step, as publishing does."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(edition.resolve())
    fresh.replace(link)


def _swapped(link: Path, editions: Sequence[Path], seconds: float) -> None:
    for place in range(SWAPS):
        time.sleep(seconds / (SWAPS + 1))
        point(link, editions[(place + 1) % len(editions)])


def main() -> None:
    """Prints the figures of one run as JSON: first a warm-up over all addresses, then the load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edition", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--warm-up", type=float, default=20)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    wanted = addresses(asked.edition, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        edition = asked.edition
        if asked.other:
            edition = Path(folder, "current")
            point(edition, asked.edition)
        with served(edition, asked.workers) as (port, pid):
            warm = load(port, pid, wanted, asked.warm_up, asked.connections)
            if asked.other:
                pair = (asked.edition, asked.other)
                threading.Thread(target=_swapped, args=(edition, pair, asked.seconds), daemon=True).start()
            run = load(port, pid, wanted, asked.seconds, asked.connections)
    told = {"warm_up": figures(warm), "load": figures(run), "failures": (warm.failed + run.failed)[:5]}
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
