"""What people type about claim sets, releases and notices. Forms check shape; services decide and write."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone

from claims.enums import ClaimKind, ClaimStatus
from releases.domain.filtering import MAX_LENGTH, SavedFilter
from releases.domain.licences import LICENCES, is_licence, licence_name
from releases.enums import Gathering, NoticeKind
from releases.models import ClaimSet, Release
from releases.models.claim_set import DEFAULT_LICENCE, DESCRIPTION_MAX_LENGTH, SLUG_MAX_LENGTH, TITLE_MAX_LENGTH
from releases.queries.members import saved_filter
from releases.services.notices import NOTICE_MAX_LENGTH
from releases.services.releases import NOTES_MAX_LENGTH
from sources.models import Author

CLAIM_NUMBER = re.compile(r"[Cc]-?(\d{1,9})|(\d{1,9})")
MOST_AT_ONCE = 500


class FilterForm(forms.Form):
    """The conditions of a saved filter."""

    topic = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    kind = forms.MultipleChoiceField(required=False, choices=ClaimKind.choices, widget=forms.CheckboxSelectMultiple)
    status = forms.MultipleChoiceField(required=False, choices=ClaimStatus.choices, widget=forms.CheckboxSelectMultiple)
    author = forms.MultipleChoiceField(required=False, label="With a stance of", widget=forms.CheckboxSelectMultiple)
    q = forms.CharField(required=False, label="With the words", max_length=MAX_LENGTH, widget=forms.SearchInput)

    def __init__(self, *args: Any, topics: Iterable[str], authors: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._offer("topic", [(topic, topic) for topic in topics])
        self._offer("author", [(one.slug, one.name) for one in authors])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer the choices, and those that the filter has already though nothing goes by them now."""
        known = {value for value, _ in choices}
        gone = [(value, f"{value} (none now)") for value in self.initial.get(name, ()) if value not in known]
        cast("forms.MultipleChoiceField", self.fields[name]).choices = choices + gone

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The fields in which one ticks what may be."""
        return [self[name] for name in ("topic", "status", "kind", "author")]

    @property
    def saved(self) -> SavedFilter:
        """The filter that a valid form says."""
        given = self.cleaned_data
        return SavedFilter(
            topic=tuple(given.get("topic", ())),
            kind=tuple(given.get("kind", ())),
            status=tuple(given.get("status", ())),
            author=tuple(given.get("author", ())),
            q=given.get("q", "").strip(),
        )


class ClaimSetForm(FilterForm):
    """What a claim set is called, is about, is cited by, and how it gathers its claims."""

    title = forms.CharField(max_length=TITLE_MAX_LENGTH, widget=forms.TextInput(attrs={"autofocus": True}))
    slug = forms.CharField(
        label="Address",
        max_length=SLUG_MAX_LENGTH,
        help_text="Part of addresses that others cite, so it never changes: lower-case letters, digits, hyphens.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    description = forms.CharField(
        required=False,
        max_length=DESCRIPTION_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is in it and what is not, for people who find it.",
    )
    creators = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who is cited for it, one name a line. Without any, the workspace is.",
    )
    licence = forms.ChoiceField(help_text="Releases come under it; what was released stays under the licence it had.")
    gathering = forms.ChoiceField(label="Its claims are gathered", choices=Gathering.choices, widget=forms.RadioSelect)
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, claim_set: ClaimSet | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        initial = _initial(claim_set) if claim_set else {"licence": DEFAULT_LICENCE, "gathering": Gathering.BY_HAND}
        super().__init__(*args, initial=initial, **kwargs)
        own = [claim_set.licence] if claim_set and claim_set.licence not in LICENCES else []
        cast("forms.ChoiceField", self.fields["licence"]).choices = [
            *((key, f"{name} ({key})") for key, name in LICENCES.items()),
            *((key, licence_name(key)) for key in own if is_licence(key)),
        ]
        if claim_set:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        """Return the address in lower case."""
        return str(self.cleaned_data["slug"]).strip().lower()

    def clean_creators(self) -> list[str]:
        """Return the names, one a line."""
        return [" ".join(line.split()) for line in self.cleaned_data["creators"].splitlines() if line.strip()]

    def clean_opened_at(self) -> datetime | None:
        """Return the moment that the form carried, None for a new set."""
        raw = self.cleaned_data["opened_at"]
        if not raw:
            return None
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError as error:
            raise forms.ValidationError("The form is damaged. Reload the page and try again.") from error
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)

    @property
    def values(self) -> dict[str, Any]:
        """What a valid form says of a claim set, whoever may read it."""
        given = self.cleaned_data
        named = {name: given[name] for name in ("title", "description", "licence", "creators", "gathering")}
        return {**named, "saved_filter": self.saved if given["gathering"] == Gathering.BY_FILTER else None}


class ReleaseForm(forms.Form):
    """What is new in a release, in the editor's words."""

    notes = forms.CharField(
        required=False,
        label="What is new",
        max_length=NOTES_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "For those who used the release before"}),
    )


class NoticeForm(forms.Form):
    """What an editor says of a release that was made."""

    kind = forms.ChoiceField(label="What is it?", choices=NoticeKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What is wrong",
        max_length=NOTICE_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In words for readers who never saw this workspace.",
    )
    replaced_by = forms.ChoiceField(
        required=False, label="To use instead", help_text="Another release of this claim set, if one is right."
    )
    is_meant = forms.BooleanField(
        label="I know that a notice stays for good and goes to everybody who follows the releases",
        error_messages={"required": "Say that you mean it: a notice cannot be taken back."},
    )

    def __init__(self, *args: Any, others: Iterable[Release], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.others = {str(one.number): one for one in others}
        cast("forms.ChoiceField", self.fields["replaced_by"]).choices = [
            ("", "None"),
            *((number, f"Release {number}") for number in self.others),
        ]

    def clean_replaced_by(self) -> Release | None:
        """Return the release of that number, None if none is named."""
        return self.others.get(self.cleaned_data["replaced_by"])


def claim_numbers(given: Iterable[str]) -> list[int]:
    """Return the numbers of claims that are named, such as "C-12, 14 c9", once each; what names none is left out."""
    words = [word for text in given for word in re.split(r"[\s,;]+", text) if word]
    found = [match for word in words if (match := CLAIM_NUMBER.fullmatch(word))]
    return list(dict.fromkeys(int(match[1] or match[2]) for match in found))[:MOST_AT_ONCE]


def _initial(claim_set: ClaimSet) -> dict[str, Any]:
    saved = saved_filter(claim_set.filter)
    return {
        "title": claim_set.title,
        "description": claim_set.description,
        "creators": "\n".join(claim_set.creators),
        "licence": claim_set.licence,
        "gathering": claim_set.gathering,
        "opened_at": claim_set.updated_at.isoformat(),
        "topic": list(saved.topic),
        "kind": list(saved.kind),
        "status": list(saved.status),
        "author": list(saved.author),
        "q": saved.q,
    }
