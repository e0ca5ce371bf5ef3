"""Imports documents into a workspace and has them analysed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from common.errors import ParallaxError
from sources.enums import SourceNature
from sources.importing import ImportItem, ImportProblem, find_items
from sources.services import add_address, add_source
from workspaces.models import Membership, Workspace

TEMPLATE_WORKSPACE = "demo"
"""A new workspace gets the members of this one, so that the local log-ins can open it."""


class Command(BaseCommand):
    help = (
        "Import documents into a workspace and analyse them. A PATH is a text file or a folder; a folder may hold "
        "a sources.json, a CSL-JSON list whose items name their file. What cannot be imported is named with the "
        "reason, the rest is imported, and the exit status is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A file, a folder or an address on the web.")
        parser.add_argument("--workspace", required=True, metavar="SLUG", help="Made if there is none.")
        parser.add_argument(
            "--members-of",
            default=TEMPLATE_WORKSPACE,
            metavar="SLUG",
            help="A workspace made now gets the members of this one (default: %(default)s).",
        )

    def handle(self, *, paths: list[str], workspace: str, members_of: str, **_options: Any) -> None:  # noqa: ANN401
        target = self._workspace(workspace, members_of)
        imported, troubles = 0, 0
        for path in paths:
            is_address = path.startswith(("http://", "https://"))
            for found in [path] if is_address else find_items(Path(path)):
                message = self._take(target, found)
                if message:
                    troubles += 1
                    self.stderr.write(self.style.ERROR(message))
                else:
                    imported += 1
        self.stdout.write(
            f"{imported} imported into “{target.name}”, {troubles} not. The worker reads and analyses them."
        )
        if troubles:
            raise CommandError(f"{troubles} could not be imported, for the reasons above.")

    def _take(self, workspace: Workspace, found: str | ImportItem | ImportProblem) -> str:
        """Import a document or an address; return what was wrong with it, "" if nothing."""
        if isinstance(found, ImportProblem):
            return found.message
        return self._import(workspace, found) if isinstance(found, ImportItem) else self._fetch(workspace, found)

    def _fetch(self, workspace: Workspace, url: str) -> str:
        try:
            add_address(workspace=workspace, url=url, nature=SourceNature.ORIGINAL)
        except ParallaxError as error:
            return error.message if error.message.startswith(url) else f"{url}: {error.message}"
        self.stdout.write(f"{url}: the worker fetches it.")
        return ""

    def _import(self, workspace: Workspace, found: ImportItem) -> str:
        """Import one document; return what was wrong with it, "" if nothing."""
        try:
            source = add_source(
                workspace=workspace,
                item=found.item,
                data=found.read(),
                origin=found.path.name,
            )
        except ParallaxError as error:
            name = found.path.name
            return error.message if error.message.startswith(name) else f"{name}: {error.message}"
        self.stdout.write(f"{found.path.name}: imported as “{source.title}”.")
        return ""

    def _workspace(self, slug: str, members_of: str) -> Workspace:
        existing = Workspace.objects.filter(slug=slug).first()
        if existing is not None:
            return existing
        if slug != slugify(slug):
            raise CommandError(f"“{slug}” is no address: use small letters, digits and hyphens.")
        workspace = Workspace.objects.create(slug=slug, name=slug.replace("-", " ").capitalize())
        members = Membership.objects.filter(workspace__slug=members_of)
        Membership.objects.bulk_create(
            Membership(workspace=workspace, user_id=member.user_id, role=member.role) for member in members
        )
        if not members:
            self.stdout.write(f"Nobody is a member of “{slug}” yet: add people in the admin site.")
        return workspace
