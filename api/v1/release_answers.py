"""Answers that are files of a release, with what is said of it in their headers."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO

from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.reverse import reverse

from api.downloads import KEPT_SECONDS, send_file
from api.exceptions import InvalidParameterError
from releases import storing, streaming
from releases.domain.canonical import sums
from releases.domain.formats import argdown_text, csv_files, json_ld, parquet
from releases.domain.formats.archive import MEDIA_TYPE as ARCHIVE
from releases.domain.formats.archive import write_archive
from releases.domain.formats.tables import CLAIMS, TABLE_BY_NAME, Table
from releases.enums import Audience, FileRole, NoticeKind
from releases.models import Release, ReleaseFile

NDJSON = "application/x-ndjson"
SUMS = "SHA256SUMS"
RETRACTED_SECONDS = 300
"""How long a file is kept on the way once its release is retracted, so that the word gets round."""


@dataclass(frozen=True)
class Form:
    """A format by its ending: its media type, whether it comes by tables, and what streams it."""

    media_type: str
    stream: Callable[[streaming.Wanted], Iterator[bytes]]
    has_tables: bool = False


FORMS: MappingProxyType[str, Form] = MappingProxyType(
    {
        "ndjson": Form(NDJSON, streaming.stream_ndjson),
        "csv": Form(csv_files.MEDIA_TYPE, streaming.stream_csv, has_tables=True),
        "parquet": Form(parquet.MEDIA_TYPE, streaming.stream_parquet, has_tables=True),
        "jsonld": Form(json_ld.MEDIA_TYPE, streaming.stream_json_ld),
        "argdown": Form(argdown_text.MEDIA_TYPE, streaming.stream_argdown),
    }
)
ENDINGS = (*FORMS, "zip")


def _renderer(ending: str, media_type: str) -> type[JSONRenderer]:
    """Return what stands for a format while it is negotiated; all that it ever renders are problems, as JSON."""
    return type("FormRenderer", (JSONRenderer,), {"format": ending, "media_type": media_type.partition(";")[0]})


FORM_RENDERERS = (
    *(_renderer(ending, form.media_type) for ending, form in FORMS.items()),
    _renderer("zip", ARCHIVE),
)


def path_parameter(name: str, description: str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - its options
    """Return a part of an address."""
    return OpenApiParameter(name, location=OpenApiParameter.PATH, description=description, **more)


TABLE = OpenApiParameter("table", enum=list(TABLE_BY_NAME), description="Of CSV and Parquet: which table; `claims`.")
BINARY = OpenApiResponse(OpenApiTypes.BINARY, "The bytes.")
FORM_RESPONSES: dict[Any, Any] = {(200, str(renderer.media_type)): BINARY for renderer in FORM_RENDERERS}
PART_RESPONSES: dict[Any, Any] = {
    (206, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "The part that `Range` asks for."),
    304: OpenApiResponse(description="`If-None-Match` names the bytes that there are."),
}


def answer_form(request: Request, release: Release, ending: str, table: Table = CLAIMS) -> HttpResponseBase:
    """Return the release in the format of that ending."""
    if ending == "zip":
        return _archive(request, release)
    return answer_file(request, release, f"{table.name if FORMS[ending].has_tables else 'claims'}.{ending}")


def answer_file(request: Request, release: Release, name: str) -> HttpResponseBase:
    """Return a file of the release as it lies in the store, or the list of hashes; 404 if there is none so named."""
    if name == SUMS:
        text = _sums_of(release)
        digest = hashlib.sha256(text).hexdigest()
        return _sent(request, release, ReleaseFile(name=SUMS, media_type=TEXT, sha256=digest, size=len(text)), text)
    file = next((one for one in release.files.all() if one.name == name), None)
    if file is None:
        raise Http404
    return _sent(request, release, file)


TEXT = "text/plain; charset=utf-8"


def _sent(request: Request, release: Release, file: ReleaseFile, text: bytes | None = None) -> HttpResponseBase:
    response = send_file(
        request._request,  # noqa: SLF001 - where the framework keeps it
        storing.open_stored(file.sha256) if text is None else BytesIO(text),
        size=file.size,
        sha256=file.sha256,
        media_type=file.media_type,
    )
    return _told(request, response, release, file.name)


def _archive(request: Request, release: Release) -> HttpResponseBase:
    """Return all files of the release as one archive, made while it is sent."""
    files: list[tuple[str, Callable[[], BinaryIO]]] = [
        (one.name, partial(storing.open_stored, one.sha256)) for one in release.files.all()
    ]
    files.append((SUMS, partial(BytesIO, _sums_of(release))))
    body = () if request.method == "HEAD" else write_archive(files, made_at=release.created_at)
    return _told(request, StreamingHttpResponse(body, content_type=ARCHIVE), release, "zip")


def _told(request: Request, response: HttpResponseBase, release: Release, name: str) -> HttpResponseBase:
    """Return the answer with what is said of the release: how long it is kept, what it is called, its notices."""
    notices = {notice.kind: notice for notice in release.notices.all()}
    is_public = release.claim_set.audience == Audience.PUBLIC
    kept = RETRACTED_SECONDS if NoticeKind.RETRACTION in notices else KEPT_SECONDS
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age={kept}, immutable"
    base = f"{release.claim_set.slug}-release-{release.number}"
    response["Content-Disposition"] = f'attachment; filename="{base}{"." if name == "zip" else "-"}{name}"'
    links = [f'<{_address(request, release, release.number)}>; rel="describedby"; type="application/json"']
    instead = [notice.replaced_by.number for notice in notices.values() if notice.replaced_by is not None]
    links.extend(f'<{_address(request, release, number)}>; rel="successor-version"' for number in instead)
    response["Link"] = ", ".join(links)
    if notices:
        response["Parallax-Notice"] = ", ".join(sorted(notices))
    if is_public:
        allow_everywhere(response)
    return response


def table_of(request: Request, ending: str) -> Table:
    """Return the table that is asked for; 404 for an ending that there is not or has no tables, 400 for a table."""
    if ending not in ENDINGS:
        raise Http404
    name = request.query_params.get("table", CLAIMS.name)
    if name not in TABLE_BY_NAME:
        raise InvalidParameterError({"table": [f"Choose one of {', '.join(TABLE_BY_NAME)}."]})
    if "table" in request.query_params and not (ending in FORMS and FORMS[ending].has_tables):
        raise Http404  # only CSV and Parquet come by tables
    return TABLE_BY_NAME[name]


def allow_everywhere(response: HttpResponseBase) -> None:
    """Let pages of other sites read what everybody may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Content-Range, ETag, Link, Parallax-Notice, Repr-Digest"


def _address(request: Request, release: Release, number: int) -> str:
    return reverse("api:release-detail", [release.claim_set.slug, number], request=request)


def _sums_of(release: Release) -> bytes:
    return sums({one.name: one.sha256 for one in release.files.all() if one.role == FileRole.CANONICAL}).encode()
