"""Times the reader on a long document: opening it, saving evidence in it, choosing a claim, and scrolling through it.

    python -m benchmarks.reader [--characters 500000] [--marks 5 1000] [--rounds 9] [--no-browser]

The document is made from a seed: some 100 printed pages for 500,000 characters. Prints, for each number of marks, the
queries, the median milliseconds of server time and the bytes of the page; the same for saving evidence; the worst and
the median time between two frames while Chromium scrolls from top to end, and how long a key takes to move on.
Wanted: 500 ms to open 1,000 marks, 100 ms to save, no frame longer than 100 ms.
"""

import argparse
import gc
import random
import statistics
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.browsing import find_chromium, serving
from benchmarks.database import own_database
from benchmarks.inline import send_nothing

SEED = 20261128
WANTED_OPEN, WANTED_SAVE, WANTED_FRAME = 500, 100, 100
WORDS = """harbour quay dredge silt tide board season ledger tariff cargo crane pilot storm repair budget council
inspector captain survey charter warehouse customs licence ferry channel estuary breakwater insurer treasury ministry
raises lowers delays threatens outlasts explains hides replaces"""
SCROLL = """() => new Promise((done) => {
    const gaps = [];
    let last = performance.now();
    const end = document.documentElement.scrollHeight;
    const step = Math.max(400, end / 240);
    const frame = (now) => {
        gaps.push(now - last);
        last = now;
        if (window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2 || gaps.length > 600) {
            done(gaps.slice(2));
            return;
        }
        window.scrollBy(0, step);
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})"""
PRESS = """(key) => new Promise((done) => {
    const began = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


@dataclass(frozen=True)
class Case:
    """A made document with a number of marks, and who reads it."""

    marks: int
    path: str
    version: Any
    user: Any
    claim: Any


def main() -> None:
    """Print a line a measurement and what misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=500_000)
    parser.add_argument("--marks", type=int, nargs="+", default=[5, 1000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--no-browser", action="store_true")
    asked = parser.parse_args()
    with own_database():
        send_nothing()
        for marks in asked.marks:
            case = _make_case(asked.characters, marks)
            gc.freeze()
            _measure_opening(case, asked.rounds)
            _measure_choices(case, asked.rounds)
            if not asked.no_browser:
                _measure_browser(case)
            _measure_saving(case, asked.rounds)


def _sentence(chance: random.Random) -> str:
    known = WORDS.split()
    words = [chance.choice(known) for _ in range(chance.randint(8, 15))]
    return f"The {' '.join(words)}."


def _text(characters: int, chance: random.Random) -> str:
    parts, length = ["# The long survey"], 0
    while length < characters:
        if len(parts) % 14 == 1:
            parts.append(f"## {_sentence(chance)[4:-1].capitalize()}")
        parts.append(" ".join(_sentence(chance) for _ in range(chance.randint(3, 7))))
        length += len(parts[-1])
    return "\n\n".join(parts) + "\n"


def _make_case(characters: int, marks: int) -> Case:
    from claims.models import Claim  # noqa: PLC0415 - Django is set up by now
    from sources.ingest import ensure_text_version  # noqa: PLC0415 - the same
    from sources.models import TextVersion  # noqa: PLC0415 - the same
    from sources.services import add_source  # noqa: PLC0415 - the same
    from workspaces.jobs import Progress  # noqa: PLC0415 - the same
    from workspaces.models import Membership, User, Workspace  # noqa: PLC0415 - the same

    chance = random.Random(SEED)
    workspace = Workspace.objects.create(slug=f"bench-{marks}", name="Bench")
    user = User.objects.create_user(email=f"reader-{marks}@bench.example", password="not asked", name="Reader")  # noqa: S106
    Membership.objects.create(user=user, workspace=workspace, role="editor")
    source = add_source(
        workspace=workspace,
        item={"id": "survey", "title": "The long survey", "author": [{"family": "Moss", "given": "Ada"}]},
        data=_text(characters, chance).encode(),
        origin="survey.md",
        media_type="text/markdown",
    )
    ensure_text_version(source.captures.get(), Progress())
    version = TextVersion.objects.select_related("capture__source").get(capture__source=source)
    claims = Claim.objects.bulk_create(
        Claim(workspace=workspace, number=number, text=f"{number}. {_sentence(chance)}") for number in range(1, 61)
    )
    _mark(version, claims, marks, chance)
    path = f"/w/{workspace.slug}/sources/{source.pk}/"
    return Case(marks=marks, path=path, version=version, user=user, claim=claims[0])


def _mark(version: Any, claims: Any, marks: int, chance: random.Random) -> None:  # noqa: ANN401
    """Make passages with evidence, some over the border of two sentences, every seventh a suggestion."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up by now

    from claims.models import Evidence  # noqa: PLC0415 - the same
    from sources.models import Anchor, Passage, Stretch  # noqa: PLC0415 - the same

    spans = list(version.sentences.values_list("start", "end"))
    source = version.capture.source
    author = source.authors.get()
    passages, anchors, stretches, evidence = [], [], [], []
    for number in range(marks):
        start, end = spans[chance.randrange(len(spans))]
        if number % 3 == 0:
            start, end = start + 9, min(end + 30, version.length)
        passage = Passage(workspace=source.workspace, source=source, exact=version.text[start:end])
        anchor = Anchor(passage=passage, text_version=version, start=start, end=end)
        suggested = number % 7 == 6
        passages.append(passage)
        anchors.append(anchor)
        stretches.append(Stretch(anchor=anchor, position=0, start=start, end=end))
        evidence.append(
            Evidence(
                workspace=source.workspace,
                claim=claims[number % len(claims)],
                passage=passage,
                speaker=author,
                bearing=("supports", "contradicts", "context")[number % 3],
                state="suggested" if suggested else "accepted",
                score=0.62 if suggested else None,
                decided_at=None if suggested else timezone.now(),
            )
        )
    Passage.objects.bulk_create(passages)
    Anchor.objects.bulk_create(anchors)
    Stretch.objects.bulk_create(stretches)
    Evidence.objects.bulk_create(evidence)


def _client(case: Case) -> Any:  # noqa: ANN401
    from django.test import Client  # noqa: PLC0415 - Django is set up by now

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(case.user)
    return client


def _timed(request: Any, rounds: int) -> tuple[Any, int, float]:  # noqa: ANN401
    """Return the last response, its queries and the median milliseconds of the request, the first left out."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    request()
    with CaptureQueriesContext(connection) as queries:
        response = request()
    count, taken = len(queries), []
    for _ in range(rounds):
        began = time.perf_counter()
        response = request()
        taken.append((time.perf_counter() - began) * 1000)
    return response, count, statistics.median(taken)


def _measure_opening(case: Case, rounds: int) -> None:
    client = _client(case)
    response, queries, median = _timed(lambda: client.get(case.path), rounds)
    _say(case, f"open: {queries} queries, {median:.0f} ms, {len(response.content) / 1000:.0f} kB", median, WANTED_OPEN)


def _measure_choices(case: Case, rounds: int) -> None:
    client = _client(case)
    path = f"/w/{case.path.split('/')[2]}/claims/choices/?claim=harb+dredg"
    response, queries, median = _timed(lambda: client.get(path), rounds)
    _say(case, f"choose a claim: {queries} queries, {median:.0f} ms, {len(response.content)} B", median, WANTED_SAVE)


def _measure_saving(case: Case, rounds: int) -> None:
    client = _client(case)
    spans = iter(case.version.sentences.order_by("-position").values_list("start", "end"))

    def save() -> Any:  # noqa: ANN401
        start, end = next(spans)
        sent = {
            "quote": case.version.text[start:end],
            "start": start,
            "bearing": "supports",
            "claim": case.claim.text,
            "number": case.claim.number,
        }
        return client.post(f"{case.path}passages/", sent, headers={"HX-Request": "true"}, follow=True)

    response, queries, median = _timed(save, rounds)
    _say(
        case,
        f"save evidence: {queries} queries, {median:.0f} ms, {len(response.content) / 1000:.1f} kB",
        median,
        WANTED_SAVE,
    )


def _measure_browser(case: Case) -> None:
    executable = find_chromium("reader: scrolling was")
    if executable is not None:
        with serving() as site:
            _browse(case, site, executable)


def _browse(case: Case, site: str, executable: str) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the light installation may lack it

    cookie = _client(case).cookies["sessionid"].value
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable)
        context = chromium.new_context(base_url=site, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page = context.new_page()
        page.goto(case.path)
        page.locator("passage-picker:defined").wait_for(state="attached")
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        gaps = page.evaluate(SCROLL)
        presses = [page.evaluate(PRESS, "j") for _ in range(15)]
        chromium.close()
    _say(case, f"page is there after {loaded:.0f} ms in Chromium", loaded, 3000)
    worst = max(gaps)
    said = f"{len(gaps)} frames of scrolling: worst {worst:.0f} ms, median {statistics.median(gaps):.0f} ms, "
    said += f"{sum(gap > WANTED_FRAME for gap in gaps)} over {WANTED_FRAME} ms"
    _say(case, said, worst, WANTED_FRAME)
    _say(case, f"a key moves on in {statistics.median(presses):.0f} ms", statistics.median(presses), WANTED_FRAME)


def _say(case: Case, said: str, value: float, wanted: float) -> None:
    print(f"reader, {case.marks} marks: {said}{'' if value <= wanted else f'  MISSES {wanted} ms'}", flush=True)


if __name__ == "__main__":
    main()
