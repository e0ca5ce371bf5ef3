"""The shape of claims' records, which the database writes itself: for the contract only. docs/formats/claim-sets.md."""

from typing import Any

from rest_framework import serializers

from claims.enums import Bearing, ClaimKind, ClaimStatus, Position, StanceBasis
from sources.enums import SourceStatus


class NamedAuthorSerializer(serializers.Serializer[Any]):
    """An author by name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class CitedSourceSerializer(serializers.Serializer[Any]):
    """The work that a quote is from."""

    doi = serializers.CharField()
    id = serializers.UUIDField()
    issued = serializers.CharField(allow_null=True, help_text="As precise as it is known: 2024, 2024-05, 2024-05-17.")
    key = serializers.CharField()
    status = serializers.ChoiceField(choices=SourceStatus.choices)
    title = serializers.CharField()
    url = serializers.CharField()


class EvidenceRecordSerializer(serializers.Serializer[Any]):
    """A passage that people accepted as bearing on the claim."""

    bearing = serializers.ChoiceField(choices=Bearing.choices)
    id = serializers.UUIDField()
    passage = serializers.UUIDField()
    prefix = serializers.CharField()
    quote = serializers.CharField()
    source = CitedSourceSerializer()  # type: ignore[assignment]  # the serializer's class takes its fields out
    speaker = NamedAuthorSerializer()
    suffix = serializers.CharField()


class StanceRecordSerializer(serializers.Serializer[Any]):
    """An author's attitude to the claim."""

    as_of = serializers.DateField(allow_null=True)
    author = NamedAuthorSerializer()
    basis = serializers.ChoiceField(choices=StanceBasis.choices)
    counts = serializers.BooleanField(help_text="Whether it is the one of the author's that counts.")
    id = serializers.UUIDField()
    likelihood = serializers.IntegerField(allow_null=True, help_text="Per cent.")
    likelihood_term = serializers.CharField()
    position = serializers.ChoiceField(choices=Position.choices)
    reason = serializers.CharField()


class ClaimRecordSerializer(serializers.Serializer[Any]):
    """A claim with its accepted evidence and all stances on it, as releases hold it."""

    evidence = EvidenceRecordSerializer(many=True)
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=ClaimKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the same
    number = serializers.IntegerField()
    stances = StanceRecordSerializer(many=True)
    status = serializers.ChoiceField(choices=ClaimStatus.choices)
    text = serializers.CharField()
    topic = serializers.CharField()
