"""What people choose and type about comparisons, clusters and candidate claims."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, cast
from urllib.parse import urlencode

from django import forms

from agreement.enums import StatementRelation
from agreement.models import ALIAS_MAX_LENGTH, ClusterMember
from agreement.queries import ClusterFilters
from agreement.queries.clusters import ALL, DECIDED, WAITING
from claims.enums import Bearing, ClaimKind
from claims.forms import KIND_HELP
from claims.models import CLAIM_MAX_LENGTH, TOPIC_MAX_LENGTH
from sources.models import Author

LEFT_OUT = "none"
"""The choice that leaves a member of a cluster out of the claim."""
MOST_SENTENCES = 2**63 - 1
"""The greatest id that the database can hold."""


class ClusterFilterForm(forms.Form):
    """What the list of clusters is narrowed to. Whatever is not understood narrows nothing."""

    show = forms.CharField(required=False)
    author = forms.ChoiceField(required=False)
    term = forms.CharField(
        required=False,
        max_length=80,
        label="Word",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "In the name or the statements"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["author"]).choices = [(given := self.data.get("author", ""), given)]
        self.is_valid()

    def offer_authors(self, authors: Iterable[Author]) -> None:
        """Let one of the authors be chosen."""
        cast("forms.ChoiceField", self.fields["author"]).choices = [
            ("", "Any author"),
            *((author.slug, author.name) for author in authors),
        ]

    @property
    def filters(self) -> ClusterFilters:
        """The filters, those that were not understood left out."""
        given = self.cleaned_data
        show = given.get("show", "")
        return ClusterFilters(
            show=show if show in (WAITING, DECIDED, ALL) else WAITING,
            author=given.get("author", ""),
            term=given.get("term", "").strip(),
        )

    @property
    def query(self) -> str:
        """The filters as the beginning of an address' query: empty or ending in an ampersand."""
        chosen = {name: value for name, value in asdict(self.filters).items() if value and value != WAITING}
        return f"{urlencode(chosen)}&" if chosen else ""


class RestForm(forms.Form):
    """What the statements in no cluster are narrowed to. Whatever is not understood narrows nothing."""

    author = forms.SlugField(required=False)
    q = forms.CharField(required=False, max_length=80)

    @property
    def chosen(self) -> dict[str, str]:
        """What was understood: `author`, a slug, and `q`, words."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class DecisionForm(forms.Form):
    """What is said of a statement against the head of its cluster; `relation` may be "wider": the head is narrower."""

    statement = forms.IntegerField(min_value=1, max_value=MOST_SENTENCES)
    head = forms.IntegerField(min_value=1, max_value=MOST_SENTENCES)
    relation = forms.ChoiceField(
        choices=[*StatementRelation.choices, ("wider", "Wider"), ("", "Take back")], required=False
    )
    seen = forms.CharField(required=False, max_length=120)
    cluster = forms.UUIDField(required=False)


class NameForm(forms.Form):
    """A form of a name, and for an edit or a merge what takes its place."""

    name = forms.CharField(max_length=ALIAS_MAX_LENGTH)
    form = forms.CharField(max_length=ALIAS_MAX_LENGTH, required=False)
    new_name = forms.CharField(max_length=ALIAS_MAX_LENGTH, required=False)
    new_form = forms.CharField(max_length=ALIAS_MAX_LENGTH, required=False)
    usual = forms.BooleanField(required=False)


class WordingForm(forms.Form):
    """A claim worded by a person from what the machine proposed."""

    text = forms.CharField(
        label="Claim",
        max_length=CLAIM_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="Word it so that an author can affirm or deny it: one proposition, no “he” or “this”.",
    )
    kind = forms.ChoiceField(choices=ClaimKind.choices, help_text=KIND_HELP)
    topic = forms.CharField(
        max_length=TOPIC_MAX_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )


class ClusterForm(WordingForm):
    """A claim worded from a cluster, and for each of its statements how it bears on the claim, if at all."""

    def __init__(self, *args: Any, members: Iterable[ClusterMember], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.members = list(members)
        for member in self.members:
            self.fields[f"member_{member.pk}"] = forms.ChoiceField(
                choices=[*Bearing.choices, (LEFT_OUT, "Leave out")], widget=forms.RadioSelect, label="This statement"
            )

    @property
    def bearings(self) -> dict[int, str]:
        """How each member that belongs to the claim bears on it, by its id."""
        chosen = {member.pk: self.cleaned_data[f"member_{member.pk}"] for member in self.members}
        return {pk: bearing for pk, bearing in chosen.items() if bearing != LEFT_OUT}
