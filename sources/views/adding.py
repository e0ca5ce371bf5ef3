"""Adding sources: files, addresses, pasted text."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sources.domain.media_types import MAX_FILE_BYTES, TEXT
from sources.forms import PASTED, SourceForm
from sources.importing import item_of_file
from sources.services.receiving import Received, ReceivedAddress, ReceivedText, Reception, receive
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_annotate


@member_page(can_annotate)
def source_create(request: MemberRequest) -> HttpResponse:
    """Add files, addresses or a text: the good ones are taken, each bad one is named with the reason."""
    form = SourceForm(request.POST or None, request.FILES or None)
    reception = None
    if form.is_valid():
        reception = receive(
            workspace=request.workspace,
            received=_received(form),
            nature=form.cleaned_data["nature"],
            by=request.user,
        )
        _announce(request, reception)
        if not reception.problems:
            return redirect("sources:list", request.workspace.slug)
    status = 200 if request.method == "GET" else 422
    context = {"form": form, "reception": reception, "largest": MAX_FILE_BYTES}
    return render(request, "sources/source_create.html", context, status=status)


def _received(form: SourceForm) -> Iterator[Received]:
    files: list[UploadedFile] = form.cleaned_data["files"]
    typed, pasted, addresses = (form.cleaned_data[field] for field in ("title", "pasted", "addresses"))
    # A title is one work's: it is taken where only one is added.
    title = {"title": typed} if typed and len(files) + len(addresses) + bool(pasted.strip()) == 1 else {}
    for file in files:
        name = file.name or ""
        item: dict[str, Any] = item_of_file(name) | title
        yield ReceivedText(
            origin=name,
            # One byte more than is allowed is enough to be refused as too large.
            data=file.read(MAX_FILE_BYTES + 1),
            media_type=file.content_type or "",
            item={**item, **form.item},
        )
    for address in addresses:
        yield ReceivedAddress(origin=address, item=title | form.item)
    if pasted.strip():
        yield ReceivedText(
            origin=PASTED,
            data=pasted.encode(),
            media_type=TEXT,
            item={**form.item, "title": typed},
        )


def _announce(request: MemberRequest, reception: Reception) -> None:
    number = len(reception.added)
    if number == 1:
        messages.success(request, f"“{reception.added[0].title}” is in the library; its text is being read.")
    elif number:
        messages.success(request, f"{number} sources are in the library; their texts are being read.")
