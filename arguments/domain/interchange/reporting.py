"""The loss report as JSON: what could not be read, what the new format does not hold."""

from __future__ import annotations

from arguments.domain.interchange.debate import Json
from arguments.domain.interchange.reports import Loss, Notice, Severity


def report(
    notices: tuple[Notice, ...], losses: tuple[Loss, ...], *, source: str | None, target: str | None
) -> dict[str, Json]:
    """Return the report of a conversion between formats by name, None for one that nobody could tell.

    `read` are the notices of the loader, `lost` the losses of the dumper, `written` whether there is an output: there
    is none as soon as one notice is an error.
    """
    return {
        "from": source,
        "to": target,
        "written": not any(notice.severity is Severity.ERROR for notice in notices),
        "read": [notice_as_json(notice) for notice in notices],
        "lost": [loss_as_json(loss) for loss in losses],
    }


def notice_as_json(notice: Notice) -> dict[str, Json]:
    """Return severity, reason, subject, line and column; a line that there is none of is null."""
    return {
        "severity": notice.severity.value,
        "reason": notice.reason,
        "subject": notice.subject,
        "line": notice.line,
        "column": notice.column,
    }


def loss_as_json(loss: Loss) -> dict[str, Json]:
    """Return what is lost, why, of how many things, and of which."""
    return {"what": loss.what, "reason": loss.reason, "count": loss.count, "subjects": list(loss.subjects)}
