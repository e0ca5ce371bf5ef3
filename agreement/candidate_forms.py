"""What people choose and type about candidate claims."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms

from agreement.forms import WordingForm
from agreement.queries.candidate_words import CUE_WORDS
from agreement.queries.candidates import CandidateFilters, Choices
from claims.enums import Bearing
from claims.models import Claim
from workspaces.models import Workspace

NEARNESS = [("", "Near a claim or not"), ("yes", "Near a claim"), ("no", "Near no claim")]


class CandidateForm(WordingForm):
    """A claim worded from one sentence, and how that sentence bears on it."""

    bearing = forms.ChoiceField(choices=Bearing.choices, label="The sentence")


class CandidateLinkForm(forms.Form):
    """A claim that a candidate is linked to, and how it bears on it."""

    claim = forms.ModelChoiceField(queryset=Claim.objects.none(), to_field_name="number")
    bearing = forms.ChoiceField(choices=Bearing.choices)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        claims = Claim.objects.current().filter(workspace=workspace)
        cast("forms.ModelChoiceField[Claim]", self.fields["claim"]).queryset = claims


class CandidateFilterForm(forms.Form):
    """What a list of candidates is narrowed to. Whatever is not understood narrows nothing."""

    author = forms.ChoiceField(required=False)
    source = forms.ChoiceField(required=False)
    cue = forms.ChoiceField(required=False, label="Sign", choices=[("", "Any sign"), *CUE_WORDS.items()])
    near = forms.ChoiceField(required=False, label="Claims", choices=NEARNESS)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["author"]).choices = [
            ("", "Everybody"),
            *((one["slug"], f"{one['given']} {one['family']} ({one['count']})".strip()) for one in choices.authors),
        ]
        cast("forms.ChoiceField", self.fields["source"]).choices = [
            ("", "Any source"),
            *((str(one["id"]), f"{one['title']} ({one['count']})") for one in choices.sources),
        ]
        self.is_valid()

    @property
    def filters(self) -> CandidateFilters:
        """The filters, those that were not understood left out."""
        source = self.cleaned_data.get("source")
        return CandidateFilters(
            author=self.cleaned_data.get("author", ""),
            source=UUID(source) if source else None,
            cue=self.cleaned_data.get("cue", ""),
            near=self.cleaned_data.get("near", ""),
        )

    @property
    def query(self) -> str:
        """The filters that hold, as the start of an address's query: "author=moss&" or ""."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return f"{urlencode(chosen)}&" if chosen else ""
