"""Shapes of what people say about one source."""

from typing import Any

from django import forms

from sources.domain.byline import write_byline, write_day
from sources.domain.csl import bare_doi
from sources.enums import Credibility, Reliability, SourceNature, SourceStatus
from sources.forms.byline import BylineFields
from sources.models import Source


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
