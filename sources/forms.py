"""Shapes of what people send about sources."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from sources.domain.byline import read_byline, read_day, write_byline, write_day
from sources.domain.csl import bare_doi, read_date
from sources.domain.media_types import ENDINGS, MAX_FILE_BYTES, TEXT
from sources.enums import Credibility, Reliability, SourceNature, SourceStatus
from sources.errors import InvalidCslItem
from sources.models import Source

PASTED = "pasted text"


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; its value is a list, empty if there are none."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401, ARG002 - Django's signature
        """Return the files; an empty one is left for the reading of it to name."""
        return [one for one in data if one] if isinstance(data, list | tuple) else [data] if data else []


class BylineFields(forms.Form):
    """What both forms of a source ask in words: authors and the date as far as it is known."""

    authors = forms.CharField(
        required=False,
        help_text="Ada Moss; Reed, Jon K. — an organisation in quotation marks: “Harbour Board”.",
    )
    issued = forms.CharField(label="Date", max_length=10, required=False, help_text="2024, 2024-03 or 2024-03-05.")

    def clean_authors(self) -> list[dict[str, str]]:
        """Return the names as a CSL name list."""
        return read_byline(self.cleaned_data["authors"])

    def clean_issued(self) -> dict[str, Any] | None:
        """Return the date as CSL, None without one."""
        typed = self.cleaned_data["issued"]
        try:
            issued = read_day(typed)
            read_date(issued)
        except (ValueError, InvalidCslItem) as error:
            raise forms.ValidationError(f"“{typed}” is no date such as 2024, 2024-03 or 2024-03-05.") from error
        return issued


class SourceForm(BylineFields):
    """One or several texts with what is known of them."""

    files = ManyFilesField(  # type: ignore[assignment]  # a form's fields are no attributes
        label="Files",
        required=False,
        widget=ManyFilesInput(attrs={"accept": ",".join(ENDINGS), "multiple": True}),
        help_text="Plain text or Markdown, in UTF-8. Several at once become a source each.",
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


class SourceDetailsForm(BylineFields):
    """What is known of one work."""

    title = forms.CharField(max_length=500)
    container = forms.CharField(label="Published in", max_length=300, required=False, help_text="Journal or site.")
    publisher = forms.CharField(max_length=300, required=False)
    doi = forms.CharField(label="DOI", max_length=200, required=False, help_text="10.1234/abcd, or its address.")
    url = forms.URLField(
        label="Address",
        max_length=2000,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
    )
    language = forms.CharField(max_length=12, required=False, help_text="Such as en or ko.")
    nature = forms.ChoiceField(label="The text is", choices=SourceNature.choices)
    note = forms.CharField(
        label="Notes",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown above the text.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "authors", "issued", "container", "publisher", "doi", "url", "language", "nature", "note")

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*arguments, **options)
        self.fields["authors"].widget = forms.Textarea(attrs={"rows": 3})
        self.fields["authors"].help_text = "One a line, in their order. An organisation in quotation marks."

    @classmethod
    def of_source(cls, source: Source) -> "SourceDetailsForm":
        """Return the form filled with what is stored."""
        names = [(author.family, author.given) for author in source.ordered_authors]
        publisher = source.csl.get("publisher", "")
        return cls(
            initial={
                "title": source.title,
                "authors": write_byline(names),
                "issued": write_day(source.issued_on, source.issued_precision),
                "container": source.csl.get("container-title", "" if publisher else source.container),
                "publisher": publisher,
                "doi": source.doi,
                "url": source.url,
                "language": source.language,
                "nature": source.nature,
                "note": source.csl.get("note", ""),
                "revision": source.revision,
            }
        )

    def clean_doi(self) -> str:
        """Return the DOI without the address before it."""
        return bare_doi(self.cleaned_data["doi"])

    @property
    def changes(self) -> dict[str, Any]:
        """What was given, as fields of a CSL-JSON item."""
        given = self.cleaned_data
        return {
            "title": given["title"],
            "author": given["authors"],
            "issued": given["issued"],
            "container-title": given["container"],
            "publisher": given["publisher"],
            "DOI": given["doi"],
            "URL": given["url"],
            "language": given["language"],
            "note": given["note"],
        }


class GradeForm(forms.Form):
    """How far a source is to be relied on, and how credible what it says is."""

    reliability = forms.ChoiceField(label="Reliability of the source", choices=Reliability.choices)
    credibility = forms.ChoiceField(label="Credibility of what it says", choices=Credibility.choices)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StatusForm(forms.Form):
    """Whether its publisher still stands by a source."""

    status = forms.ChoiceField(choices=SourceStatus.choices)
    on = forms.DateField(label="On", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands beside the mark, wherever the source is quoted or shown.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


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
