"""Times a 200-page PDF from its bytes to the first pages and to the text with its sentences in the database.

    python -m benchmarks.ingestion [--pages 200] [--seed 1]

The PDF is made from the seed: headings, paragraphs that cross pages, footnotes, running heads, page numbers. Wanted are
1.5 s to the first page, 15 s to the searchable text, 400 MB for the process that reads. The last line sets the reading
beside pypdfium2's bare text extraction in the same run.
"""

import argparse
import random
import resource
import time

import pypdfium2

from benchmarks.database import own_database
from tests.support.pdf_writer import BOLD, PdfPage, make_pdf, wrap

WANTED_FIRST_PAGE, WANTED_TEXT, WANTED_MEGABYTES = 1.5, 15.0, 400
SYLLABLES = ("ba", "den", "ki", "lor", "mus", "ne", "port", "quay", "ri", "sel", "tan", "ver", "wal", "zo")
MEASURE, LEADING, TOP, FOOT = 451, 14, 770, 110


def main() -> None:
    """Generate, read, save, and print what took how long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    data = printed_report(random.Random(given.seed), given.pages)
    print(f"ingestion: a PDF of {given.pages} pages, {len(data) / 1e6:.1f} MB")
    bare = _bare(data)
    with own_database():
        first, total, characters, sentences = _read(data)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"ingestion: {first:6.2f} s    to the first page, wanted {WANTED_FIRST_PAGE} s or less")
    print(f"ingestion: {total:6.2f} s    to the text, wanted {WANTED_TEXT:.0f} s or less: {characters:,} characters,"
          f" {sentences:,} sentences")  # fmt: skip
    print(f"ingestion: {used:6.0f} MB   at most for the reading process, wanted {WANTED_MEGABYTES} MB or less")
    print(f"ingestion: {given.pages / total:6.0f} pages a second; bare text extraction has {given.pages / bare:.0f},"
          f" {total / bare:.1f} times as many")  # fmt: skip


def printed_report(rng: random.Random, pages: int) -> bytes:
    """Return a report of so many pages of made-up words, as a typesetter would lay it out."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(3000)]
    written: list[PdfPage] = []
    note, lines = 0, iter(_lines(rng, words))
    while len(written) < pages:
        page = PdfPage()
        page.write("Report on ports and quays", 72, 810, size=9)
        page.write(str(len(written) + 1), 290, 30, size=9)
        y = TOP
        while y > FOOT:
            text, font, size, room = next(lines)
            page.write(text, 72, y - room, size=size, font=font)
            y -= LEADING + room
        note += 1
        page.paragraph(f"{note} {_sentence(rng, words)}", 72, 90, measure=MEASURE, size=8, leading=10)
        written.append(page)
    return make_pdf(written, info=[("Title", "Report on ports"), ("Author", "Ada Moss")])


def _lines(rng: random.Random, words: list[str]):  # noqa: ANN202 - a generator of four values for the page
    """Yield lines for ever: text, font, size, room above."""
    while True:
        yield " ".join(rng.choices(words, k=4)).capitalize(), BOLD, 14, 14
        for _ in range(rng.randint(4, 9)):
            paragraph = " ".join(_sentence(rng, words) for _ in range(rng.randint(3, 9)))
            for number, line in enumerate(wrap(paragraph, 11, MEASURE)):
                yield line, "F1", 11, 0 if number else 8


def _sentence(rng: random.Random, words: list[str]) -> str:
    return " ".join(rng.choices(words, k=rng.randint(8, 28))).capitalize() + "."


def _bare(data: bytes) -> float:
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()
    return time.perf_counter() - began


def _read(data: bytes) -> tuple[float, float, int, int]:
    from django.db.models.signals import post_save  # noqa: PLC0415 - Django is set up by now

    from sources.ingest import ensure_text_version  # noqa: PLC0415
    from sources.models import Preview  # noqa: PLC0415
    from sources.services import add_source  # noqa: PLC0415
    from workspaces.jobs import Progress  # noqa: PLC0415
    from workspaces.models import Workspace  # noqa: PLC0415

    seen: list[float] = []
    workspace = Workspace.objects.create(slug="bench", name="Bench")
    began = time.perf_counter()
    source = add_source(workspace=workspace, item={"id": "r", "title": "R"}, data=data, origin="r.pdf")
    progress = Progress()

    def note(**_sent: object) -> None:
        seen.append(time.perf_counter())

    post_save.connect(note, sender=Preview)
    version = ensure_text_version(source.captures.get(), progress)
    return seen[0] - began, time.perf_counter() - began, version.length, version.sentences.count()


if __name__ == "__main__":
    main()
