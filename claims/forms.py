"""What people type about claims and stances. Forms check shape; services decide and write."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from claims.domain.likelihood import ICD_203
from claims.enums import DECIDING_ANSWERS, ClaimKind, ClaimStatus, Position
from claims.models import CLAIM_MAX_LENGTH, COMMENT_MAX_LENGTH, TOPIC_MAX_LENGTH, Claim
from claims.queries import ANY_STATUS, SILENT, ClaimFilters
from claims.services.adjudicating import REASON_MAX_LENGTH, Ruling
from common.errors import ParallaxError
from sources.models import Author, Source

KIND_HELP = "Factual: is it so? Causal: does it follow? Predictive: will it be? Normative: should it be?"


class ClaimForm(forms.Form):
    """A claim's wording, kind and topic, and which state of the claim the form was opened with."""

    text = forms.CharField(
        label="Claim",
        max_length=CLAIM_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="One proposition, in your words, that an author can affirm or deny.",
    )
    kind = forms.ChoiceField(choices=ClaimKind.choices, help_text=KIND_HELP)
    topic = forms.CharField(
        max_length=TOPIC_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
        help_text="Claims of one topic are compared together.",
    )
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of_claim(cls, claim: Claim) -> "ClaimForm":
        """Return the form filled with what the claim says now."""
        return cls(
            initial={
                "text": claim.text,
                "kind": claim.kind,
                "topic": claim.topic,
                "opened_at": claim.updated_at.isoformat(),
            }
        )

    def clean_opened_at(self) -> datetime | None:
        """Return the moment that the form carried, None for a new claim."""
        raw = self.cleaned_data["opened_at"]
        if not raw:
            return None
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError as error:
            raise forms.ValidationError("The form is damaged. Reload the page and try again.") from error
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


