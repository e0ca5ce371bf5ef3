"""What a reader sends to make evidence of a passage."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from claims.enums import Bearing, ClaimKind
from claims.models import CLAIM_MAX_LENGTH
from sources.models import Author

CLAIM_LABEL = re.compile(r"\s*[Cc]-(\d{1,9})\s*")


class PassageForm(forms.Form):
    """A quote from a text and the claim that it bears on, which may be worded here for the first time."""

    quote = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Word for word as it stands in the text; “…” leaves words out.",
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    bearing = forms.ChoiceField(choices=Bearing.choices, initial=Bearing.SUPPORTS, widget=forms.RadioSelect)
    claim = forms.CharField(
        max_length=CLAIM_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="A number such as C-12, or words of a claim. Other words become a new claim.",
    )
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="A new claim is", choices=ClaimKind.choices, required=False)
    speaker = forms.ChoiceField(label="Whose view is it?", required=False)

    def __init__(self, *args: Any, authors: Iterable[Author], writers: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        first = list(writers)[:1]
        others = [author for author in authors if author not in first]
        cast("forms.ChoiceField", self.fields["speaker"]).choices = [
            *([(str(author.pk), f"{author.name} (the author)") for author in first] or [("", "Choose an author")]),
            *((str(author.pk), author.name) for author in others),
        ]

    def clean_kind(self) -> str:
        """Return the kind, factual if none was chosen."""
        return self.cleaned_data["kind"] or ClaimKind.FACTUAL

    @property
    def claim_number(self) -> int | None:
        """Number of the claim that was chosen or typed as C-12, None if the words are a new claim."""
        typed = CLAIM_LABEL.fullmatch(self.cleaned_data["claim"])
        return self.cleaned_data["number"] or (int(typed[1]) if typed else None)
