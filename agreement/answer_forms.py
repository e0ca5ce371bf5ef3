"""What a person sends to answer a passage, to take an answer back, and to find an author silent."""

from django import forms

from agreement.domain.answering.answers import About, Attitude, Said, answer_for, read_answer
from agreement.errors import UnknownAnswerError
from claims.enums import Bearing
from sources.domain.byline import read_byline
from sources.domain.csl import AuthorName, read_names

NEITHER = "none"
"""The one key that says that a passage is about neither."""


class AnswerForm(forms.Form):
    """Both answers, by one key or in two steps, whose view it is, and what was seen."""

    key = forms.ChoiceField(choices=[*Bearing.choices, (NEITHER, "Neither")], required=False)
    about = forms.ChoiceField(choices=[(one.value, one.value) for one in About], required=False)
    attitude = forms.ChoiceField(choices=[(one.value, one.value) for one in Attitude if one], required=False)
    speaker = forms.CharField(max_length=240, required=False)
    seen = forms.CharField(max_length=120, required=False)
    brief = forms.BooleanField(required=False, help_text="Leaves the fragments of the page out of the answer.")

    def clean_speaker(self) -> AuthorName | None:
        """Return the one name that was typed, None for nothing."""
        names = read_names(read_byline(self.cleaned_data["speaker"]))
        if len(names) > 1:
            raise forms.ValidationError("Name one speaker; put a name with “and” in quotation marks.")
        return names[0] if names else None

    def clean(self) -> dict[str, object]:
        """Add `said`, both answers; a key stands above what was ticked."""
        given = super().clean() or self.cleaned_data
        try:
            given["said"] = self._said()
        except UnknownAnswerError as error:
            raise forms.ValidationError(error.message) from error
        return given

    def _said(self) -> Said:
        key = self.cleaned_data.get("key", "")
        if key:
            return answer_for("" if key == NEITHER else key)
        return read_answer(self.cleaned_data.get("about", ""), self.cleaned_data.get("attitude", ""))


class _Numbers(forms.Field):
    """Ids sent several times under one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: object) -> list[int]:
        """Return the ids, each once, in their order; raises for what is no id."""
        typed = value if isinstance(value, list) else []
        if not all(str(one).isdecimal() and len(str(one)) < 19 for one in typed):
            raise forms.ValidationError("That names no sentence.")
        return list(dict.fromkeys(int(one) for one in typed))


class SilenceForm(forms.Form):
    """The sentences that were shown, none of which spoke."""

    shown = _Numbers(required=False)
    brief = forms.BooleanField(required=False)
