"""Turns a map of one format into another; needs no database."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from arguments.domain.interchange.formats import FORMATS, format_of, format_of_file, read_bytes
from arguments.domain.interchange.reporting import report
from arguments.domain.interchange.reports import Loss, Notice, Severity
from arguments.management.map_files import STANDARD, NotUnderstood, known_format, read_file


class Command(BaseCommand):
    help = (
        "Convert an argument map from one format into another. What could not be read and what the new format cannot "
        "carry goes to the standard error as JSON. With an error in the input nothing is written and the exit code "
        f"is 1. Formats: {', '.join(FORMATS)}."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", metavar="IN", help="A file, or - for the standard input.")
        parser.add_argument("output", metavar="OUT", help="A file, or - for the standard output.")
        parser.add_argument("--from", dest="source", metavar="FORMAT", help="By default what name and content tell.")
        parser.add_argument("--to", dest="target", metavar="FORMAT", help="By default what the name of OUT tells.")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        source, target = options["source"], options["target"]
        notices: tuple[Notice, ...] = ()
        losses: tuple[Loss, ...] = ()
        try:
            data = read_file(options["input"])
            reader = known_format(source, "--from", format_of_file(options["input"], data))
            writer = known_format(target, "--to", format_of(options["output"]))
            source, target = reader.name, writer.name
            loaded = read_bytes(data, reader)
            notices = loaded.notices
            if loaded.is_sound:
                dumped = writer.dump(loaded.debate)
                losses = dumped.losses
                self._write(options["output"], dumped.text)
        except (OSError, NotUnderstood) as error:
            notices = (*notices, Notice(Severity.ERROR, str(error)))
        told = report(notices, losses, source=source, target=target)
        self.stderr.write(json.dumps(told, ensure_ascii=False, indent=2), lambda words: words)
        if not told["written"]:
            raise SystemExit(1)

    def _write(self, output: str, text: str) -> None:
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise NotUnderstood("A text of the file has half of a surrogate pair, which cannot be written.") from error
        if output != STANDARD:
            _write_file(Path(output), data)
            return
        # A terminal of another encoding must not change the file.
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(text, ending="")
            return
        binary.write(data)
        binary.flush()


def _write_file(path: Path, data: bytes) -> None:
    """Write all of the file or nothing: a reader never sees half of it, a killed process leaves the old one."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), _mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
