"""Writes annotations as W3C JSON-LD."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Claim
from exchange.domain.dumping import write_collection, write_lines
from exchange.presenters import Site, scope_label
from exchange.queries import Scope
from sources.models import Source
from workspaces.models import Workspace

LOCAL_SITE = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = (
        "Write the annotations of a workspace, of one source or of one claim as W3C Web Annotations (JSON-LD): "
        "accepted evidence, and passages that are evidence for nothing. Suggestions never leave."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", required=True, metavar="SLUG")
        narrower = parser.add_mutually_exclusive_group()
        narrower.add_argument("--source", metavar="KEY", help="Citation key of the source.")
        narrower.add_argument("--claim", type=int, metavar="NUMBER", help="12 for C-12.")
        parser.add_argument("--lines", action="store_true", help="One annotation a line instead of a collection.")
        parser.add_argument("--output", type=Path, metavar="FILE", help="By default the standard output.")
        parser.add_argument(
            "--site", default=LOCAL_SITE, metavar="URL", help="Address that identifiers begin with (%(default)s)."
        )

    def handle(self, *, output: Path | None, site: str, lines: bool, **options: Any) -> None:  # noqa: ANN401
        scope, named = _scope(options), Site(site.rstrip("/"))
        annotations = named.annotations(scope)
        if lines:
            pieces = write_lines(annotations, context=named.context)
        else:
            address = f"{named.base}/w/{scope.workspace.slug}/annotations.jsonld"
            pieces = write_collection(annotations, address=address, label=scope_label(scope), context=named.context)
        if output is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with output.open("w", encoding="utf-8") as file:
            file.writelines(pieces)


def _scope(options: dict[str, Any]) -> Scope:
    workspace = Workspace.objects.filter(slug=options["workspace"]).first()
    if workspace is None:
        raise CommandError(f"There is no workspace “{options['workspace']}”.")
    scope = Scope(workspace)
    if options["source"]:
        source = Source.objects.filter(workspace=workspace, key=options["source"]).first()
        if source is None:
            raise CommandError(f"The workspace has no source with the key “{options['source']}”.")
        scope = Scope(workspace, source=source)
    if options["claim"]:
        claim = Claim.objects.filter(workspace=workspace, number=options["claim"]).first()
        if claim is None:
            raise CommandError(f"The workspace has no claim C-{options['claim']}.")
        scope = Scope(workspace, claim=claim)
    return scope
