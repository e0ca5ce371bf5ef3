"""What people choose of a comparison: whom, on which claims, and how it is shown."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from agreement.domain.comparing.arranging import OUTCOME_NAMES, Grouping, Order
from agreement.domain.comparing.numbers import parse_numbers
from agreement.queries import ComparedClaim, ComparisonFilters
from claims.enums import ClaimKind, ClaimStatus
from claims.queries import ANY_STATUS

COMPARISON_FORM = "compare-form"
"""Id of the form of a comparison: what stands beside the table belongs to it too."""


class ComparisonForm(forms.Form):
    """What a comparison is narrowed to and how it is shown. Whatever is not understood narrows and changes nothing."""

    topic = forms.MultipleChoiceField(required=False, label="Topics", widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(required=False, choices=[("", "Any kind"), *ClaimKind.choices])
    status = forms.ChoiceField(
        required=False, choices=[("", "Current"), *ClaimStatus.choices, (ANY_STATUS, "Any, retired too")]
    )
    claims = forms.CharField(required=False, label="Only these claims", max_length=2000)
    as_of = forms.DateField(required=False, label="As of", widget=forms.DateInput(attrs={"type": "date"}))
    outcome = forms.ChoiceField(
        required=False, choices=[("", "Any outcome"), *((key.value, name) for key, name in OUTCOME_NAMES.items())]
    )
    changed = forms.BooleanField(required=False, label="Changed positions only")
    group = forms.ChoiceField(
        required=False, choices=[("", "By outcome"), (Grouping.TOPIC.value, "By topic")], label="Grouped"
    )
    sort = forms.ChoiceField(
        required=False,
        label="Order",
        choices=[
            ("", "Most contested first"),
            (Order.NUMBER.value, "By number"),
            (Order.TOPIC.value, "By topic"),
            (Order.CHANGED.value, "Last changed first"),
        ],
    )

    def __init__(self, *args: Any, topics: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["topic"]).choices = [(topic, topic) for topic in topics]
        self.fields["claims"].widget.attrs["placeholder"] = "C-3, C-12–C-15"
        for name in ("outcome", "changed", "group", "sort"):
            self.fields[name].widget.attrs["form"] = COMPARISON_FORM
        self.is_valid()

    @property
    def filters(self) -> ComparisonFilters:
        """The filters, those that were not understood left out."""
        given = self.cleaned_data
        return ComparisonFilters(
            topics=tuple(given.get("topic", ())),
            kind=given.get("kind", ""),
            status=given.get("status", ""),
            numbers=parse_numbers(given.get("claims", "")),
            as_of=given.get("as_of"),
        )

    @property
    def order(self) -> Order:
        """What the rows of a group are ordered by."""
        return Order(self.cleaned_data.get("sort") or Order.CONTESTED)

    @property
    def grouping(self) -> Grouping:
        """What the rows are grouped by."""
        return Grouping(self.cleaned_data.get("group") or Grouping.OUTCOME)

    def shows(self, row: ComparedClaim) -> bool:
        """Whether the row is among those that are asked for."""
        outcome = self.cleaned_data.get("outcome")
        return (not outcome or row.relation == outcome) and (not self.cleaned_data.get("changed") or row.changed)
