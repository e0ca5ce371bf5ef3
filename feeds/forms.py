"""Shape of a webhook as a person gives it."""

from typing import Any, cast

from django import forms

from feeds.enums import EventType
from releases.models import ClaimSet
from workspaces.models import Workspace

TOLD = [choice for choice in EventType.choices if choice[0] != EventType.TEST]


class WebhookForm(forms.Form):
    """Where messages go and what they tell of."""

    url = forms.URLField(
        label="Address",
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…", "autocomplete": "off"}),
        help_text="https on the public web. It is asked whether it is there, not what it does.",
    )
    claim_set = forms.ModelChoiceField(
        label="About", queryset=ClaimSet.objects.none(), required=False, empty_label="All claim sets"
    )
    event_types = forms.MultipleChoiceField(
        label="Tells of",
        choices=TOLD,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label_suffix="",
        help_text="Nothing chosen: all of them.",
    )

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[ClaimSet]", self.fields["claim_set"])
        field.queryset = ClaimSet.objects.filter(workspace=workspace)
