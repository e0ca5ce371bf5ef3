"""What a reader sends to make evidence of a passage, to decide on it, and to take a step back."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core import signing

from claims.domain.steps import Step, step_of
from claims.enums import Bearing, ClaimKind, EvidenceState
from claims.models import CLAIM_MAX_LENGTH
from sources.domain.byline import read_byline
from sources.domain.csl import AuthorName, read_names
from sources.models import Author

CLAIM_LABEL = re.compile(r"\s*[Cc]-(\d{1,9})\s*")
STEP_SALT = "claims.reader.step"
"""Steps leave the server signed, so that what comes back is what was done."""


class PassageForm(forms.Form):
    """A quote from a text and the claim that it bears on, which may be worded here for the first time."""

    quote = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Word for word as it stands in the text; “…” leaves words out.",
    )
    start = forms.RegexField(
        regex=r"^\d{1,9}(,\d{1,9})*$",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Mark the passage again."},
    )
    bearing = forms.ChoiceField(choices=Bearing.choices, initial=Bearing.SUPPORTS, widget=forms.RadioSelect)
    claim = forms.CharField(
        max_length=CLAIM_MAX_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="A number such as C-12, or words of a claim. Other words become a new claim.",
    )
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="A new claim is",
        choices=ClaimKind.choices,
        required=False,
        initial=ClaimKind.FACTUAL,
        widget=forms.RadioSelect,
    )
    speaker = forms.ChoiceField(label="View of", required=False)
    new_speaker = forms.CharField(label="or somebody new", max_length=240, required=False)
    score = forms.FloatField(required=False, min_value=0, max_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, authors: Iterable[Author], writers: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        first = list(writers)[:1]
        self.authors = {str(author.pk): author for author in [*first, *(each for each in authors if each not in first)]}
        names = {pk: author.name for pk, author in self.authors.items()}
        for author in first:
            names[str(author.pk)] = f"{author.name} (the author)"
        choices = list(names.items()) if first else [("", "Choose an author"), *names.items()]
        cast("forms.ChoiceField", self.fields["speaker"]).choices = choices

    def clean_start(self) -> tuple[int, ...]:
        """Return where each stretch begins; () leaves it to the words."""
        typed = self.cleaned_data["start"]
        return tuple(int(part) for part in typed.split(",")) if typed else ()

    def clean_kind(self) -> str:
        """Return the kind, factual if none was chosen."""
        return self.cleaned_data["kind"] or ClaimKind.FACTUAL

    def clean_new_speaker(self) -> AuthorName | None:
        """Return the one name that was typed, None for nothing."""
        names = read_names(read_byline(self.cleaned_data["new_speaker"]))
        if len(names) > 1:
            raise forms.ValidationError("Name one speaker; put a name with “and” in quotation marks.")
        return names[0] if names else None

    @property
    def chosen_speaker(self) -> Author | AuthorName | None:
        """Whose view it is: the new name before the chosen author; None leaves it to the source."""
        return self.cleaned_data.get("new_speaker") or self.authors.get(self.cleaned_data["speaker"])

    @property
    def claim_number(self) -> int | None:
        """Number of the claim that was chosen or typed as C-12, None if the words are a new claim."""
        typed = CLAIM_LABEL.fullmatch(self.cleaned_data["claim"])
        return self.cleaned_data["number"] or (int(typed[1]) if typed else None)


class DecisionForm(forms.Form):
    """Accepting or rejecting a suggestion where it is read; a bearing replaces the suggested one."""

    state = forms.ChoiceField(choices=EvidenceState.choices)
    bearing = forms.ChoiceField(choices=Bearing.choices, required=False)


class StepForm(forms.Form):
    """A step to take back, as `signed_step` wrote it."""

    step = forms.CharField()

    def clean_step(self) -> Step:
        """Return the step; what was not signed here is refused."""
        try:
            return step_of(signing.loads(self.cleaned_data["step"], salt=STEP_SALT))
        except (signing.BadSignature, KeyError, TypeError) as error:
            raise forms.ValidationError("That is no step that can be undone.") from error


def signed_step(step: Step) -> str:
    """Return the step as a text that `StepForm` reads."""
    return signing.dumps(step.as_values(), salt=STEP_SALT, compress=True)
