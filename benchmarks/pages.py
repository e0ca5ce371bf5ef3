"""Times every page of the demonstration workspace and counts its queries.

    python -m benchmarks.pages [--rounds 15]

Prints for each page the number of queries and the median milliseconds of server time; 10 queries and 100 ms or less
are wanted of each.
"""

import argparse
import gc
import statistics
import time

from benchmarks.database import own_database
from benchmarks.inline import send_nothing, work_off

WANTED_QUERIES, WANTED_MILLISECONDS = 10, 100
MAP_PAGES = (
    "",
    "?view=top-down",
    "?view=outline",
    "drawing/",
    "lines/",
    "changes/?since=0",
    "changes/all/",
    "passages/",
    "evaluation/",
    "coach/",
    "questions/",
    "settings/",
    "export/",
    "publish/",
)


def main() -> None:
    """Print a line a page and how many miss what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with own_database():
        _measure(rounds)


def _measure(rounds: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
    from django.db import connection  # noqa: PLC0415 - the same
    from django.test import Client  # noqa: PLC0415 - the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    from workspaces.models import User  # noqa: PLC0415 - the same

    send_nothing()
    call_command("load_demo", verbosity=0)
    for _step in work_off():
        pass
    # The analysis has loaded the model's libraries into this process; a site's process never has them.
    gc.freeze()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email="editor@demo.example"))
    missed = 0
    for path in _paths():
        client.get(path)  # templates are compiled, the connection is open
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        count = len(queries)  # now: the next request empties the log
        taken = []
        for _ in range(rounds):
            began = time.perf_counter()
            client.get(path)
            taken.append((time.perf_counter() - began) * 1000)
        median = statistics.median(taken)
        missed += count > WANTED_QUERIES or median > WANTED_MILLISECONDS or response.status_code != 200
        print(f"pages: {response.status_code}  {count:3d} queries  {median:6.1f} ms  {path}")
    print(f"pages: {missed} miss {WANTED_QUERIES} queries and {WANTED_MILLISECONDS} ms")


def _paths() -> list[str]:
    from arguments.models import ArgumentMap  # noqa: PLC0415 - Django is set up by now
    from sources.models import Author, Source  # noqa: PLC0415 - the same

    home = "/w/demo/"
    authors = "&".join(
        f"author={author.slug}" for author in Author.objects.filter(authorships__isnull=False).distinct()[:2]
    )
    everybody = "&".join(f"author={author.slug}" for author in Author.objects.filter(workspace__slug="demo"))
    return [
        home,
        f"{home}review/",
        f"{home}review/judging/",
        f"{home}review/disputes/",
        f"{home}review/annotators/",
        f"{home}library/",
        f"{home}library/search/?q=regime",
        *(
            f"{home}{page}"
            for source in Source.objects.all()
            for page in (f"library/{source.pk}/", f"sources/{source.pk}/", f"sources/{source.pk}/references/")
        ),
        f"{home}claims/",
        f"{home}claims/1/",
        f"{home}mentions/",
        f"{home}repairs/",
        f"{home}comparison/?{authors}",
        f"{home}comparison/?{everybody}&group=topic",
        f"{home}comparison/rows/1/?{authors}",
        f"{home}clusters/",
        f"{home}maps/",
        *(f"{home}maps/{shown.slug}/{page}" for shown in ArgumentMap.objects.all() for page in MAP_PAGES),
        f"{home}maps/import/",
        f"{home}jobs/",
    ]


if __name__ == "__main__":
    main()
