"""What the lists of the library are narrowed to."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from sources.enums import SourceNature, SourceStatus
from sources.models import Author
from sources.queries import LibraryFilters, SearchFilters


class LibraryForm(forms.Form):
    """What the library is narrowed to, and in which order it comes; a wrong value narrows nothing."""

    q = forms.CharField(
        label="Title or place of publication",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    author = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *SourceStatus.choices])
    graded = forms.ChoiceField(
        label="Reliability",
        required=False,
        choices=[("", "Any"), *((letter, f"{letter.upper()} or better") for letter in "abcde")],
    )
    nature = forms.ChoiceField(label="The text is", required=False, choices=[("", "Any"), *SourceNature.choices])
    text = forms.ChoiceField(required=False, choices=[("", "Any"), ("with", "With a text"), ("without", "Listed only")])
    order = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Last added"),
            ("newest", "Newest work"),
            ("oldest", "Oldest work"),
            ("author", "Author"),
            ("title", "Title"),
            ("passages", "Most passages"),
            ("reliability", "Reliability"),
        ],
    )

    def __init__(self, *arguments: Any, authors: Iterable[Author], **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*arguments, **options)
        offer_authors(self, authors)

    @property
    def filters(self) -> LibraryFilters:
        """What was asked for, as far as it is known."""
        given = self.held
        return LibraryFilters(title=given.pop("q", ""), **given)

    @property
    def held(self) -> dict[str, str]:
        """The filters that hold, as the address names them."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SearchForm(forms.Form):
    """What is looked for in the texts, and in which of them; a wrong value narrows nothing."""

    q = forms.CharField(
        label="Words or “a phrase”",
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    author = forms.ChoiceField(required=False)
    since = forms.IntegerField(label="From year", required=False, min_value=1, max_value=9999)
    until = forms.IntegerField(label="To year", required=False, min_value=1, max_value=9999)
    status = forms.ChoiceField(required=False, choices=[("", "Any"), *SourceStatus.choices])

    def __init__(self, *arguments: Any, authors: Iterable[Author], **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*arguments, **options)
        offer_authors(self, authors)

    @property
    def filters(self) -> SearchFilters:
        """What was asked for, as far as it is known."""
        return SearchFilters(**{name: value for name, value in self.held.items() if name != "q"})

    @property
    def held(self) -> dict[str, Any]:
        """What was typed and chosen, as the address names it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def offer_authors(form: forms.Form, authors: Iterable[Author]) -> None:
    """Let the form's `author` be any of these."""
    field = cast("forms.ChoiceField", form.fields["author"])
    field.choices = [("", "All authors"), *((one.slug, one.name) for one in authors)]
