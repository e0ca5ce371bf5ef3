"""What people type about maps and arguments. Forms check shape; services decide and write."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from arguments.domain.interchange.formats import FORMATS
from arguments.enums import GradualSemantics, MapLayoutView, PremiseStatus, Relation
from arguments.services import TITLE_MAX_LENGTH
from arguments.services.scoring import REASON_MAX_LENGTH
from claims.models import CLAIM_MAX_LENGTH
from sources.models import Author

CLAIM_LABEL = re.compile(r"[Cc]-?(\d{1,9})(?:\s.*)?", re.DOTALL)
PREMISE_FIELDS = 3


class MapForm(forms.Form):
    """A map's title, what it is about and the claim that it is drawn around."""

    title = forms.CharField(max_length=TITLE_MAX_LENGTH, help_text="The question that the map answers.")
    lead = forms.CharField(
        label="Lead claim",
        max_length=CLAIM_MAX_LENGTH,
        widget=forms.TextInput(attrs={"list": "claims", "autocomplete": "off", "placeholder": "C-12"}),
        help_text="Its number. All that bears on it is in the map.",
    )
    description = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="One or two sentences for readers."
    )

    def clean_lead(self) -> int:
        """Return the number of the claim that was named."""
        number = claim_number(self.cleaned_data["lead"])
        if number is None:
            raise forms.ValidationError("Write a claim's number, such as C-12.")
        return number


class MapSettingsForm(MapForm):
    """What a map is called, is about and is drawn around, how it opens, and how its strengths are computed."""

    view = forms.ChoiceField(label="Opens as", choices=MapLayoutView.choices)
    semantics = forms.ChoiceField(
        label="Strengths by",
        choices=GradualSemantics.choices,
        help_text="How the evaluation turns base scores, reasons and objections into strengths.",
    )
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    field_order = ("title", "description", "lead", "view", "semantics")

    def clean_seen(self) -> dict[str, str]:
        """Return what the form was opened with, by name of the field; nothing if it does not say so."""
        seen = self.cleaned_data["seen"]
        known = ("title", "description", "lead", "view", "semantics")
        if not isinstance(seen, dict) or not str(seen.get("lead", "0")).isdecimal():
            return {}
        return {name: str(value) for name, value in seen.items() if name in known}


class TitleForm(forms.Form):
    """The title of a copy."""

    title = forms.CharField(max_length=TITLE_MAX_LENGTH)


class ArgumentForm(forms.Form):
    """A relation, up to three premises (existing claims by number, or new wordings) and who draws the step."""

    relation = forms.ChoiceField(choices=Relation.choices, widget=forms.HiddenInput)
    author = forms.ChoiceField(
        required=False, label="Who draws this step?", help_text="Leave it open where it is the team's own step."
    )

    def __init__(self, *args: Any, authors: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["author"]).choices = [
            ("", "The team"),
            *((author.slug, author.name) for author in authors),
        ]
        for number in range(1, PREMISE_FIELDS + 1):
            self.fields[f"premise_{number}"] = forms.CharField(
                label="Premise" if number == 1 else f"Together with (premise {number})",
                required=number == 1,
                max_length=CLAIM_MAX_LENGTH,
                widget=forms.TextInput(attrs={"list": "claims", "autocomplete": "off"}),
            )
            self.fields[f"unstated_{number}"] = forms.BooleanField(required=False, label="Unstated")

    def premise_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields of each premise: its wording, and whether nobody says it."""
        numbers = range(1, PREMISE_FIELDS + 1)
        return [(self[f"premise_{number}"], self[f"unstated_{number}"]) for number in numbers]

    def premises(self) -> list[tuple[str, str, str]]:
        """Return field, wording and status of each premise that was typed."""
        typed: list[tuple[str, str, str]] = []
        for number in range(1, PREMISE_FIELDS + 1):
            text = self.cleaned_data[f"premise_{number}"].strip()
            unstated = self.cleaned_data[f"unstated_{number}"]
            if text:
                status = PremiseStatus.IMPLICIT if unstated else PremiseStatus.STATED
                typed.append((f"premise_{number}", text, status))
        return typed


class BaseScoreForm(forms.Form):
    """A base score by hand, and why."""

    value = forms.FloatField(min_value=0, max_value=1)
    reason = forms.CharField(required=False, max_length=REASON_MAX_LENGTH)


class MapFileForm(forms.Form):
    """A file of a map, or pasted text, and its format."""

    file = forms.FileField(
        label="File",
        required=False,
        help_text="Argdown, AIF, a Kialo export, GraphML, DOT, APX, TGF, or a map saved here as JSON.",
    )
    pasted = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    format = forms.ChoiceField(
        label="Format",
        required=False,
        choices=[("", "As the name and the content tell"), *((one.name, one.title) for one in FORMATS.values())],
    )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, and both at once."""
        given = super().clean() or self.cleaned_data
        if bool(given.get("file")) == bool((given.get("pasted") or "").strip()):
            raise forms.ValidationError("Choose a file or paste its text, one of the two.")
        if not given.get("file") and not given.get("format"):
            self.add_error("format", "Say in which format the pasted text is.")
        return given

    def received(self, limit: int) -> tuple[bytes, str]:
        """Return the bytes, at most one more than the limit, and the name of the file, "" for pasted text."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(limit + 1), file.name
        return self.cleaned_data["pasted"].encode(), ""


def claim_number(text: str) -> int | None:
    """Return the number in "C-12" or "C-12 and its wording", None for any other text."""
    match = CLAIM_LABEL.fullmatch(text.strip())
    return int(match[1]) if match else None
