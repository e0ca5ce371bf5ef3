"""Shapes of what people send when they add sources."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sources.domain.bibliography import FORMATS
from sources.domain.decoding import MAX_TEXT_BYTES, decode
from sources.domain.media_types import ENDINGS, MAX_FILE_BYTES, TEXT
from sources.enums import SourceNature
from sources.forms.byline import BylineFields

PASTED = "pasted text"
FORMAT_NAMES = "PDF, Word (DOCX), OpenDocument (ODT), EPUB, web page (HTML), Markdown or plain text"


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; its value is a list, empty if there are none."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401, ARG002 - Django's signature
        """Return the files; an empty one is left for the reading of it to name."""
        return [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []


class SourceForm(BylineFields):
    """One or several texts with what is known of them."""

    files = ManyFilesField(  # type: ignore[assignment]  # a form's fields are no attributes
        label="Files",
        required=False,
        widget=ManyFilesInput(attrs={"accept": ",".join(ENDINGS), "multiple": True}),
        help_text=f"{FORMAT_NAMES}. Several at once become a source each; drop them here.",
    )
    addresses = forms.CharField(
        label="Or addresses on the web",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "url", "placeholder": "https://…", "spellcheck": "false"}),
        help_text="One a line. The site fetches each by itself, without your log-ins.",
    )
    pasted = forms.CharField(
        label="Or paste the text", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    title = forms.CharField(
        max_length=500,
        required=False,
        help_text="Needed for pasted text. Otherwise the file or the document names itself, as several always do.",
    )
    container = forms.CharField(
        label="Published in", max_length=300, required=False, help_text="Journal, site or publisher."
    )
    nature = forms.ChoiceField(label="The text is", choices=SourceNature.choices, initial=SourceNature.ORIGINAL)

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once."""
        return list(dict.fromkeys(self.cleaned_data["addresses"].split()))

    def clean(self) -> dict[str, Any]:
        """Ask for a text, and for a title where no file gives one."""
        given = self.cleaned_data
        if not given.get("files") and not given.get("addresses") and not given.get("pasted", "").strip():
            self.add_error(None, "Choose a file, give an address or paste a text.")
        elif self.cleaned_data.get("pasted", "").strip() and not self.cleaned_data.get("title"):
            self.add_error("title", "Pasted text needs a title.")
        return self.cleaned_data

    @property
    def item(self) -> dict[str, Any]:
        """What holds for every text of the form, as CSL-JSON without id and title."""
        given = {
            "type": "document",
            "author": self.cleaned_data["authors"],
            "issued": self.cleaned_data["issued"],
            "container-title": self.cleaned_data["container"],
        }
        return {field: value for field, value in given.items() if value}


class BibliographyForm(forms.Form):
    """A bibliography as a file or as text."""

    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(one.ending for one in FORMATS.values())}),
        help_text="BibTeX (.bib), RIS (.ris) or CSL-JSON (.json), in UTF-8.",
    )
    pasted = forms.CharField(
        label="Or paste the entries", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean_file(self) -> UploadedFile | None:
        """Return the file unless it is too large for a bibliography."""
        file = self.cleaned_data["file"]
        if file and file.size > MAX_TEXT_BYTES:
            raise forms.ValidationError(f"A bibliography has at most {MAX_TEXT_BYTES / 1e6:.0f} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        if not self.errors and not self.cleaned_data.get("file") and not self.cleaned_data.get("pasted", "").strip():
            self.add_error(None, "Choose a file or paste entries.")
        return self.cleaned_data

    def read(self) -> tuple[str, str]:
        """Return the name and the text of what was given; UnreadableText if it is no text."""
        file = self.cleaned_data["file"]
        if not file:
            return "", self.cleaned_data["pasted"]
        return file.name, decode(file.read()).text


class VersionForm(forms.Form):
    """A source received again: one file, or its text."""

    file = forms.FileField(
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text="In any format that is read; it need not be the one of the version before.",
    )
    pasted = forms.CharField(
        label="Or paste the text", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one of the two."""
        given = bool(self.cleaned_data.get("file")) + bool(self.cleaned_data.get("pasted", "").strip())
        # A file that could not be taken has said so itself.
        if given != 1 and not self.errors:
            self.add_error(None, "Take the file or the text, not both." if given else "Choose a file or paste a text.")
        return self.cleaned_data

    @property
    def received(self) -> tuple[str, bytes, str]:
        """Origin, bytes and stated media type of what was sent."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return PASTED, self.cleaned_data["pasted"].encode(), TEXT
        # One byte more than is allowed is enough to be refused as too large.
        return file.name or "", file.read(MAX_FILE_BYTES + 1), file.content_type or ""
