"""Opens a map of 5,000 claims and 10,000 relations, and one of 5,000 cards in Chromium.

    python -m benchmarks.maps [--claims 5000] [--rounds 5]

Prints queries and milliseconds of the endpoint of a map in the API and of its drawing, and for Chromium how long after
the response every card stands in its place and at how many frames a second it pans, near and far. Wanted: four queries
and 100 ms, a second, 50 frames. The endpoint is measured by turns as the database writes the graph and as it is written
from objects; "ours" is the processor time of this process, without the database's.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import orjson

from benchmarks.browsing import find_chromium, serving
from benchmarks.database import own_database
from benchmarks.words import WORDS

WANTED_MILLISECONDS, WANTED_OPEN, WANTED_FRAMES = 100, 1_000, 50
OPENED = """new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => tell(
  performance.getEntriesByName('map-drawn')[0].startTime
  - performance.getEntriesByType('navigation')[0].responseEnd))))"""
PAN = """async (scale) => {
  const map = document.querySelector('argument-map');
  const [x, y] = map.layout.cards[map.lead];
  map.viewport.scale = scale;
  map.viewport.centre(x, y + 600);
  await new Promise((done) => setTimeout(done, 500));
  let frames = 0;
  const began = performance.now();
  while (performance.now() - began < 3000) {
    await new Promise(requestAnimationFrame);
    map.viewport.pan(frames % 240 < 120 ? -14 : 14, frames % 100 < 50 ? -8 : 8);
    frames += 1;
  }
  return frames / 3;
}"""


def main() -> None:
    """Print a line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with own_database():
        shown, client = _make(options.claims)
        _measure_graph(shown, options.rounds)
        _measure_endpoint(shown, client, options.rounds)
        _measure_pages(shown, client, options.rounds)
        _measure_browser(shown, client)


def _make(count: int) -> tuple[Any, Any]:
    """Return a map whose claims form a tree of so many cards, with as many relations across, and a reader's client."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by now

    from arguments.models import Argument, ArgumentMap, Premise  # noqa: PLC0415 - the same
    from claims.models import Claim  # noqa: PLC0415 - the same
    from tests.factories.workspaces import MembershipFactory  # noqa: PLC0415 - the same

    chance = random.Random(count)
    membership = MembershipFactory(role="editor")
    workspace = membership.workspace
    texts = (" ".join(chance.choices(WORDS, k=chance.randint(4, 25))) for _ in range(count))
    claims = [
        Claim(workspace=workspace, number=number, text=f"{text} {number}", status="accepted")
        for number, text in enumerate(texts, 1)
    ]
    aims = [((number - 1) // 4, number) for number in range(1, count)]
    aims += [(chance.randrange(count), chance.randrange(count)) for _ in range(count)]
    arguments = [
        Argument(
            workspace=workspace, relation=chance.choice(("supports", "opposes")), conclusion=claims[aim], position=at
        )
        for at, (aim, _) in enumerate(aims)
    ]
    Claim.objects.bulk_create(claims)
    Argument.objects.bulk_create(arguments)
    Premise.objects.bulk_create(
        Premise(argument=argument, claim=claims[premise], position=0)
        for argument, (_, premise) in zip(arguments, aims, strict=True)
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(membership.user)
    return ArgumentMap.objects.create(workspace=workspace, slug="large", title="Large", lead_claim=claims[0]), client


def _measure_graph(shown: Any, rounds: int) -> None:  # noqa: ANN401
    from arguments.queries import load_map_graph  # noqa: PLC0415 - Django is set up by now

    for with_evidence in (False, True):
        graph, queries, median = _timed(lambda given=with_evidence: load_map_graph(shown, with_evidence=given), rounds)
        what = f"graph of {len(graph.claims)} claims and {len(graph.arguments)} relations"
        what += " with passages" if with_evidence else ""
        _say(f"{what}: {queries} queries, {median:.0f} ms", median <= WANTED_MILLISECONDS)


def _measure_endpoint(shown: Any, client: Any, rounds: int) -> None:  # noqa: ANN401
    """Ask with a token, as programs do: of the queries, one says who asks."""
    from django.contrib.auth import get_user  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415 - the same
    from django.test import Client  # noqa: PLC0415 - the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    from workspaces.services import create_token  # noqa: PLC0415 - the same

    key = create_token(user=get_user(client), name="bench").key
    program = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {key}"})
    address = f"/api/v1/maps/{shown.pk}/"
    program.get(address)  # which notes that the token is in use
    ways: dict[str, Callable[[], Any]] = {
        "by the database": lambda: program.get(address),
        "from objects": lambda: _from_objects(shown),
    }
    counted = {}
    for name, work in ways.items():
        with CaptureQueriesContext(connection) as queries:
            work()
        counted[name] = len(queries)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            began, ours = time.perf_counter(), time.process_time()
            work()
            taken[name].append(((time.perf_counter() - began) * 1000, (time.process_time() - ours) * 1000))
    for name, times in taken.items():
        wall, ours = (statistics.median(one) for one in zip(*times, strict=True))
        said = (
            f"{address} {name}: {counted[name]} queries, {wall:.0f} ms (least {min(times)[0]:.0f}), ours {ours:.0f} ms"
        )
        _say(said, wall <= WANTED_MILLISECONDS or name != "by the database")


def _from_objects(shown: Any) -> bytes:  # noqa: ANN401
    """Return the bytes of a map's graph by way of its nodes, without the request around it."""
    from arguments.queries import load_map_graph  # noqa: PLC0415 - Django is set up by now

    graph = load_map_graph(shown, with_evidence=False)
    return orjson.dumps({"claims": graph.claims, "arguments": graph.arguments})


