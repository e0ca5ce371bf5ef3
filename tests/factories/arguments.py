"""Makes argument maps for tests, as bare rows."""

import factory
from factory.django import DjangoModelFactory

from arguments.enums import Relation
from arguments.models import Argument, ArgumentMap, Premise
from tests.factories.claims import ClaimFactory


class ArgumentMapFactory(DjangoModelFactory):
    class Meta:
        model = ArgumentMap

    lead_claim = factory.SubFactory(ClaimFactory)
    workspace = factory.SelfAttribute("lead_claim.workspace")
    slug = factory.Sequence(lambda n: f"map-{n}")
    title = factory.Sequence(lambda n: f"Map {n}")


class ArgumentFactory(DjangoModelFactory):
    class Meta:
        model = Argument

    conclusion = factory.SubFactory(ClaimFactory)
    workspace = factory.SelfAttribute("conclusion.workspace")
    relation = Relation.SUPPORTS
    position = factory.Sequence(lambda n: n)


class PremiseFactory(DjangoModelFactory):
    class Meta:
        model = Premise

    argument = factory.SubFactory(ArgumentFactory)
    claim = factory.SubFactory(ClaimFactory, workspace=factory.SelfAttribute("..argument.workspace"))
    position = factory.Sequence(lambda n: n)
