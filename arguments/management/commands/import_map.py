"""Imports a file of a map into a workspace, or says what importing it would do."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from arguments.domain.importing.planning import Fate, ImportPlan
from arguments.domain.interchange.formats import FORMATS
from arguments.errors import UnreadableMapError
from arguments.models import ArgumentMap
from arguments.services import Choices, Preview, confirm_import, preview_import, receive_map_file
from common.errors import ParallaxError
from workspaces.models import User, Workspace


class Command(BaseCommand):
    help = (
        "Import a map into a workspace, as one change that can be taken back, and print what was made, reused and left "
        f"out as JSON. With --dry-run nothing is kept. Formats: {', '.join(FORMATS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        parser.add_argument(
            "--map", metavar="SLUG", help="Into this map; by default the file becomes a map of its own."
        )
        parser.add_argument("--title", default="", help="Of the map that it becomes.")
        parser.add_argument("--from", dest="format", default="", choices=["", *FORMATS])
        parser.add_argument("--by", metavar="EMAIL", help="Who imports it.")
        parser.add_argument("--reuse-near", action="store_true", help="Use claims that say nearly the same.")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        workspace = Workspace.objects.filter(slug=options["workspace"]).first()
        if workspace is None:
            raise CommandError(f"There is no workspace {options['workspace']}.")
        into = _map(workspace, options["map"])
        by = User.objects.filter(email__iexact=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError(f"There is no user {options['by']}.")
        choices = Choices(reuse_near=options["reuse_near"], title=options["title"])
        try:
            data = options["file"].read_bytes()
            with transaction.atomic():
                received = receive_map_file(
                    workspace=workspace,
                    data=data,
                    origin=options["file"].name,
                    format_name=options["format"],
                    into=into,
                    by=by,
                )
                preview = preview_import(received=received, choices=choices)
                if options["dry_run"]:
                    transaction.set_rollback(True)
                else:
                    into = confirm_import(received=received, choices=choices, by=by).map
        except UnreadableMapError as error:
            for notice in error.details["notices"]:
                self.stderr.write(f"line {notice.line}: {notice.reason}" if notice.line else notice.reason)
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except ParallaxError as error:
            raise CommandError(error.message) from error
        report = {"imported": not options["dry_run"], "map": into.slug if into else None, **_report(preview)}
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))


def _map(workspace: Workspace, slug: str | None) -> ArgumentMap | None:
    if not slug:
        return None
    found = ArgumentMap.objects.filter(workspace=workspace, slug=slug).first()
    if found is None:
        raise CommandError(f"There is no map {slug} in {workspace.slug}.")
    return found


def _report(preview: Preview) -> dict[str, Any]:
    plan = preview.plan
    return {
        "claims": _counts(plan, plan.claims),
        "arguments": _counts(plan, plan.arguments),
        "quotes": _counts(plan, plan.quotes),
        "near": [
            {
                "text": one.text,
                "number": one.near.number,
                "nearly": one.near.text,
                "likeness": round(one.near.likeness, 3),
            }
            for one in plan.claims
            if one.near is not None
        ],
        "left_out": [
            *({"what": one.text, "reason": one.reason} for one in plan.claims if one.fate == Fate.SKIPPED),
            *({"what": one.id, "reason": one.reason} for one in plan.arguments if one.fate == Fate.SKIPPED),
            *({"what": one.quote, "reason": one.reason} for one in plan.quotes if one.fate == Fate.SKIPPED),
        ],
        "read": [{"line": one.line, "reason": one.reason, "subject": one.subject} for one in preview.loaded.notices],
        "lost": [{"what": one.what, "reason": one.reason, "count": one.count} for one in preview.woven.losses],
    }


def _counts(plan: ImportPlan, part: Any) -> dict[str, int]:  # noqa: ANN401 - any of the three parts
    return {fate.value: plan.count(part, fate) for fate in Fate}