def _measure_pages(shown: Any, client: Any, rounds: int) -> None:  # noqa: ANN401
    site = f"/w/{shown.workspace.slug}/maps/{shown.slug}/"
    for path in (f"{site}drawing/", site):
        response, queries, median = _timed(lambda address=path: client.get(address), rounds)
        size = len(response.content) / 1000
        _say(
            f"{response.status_code} {path}: {queries} queries, {median:.0f} ms, {size:.0f} kB",
            median <= WANTED_MILLISECONDS,
        )


def _timed(work: Callable[[], Any], rounds: int) -> tuple[Any, int, float]:
    """Return what it came to, its queries and the median milliseconds."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    with CaptureQueriesContext(connection) as queries:
        found = work()
    count, taken = len(queries), []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return found, count, statistics.median(taken)


def _measure_browser(shown: Any, client: Any) -> None:  # noqa: ANN401
    executable = find_chromium("maps: opening and panning were")
    if executable is not None:
        with serving() as site:
            _browse(shown, client, site, executable)


def _browse(shown: Any, client: Any, site: str, executable: str) -> None:  # noqa: ANN401
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the light installation may lack it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable)
        context = chromium.new_context(base_url=site, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page = context.new_page()
        page.set_default_timeout(180_000)
        for depth in ("2", "99"):
            page.goto(f"/w/{shown.workspace.slug}/maps/{shown.slug}/?view=columns&depth={depth}", wait_until="commit")
            page.wait_for_selector("argument-map.is-ready")
            opened = page.evaluate(OPENED)
            cards = page.evaluate("Object.keys(document.querySelector('argument-map').layout.cards).length")
            _say(f"{cards} cards in Chromium: there {opened:.0f} ms after the response", opened <= WANTED_OPEN)
            for scale in (0.8, 0.15):
                frames = page.evaluate(PAN, scale)
                _say(f"{cards} cards at {scale:.0%}: {frames:.0f} frames a second", frames >= WANTED_FRAMES)
        chromium.close()


def _say(said: str, is_met: bool) -> None:
    print(f"maps: {said}{'' if is_met else '  MISSES'}", flush=True)


if __name__ == "__main__":
    main()
