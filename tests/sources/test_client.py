"""The client: what it asks, what it refuses, and how long it waits."""

import datetime as dt

import httpx2
import pytest

from plainlabel.errors import NoMatchError, UnreachableError, UntrustedSourceError, UsageError
from plainlabel.sources import addresses
from plainlabel.sources.client import Client
from plainlabel.sources.patience import TRIES, Pace, pause

URL = "https://api.fda.gov/drug/label.json"
PATH = "/api.fda.gov/drug/label.json"


def test_an_answer_comes_from_the_mirror(feed, client):
    feed.put(PATH, b"{}")
    answer = client.get(URL)
    assert (answer.status, answer.body, answer.url) == (200, b"{}", URL)
    assert feed.paths() == [PATH]


@pytest.mark.parametrize(
    "url",
    [
        "http://api.fda.gov/x",
        "ftp://api.fda.gov/x",
        "https://",
        "file:///etc/hosts",
        "//api.fda.gov/x",
        "https://a@api.fda.gov/",
        "http://[::1",
    ],
)
def test_only_https_is_asked(url):
    with Client() as client, pytest.raises(UntrustedSourceError):
        client.get(url)


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "http://localhost:1/", "http://[::1]:1", "https://mirror.example/fda/"])
def test_a_mirror_is_https_or_on_this_machine(base):
    assert addresses.asked(URL, addresses.mirror_address(base)) == f"{base.rstrip('/')}/api.fda.gov/drug/label.json"


@pytest.mark.parametrize("base", ["http://mirror.example", "http://10.0.0.1", "http://127.0.0.1.evil.example", "gopher://x"])
def test_no_other_mirror_is_taken(base):
    with pytest.raises(UsageError):
        Client(mirror=base)


def test_a_redirect_on_the_same_host_is_followed(feed, client):
    feed.put(PATH, b"here")
    feed.answers["/www.fda.gov/media/89850/download"] = lambda handler, _: handler.reply(302, b"", {"Location": PATH})
    assert client.get(addresses.DRUGSFDA).body == b"here"


@pytest.mark.parametrize("to", ["https://evil.example/x", "http://127.0.0.1:1/x", "//evil.example/x", "file:///etc/hosts"])
def test_a_redirect_to_another_host_is_refused(feed, client, to):
    feed.answers[PATH] = lambda handler, _: handler.reply(301, b"", {"Location": to})
    with pytest.raises(UntrustedSourceError, match="another one"):
        client.get(URL)


def test_redirects_without_an_end_are_refused(feed, client):
    feed.answers[PATH] = lambda handler, _: handler.reply(302, b"", {"Location": PATH})
    with pytest.raises(UntrustedSourceError, match="without an end"):
        client.get(URL)


def test_a_large_answer_is_refused(feed, client):
    feed.put(PATH, b"x" * 5000)
    with pytest.raises(UntrustedSourceError, match="larger than the 1,000 bytes"):
        client.get(URL, max_bytes=1000)


def test_no_match_is_told(feed, client):
    with pytest.raises(NoMatchError):
        client.get(URL)
    assert len(feed.requests) == 1


def test_a_refusal_is_not_asked_again(feed, client):
    feed.fail("label", 403)
    with pytest.raises(UnreachableError, match="403"):
        client.get(URL)
    assert len(feed.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept_to(feed, client, clock, status):
    feed.put(PATH, b"{}")
    feed.fail("label", status, Retry_After="7")
    feed.fail("label", status, Retry_After="Mon, 23 Nov 2026 12:00:30 GMT")
    assert client.get(URL).status == 200
    assert clock.slept == [7.0, 23.0]


def test_too_long_a_wait_is_told_and_not_waited(feed, client, clock):
    feed.fail("label", 429, Retry_After="86400")
    with pytest.raises(UnreachableError, match="86400"):
        client.get(URL)
    assert clock.slept == []


def test_pauses_grow_and_end(feed, client, clock):
    for _ in range(TRIES):
        feed.fail("label", 500)
    with pytest.raises(UnreachableError, match="after 6 tries"):
        client.get(URL)
    assert clock.slept == [1, 2, 4, 8, 16]


def test_a_pause_has_chance_in_it_and_a_cap(clock):
    clock.chance = lambda: 0.0
    assert pause(1, None, clock) == 0.5
    assert pause(2, "nonsense", clock) == 1.0
    assert pause(TRIES, None, clock) is None
    assert pause(1, "Mon, 23 Nov 2026 11:00:00", clock) == 0.0


def test_a_line_that_breaks_is_tried_again(feed, client):
    feed.put(PATH, b"x" * 1000)
    feed.cuts = [10]
    assert len(client.get(URL).body) == 1000


def test_a_host_that_is_not_there():
    class Clock:
        slept = 0

        def seconds(self):
            return 0.0

        def sleep(self, _):
            Clock.slept += 1

        def chance(self):
            return 0.0

        def now(self):
            return dt.datetime.now(dt.UTC)

    def gone(request):
        raise httpx2.ConnectError("refused", request=request)

    with (
        Client(clock=Clock(), transport=httpx2.MockTransport(gone)) as client,
        pytest.raises(UnreachableError, match="ConnectError refused"),
    ):
        client.get(URL)
    assert Clock.slept == TRIES - 1


def test_the_key_goes_to_openfda_only_and_never_into_an_address(clock):
    seen = []

    def answer(request):
        seen.append((str(request.url), request.headers.get("authorization")))
        return httpx2.Response(200, content=b"{}")

    with Client(key="SECRET", clock=clock, transport=httpx2.MockTransport(answer)) as client:
        client.get(URL)
        client.get(f"{addresses.DAILYMED}/x")
    assert seen[0] == (URL, "Basic U0VDUkVUOg==")
    assert seen[1][1] is None


def test_no_mirror_sees_the_key(feed, clock):
    feed.put(PATH, b"{}")
    with Client(mirror=feed.url, key="SECRET", clock=clock) as client:
        client.get(URL)
    assert "Authorization" not in feed.requests[0][1]


def test_the_minute_is_kept_to(clock):
    pace = Pace(240, 1000, clock, "host")
    for _ in range(240):
        pace.wait()
    assert clock.slept == []
    pace.wait()
    assert clock.slept == [60.0]


def test_the_day_is_kept_to(clock):
    pace = Pace(240, 1000, clock, "host")
    for _ in range(1000):
        pace.wait()
    with pytest.raises(UnreachableError, match="1,000 requests"):
        pace.wait()
    clock.time += 86_400
    pace.wait()


def test_other_hosts_are_not_paced(feed, client, clock):
    feed.put("/dailymed.nlm.nih.gov/dailymed/x", b"")
    for _ in range(260):
        client.get(f"{addresses.DAILYMED}/x")
    assert clock.slept == []


def test_the_proxy_of_the_environment_is_used(monkeypatch, feed, clock):
    """https goes through a proxy by CONNECT: ours refuses it, and has seen for which host it was asked."""
    asked = []

    monkeypatch.setenv("HTTPS_PROXY", feed.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(
        feed.handler, "do_CONNECT", lambda handler: (asked.append(handler.path), handler.reply(403, b"")), raising=False
    )
    with Client(clock=clock) as client, pytest.raises(UnreachableError):
        client.get(f"{addresses.DAILYMED}/x")
    assert asked
    assert set(asked) == {"dailymed.nlm.nih.gov:443"}
