"""Shapes of what people send about the places of passages."""

from typing import Any

from django import forms


class MoveForm(forms.Form):
    """Where a passage is moved to: the words that stand there, and their offset if known (code points)."""

    exact = forms.CharField(
        label="Words of the new text",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Copy them from the text; they are checked letter by letter.",
    )
    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class RepairFilterForm(forms.Form):
    """What the queue is narrowed to: a source by its identifier, a claim by its number."""

    source = forms.UUIDField(required=False)
    claim = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    @property
    def narrowing(self) -> dict[str, Any]:
        """The values that were given and can be read; others narrow nothing."""
        self.is_valid()
        return {field: value for field, value in self.cleaned_data.items() if value}