class StanceForm(forms.Form):
    """An author's stance as an editor reads it."""

    author = forms.ChoiceField()
    position = forms.ChoiceField(choices=Position.choices)
    likelihood_term = forms.ChoiceField(
        choices=[("", "Not weighed"), *((term.key, f"{term.words} ({term.range})") for term in ICD_203.terms)],
        required=False,
        label="Likelihood, in words",
        help_text="How likely the author holds the claim to be, by the scale of ICD 203.",
    )
    likelihood = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        label="Likelihood, per cent",
        help_text="If the author gives a number, or you can narrow the range down.",
    )
    as_of = forms.DateField(
        required=False,
        label="As of",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="When the author took it.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Because",
        help_text="What a reader needs to see why words alone did not decide.",
    )

    def __init__(self, *args: Any, authors: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.authors = {author.slug: author for author in authors}
        cast("forms.ChoiceField", self.fields["author"]).choices = [
            (slug, author.name) for slug, author in self.authors.items()
        ]

    def clean_author(self) -> Author:
        """Return the author of that slug."""
        return self.authors[self.cleaned_data["author"]]


class ClaimFilterForm(forms.Form):
    """What the list of claims is narrowed to and how it is ordered. Whatever is not understood narrows nothing."""

    ORDERS = {
        "number": ("number",),
        "newest": ("-number",),
        "changed": ("-updated_at", "-number"),
        "waiting": ("-suggested_count", "number"),
        "evidence": ("-supporting_count", "-contradicting_count", "number"),
        "topic": ("topic", "number"),
    }

    q = forms.CharField(required=False, label="Search", widget=forms.SearchInput)
    status = forms.ChoiceField(
        required=False,
        choices=[("", "Current"), *ClaimStatus.choices, (ANY_STATUS, "Any, retired too")],
    )
    kind = forms.ChoiceField(required=False, choices=[("", "Any kind"), *ClaimKind.choices])
    topic = forms.ChoiceField(required=False)
    author = forms.ChoiceField(required=False)
    position = forms.ChoiceField(
        required=False,
        label="Stance",
        choices=[("", "Any stance"), *Position.choices, (SILENT, "Silent")],
    )
    waiting = forms.BooleanField(required=False, label="With suggestions")
    sort = forms.ChoiceField(
        required=False,
        label="Order",
        choices=[
            ("", "By number"),
            ("newest", "Newest first"),
            ("changed", "Last changed"),
            ("waiting", "Most suggestions"),
            ("evidence", "Most evidence"),
            ("topic", "By topic"),
        ],
    )

    def __init__(self, *args: Any, topics: Iterable[str], authors: Iterable[Author], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["topic"]).choices = [
            ("", "Any topic"),
            *((topic, topic) for topic in topics),
        ]
        cast("forms.ChoiceField", self.fields["author"]).choices = [
            ("", "Any author"),
            *((one.slug, one.name) for one in authors),
        ]
        self.fields["q"].widget.attrs["placeholder"] = "Words or C-12"
        self.is_valid()

    @property
    def filters(self) -> ClaimFilters:
        """The filters, those that were not understood left out."""
        given = self.cleaned_data
        return ClaimFilters(
            search=given.get("q", ""),
            status=given.get("status", ""),
            kind=given.get("kind", ""),
            topic=given.get("topic", ""),
            author=given.get("author", ""),
            position=given.get("position", ""),
            waiting=bool(given.get("waiting")),
        )

    @property
    def order(self) -> tuple[str, ...]:
        """The fields to order by; always ends with the number, so that pages never overlap."""
        return self.ORDERS[self.cleaned_data.get("sort") or "number"]


class JudgementsWantedForm(forms.Form):
    """How many annotators judge a passage before it counts."""

    judgements_wanted = forms.TypedChoiceField(
        label="Before a passage counts",
        coerce=int,
        choices=[(1, "one annotator is enough"), (2, "two annotators judge it alone and say the same")],
        widget=forms.RadioSelect,
    )


class RulingForm(forms.Form):
    """An editor's decision on a dispute: the judgement that holds, or another answer, and why.

    `choice` is an answer such as `context`, with the id of a judgement behind a colon if it is taken from that one.
    """

    choice = forms.CharField()
    reason = forms.CharField(max_length=REASON_MAX_LENGTH)

    def clean_choice(self) -> tuple[str, UUID | None]:
        """Return the answer and the judgement that it is taken from, None for another answer."""
        word, _, judgement = self.cleaned_data["choice"].partition(":")
        if word not in DECIDING_ANSWERS:
            raise forms.ValidationError("That is no answer.")
        try:
            return word, UUID(judgement) if judgement else None
        except ValueError as error:
            raise forms.ValidationError("That is no judgement.") from error

    @property
    def ruling(self) -> Ruling:
        """What the form decides."""
        answer, judgement = self.cleaned_data["choice"]
        return Ruling(answer=answer, reason=self.cleaned_data["reason"], judgement=judgement)


class AnnotatorFilterForm(forms.Form):
    """What agreement between annotators is measured on. Whatever is not understood narrows nothing."""

    source = forms.ChoiceField(required=False)
    days = forms.TypedChoiceField(
        required=False,
        label="Judged",
        coerce=int,
        choices=[("", "Any time"), (7, "In the last 7 days"), (30, "In the last 30 days"), (365, "In the last year")],
    )

    def __init__(self, *args: Any, sources: Iterable[Source], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["source"]).choices = [
            ("", "All sources"),
            *((str(one.pk), one.title) for one in sources),
        ]
        self.is_valid()

    @property
    def chosen_source(self) -> UUID | None:
        """The source that is asked for, None for all."""
        given = self.cleaned_data.get("source")
        return UUID(given) if given else None

    @property
    def chosen_days(self) -> int:
        """How many days back, 0 for all time."""
        return self.cleaned_data.get("days") or 0


def blame(form: forms.Form, error: ParallaxError) -> None:
    """Say in the form what a service refused: at the field it names, else above the fields."""
    field = error.details.get("field")
    form.add_error(field if field in form.fields else None, error.message)


class CommentForm(forms.Form):
    """What a member says, on what or in answer to what; `token` makes of a form sent twice one comment."""

    body = forms.CharField(
        label="Comment",
        max_length=COMMENT_MAX_LENGTH,
        error_messages={"required": "Write something first."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    evidence = forms.UUIDField(required=False, widget=forms.HiddenInput)
    parent = forms.UUIDField(required=False, widget=forms.HiddenInput)
