"""Times the search in the texts of a large library, and a bibliography of 1,000 works going in and out.

    python -m benchmarks.library [--documents 25] [--sentences 4000] [--rounds 7] [--works 1000]

The documents are made from a seed; 4,000 sentences are about 200 printed pages. Prints the median milliseconds of
server time of the search page for a rare word, a common one (every fifth sentence has it), the beginning of a word, a
phrase and a piece of Korean, and the seconds that a bibliography takes in each format. Wanted: 500 ms a search.
"""

import argparse
import hashlib
import random
import re
import statistics
import time
from typing import Any

from benchmarks.database import own_database

SEED = 20261128
WANTED_MS = 500
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeo"]
QUERIES = {
    "rare word": "zanzibar",
    "common word": "harbour",
    "beginning": "zanz qua",
    "phrase": '"zanzibar quay"',
    "Korean": "항구",
    "nothing": "glacier",
}


def main() -> None:
    """Print a line a measurement and what misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=25)
    parser.add_argument("--sentences", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--works", type=int, default=1000)
    asked = parser.parse_args()
    with own_database():
        client, slug = _make_library(asked.documents, asked.sentences)
        print(f"{asked.documents} documents, {asked.documents * asked.sentences} sentences")
        for name, query in QUERIES.items():
            _measure(client, f"/w/{slug}/library/search/", name, query, asked.rounds)
        _measure_bibliographies(slug, asked.works)


def _make_library(documents: int, sentences: int) -> tuple[Any, str]:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test import Client  # noqa: PLC0415 - the same

    from workspaces.models import Membership, User, Workspace  # noqa: PLC0415 - the same

    chance = random.Random(SEED)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
    workspace = Workspace.objects.create(slug="bench", name="Bench")
    user = User.objects.create_user(email="library@bench.example", password="not asked", name="Reader")  # noqa: S106
    Membership.objects.create(user=user, workspace=workspace, role="editor")
    for number in range(documents):
        _make_document(workspace, number, sentences, words, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sources_sentence")
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client, workspace.slug


def _make_document(workspace: Any, number: int, sentences: int, words: list[str], chance: random.Random) -> None:  # noqa: ANN401
    from sources.models import Block, Capture, Sentence, Source, TextVersion  # noqa: PLC0415 - Django is set up by now

    texts = [_sentence(words, chance, place) for place in range(sentences)]
    whole = " ".join(texts)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    source = Source.objects.create(workspace=workspace, key=f"document-{number}", title=f"Document {number}")
    capture = Capture.objects.create(
        source=source, content=b"x", sha256=digest, size=1, media_type="text/plain", origin="made"
    )
    version = TextVersion.objects.create(
        capture=capture, extractor="made", extractor_version="1", text=whole, sha256=digest, length=len(whole)
    )
    block = Block.objects.create(
        text_version=version, position=0, kind="paragraph", section="main", start=0, end=len(whole)
    )
    rows, start = [], 0
    for position, text in enumerate(texts):
        end = start + len(text)
        rows.append(Sentence(text_version=version, block=block, position=position, start=start, end=end, text=text))
        start = end + 1
    Sentence.objects.bulk_create(rows, batch_size=2000)


def _sentence(words: list[str], chance: random.Random, place: int) -> str:
    said = chance.choices(words, k=chance.randint(10, 24))
    if place % 5 == 0:
        said.insert(3, "harbours")
    if place % 700 == 3:
        said += ["zanzibar", "quay", "항구는"]
    return f"The {' '.join(said)}."


def _measure(client: Any, page: str, name: str, query: str, rounds: int) -> None:  # noqa: ANN401 - Django's client
    times, found = [], 0
    for _ in range(rounds):
        began = time.perf_counter()
        answer = client.get(page, {"q": query})
        times.append((time.perf_counter() - began) * 1000)
        count = re.search(r"<span>(\d+) sentence", answer.content.decode())
        found = int(count[1]) if count else 0
    median = statistics.median(times)
    verdict = "" if median <= WANTED_MS else f"  (more than the {WANTED_MS} wanted)"
    print(f"  search, {name:12} {found:6} found  {median:7.0f} ms{verdict}")


def _measure_bibliographies(slug: str, works: int) -> None:
    from sources.domain.bibliography import FORMATS, dump, load  # noqa: PLC0415 - Django is set up by now
    from sources.services import import_bibliography  # noqa: PLC0415 - the same
    from workspaces.models import Workspace  # noqa: PLC0415 - the same

    items = [
        {
            "id": f"work{number}",
            "type": "article-journal",
            "title": f"On harbour {number}",
            "author": [{"family": f"Moss{number % 97}", "given": "Ada"}],
            "issued": {"date-parts": [[1990 + number % 30]]},
            "container-title": "Quay Review",
            "DOI": f"10.1234/{number}",
        }
        for number in range(works)
    ]
    for style in FORMATS.values():
        began = time.perf_counter()
        dumped = dump(style, items)
        written = time.perf_counter()
        read = load(style, dumped.text)
        print(
            f"  {style.label:8} {works} works: written with its losses {written - began:5.1f} s, "
            f"read {time.perf_counter() - written:5.1f} s, {len(read.entries)} entries, {len(dumped.losses)} losses"
        )
    began = time.perf_counter()
    workspace = Workspace.objects.get(slug=slug)
    import_bibliography(workspace=workspace, text=FORMATS["bibtex"].dump(items), name="bench.bib")
    print(f"  import of {works} works: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
