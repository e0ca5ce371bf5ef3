"""What may be sent about sources."""

from rest_framework import serializers

from api.v1.fields import Input, JsonPartField, TextField, WholeNumberField, WordField
from common.outbound.addresses import MAX_URL_LENGTH
from sources.enums import Credibility, Reliability, SourceNature, SourceStatus

REVISION_HELP = "The one that you read: 409 if somebody has changed the source since. Left out, nothing is asked."
MOST_REVISIONS = 2**31 - 1


class SourceInput(Input):
    """A work to add: its CSL-JSON item and its text."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    item = serializers.DictField(help_text="CSL-JSON item with at least `id` and `title`.")
    text = TextField(trim_whitespace=False, help_text="The whole text.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class AddressInput(Input):
    """A work to add from its address on the web."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    url = TextField(max_length=MAX_URL_LENGTH, help_text="Address that the worker is going to fetch.")
    item = serializers.DictField(required=False, help_text="What is known of the work, as a CSL-JSON item.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class SourceFileInput(Input):
    """A work to add from a file."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    item = JsonPartField(help_text="CSL-JSON item with at least `id` and `title`.")
    file = serializers.FileField(help_text="Plain text.")
    nature = WordField(choices=SourceNature.choices, default=SourceNature.ORIGINAL)


class SourceChange(Input):
    """What is to change of a work."""

    item = serializers.DictField(
        required=False, help_text="Fields of the CSL-JSON item with their new values; null takes one out."
    )
    nature = WordField(choices=SourceNature.choices, required=False)
    revision = WholeNumberField(required=False, min_value=1, max_value=MOST_REVISIONS, help_text=REVISION_HELP)


class GradeInput(Input):
    """How far a source is to be relied on (a to f), and how credible what it says is (1 to 6)."""

    reliability = WordField(choices=Reliability.choices)
    credibility = WordField(choices=Credibility.choices)
    revision = WholeNumberField(required=False, min_value=1, max_value=MOST_REVISIONS, help_text=REVISION_HELP)


class StatusInput(Input):
    """Whether its publisher still stands by a source; `on` and `reason` are needed unless it is active."""

    status = WordField(choices=SourceStatus.choices)
    on = serializers.DateField(required=False, help_text="Day of the correction or retraction.")
    reason = TextField(required=False, max_length=1000)
    revision = WholeNumberField(required=False, min_value=1, max_value=MOST_REVISIONS, help_text=REVISION_HELP)
