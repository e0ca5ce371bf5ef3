"""Makes comments for tests, as rows."""

import factory
from factory.django import DjangoModelFactory

from claims.models import Comment, Mention
from common.ids import new_id
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import UserFactory


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    claim = factory.SubFactory(ClaimFactory)
    workspace = factory.SelfAttribute("claim.workspace")
    author = factory.SubFactory(UserFactory)
    body = factory.Sequence(lambda n: f"Is that so? ({n})")
    token = factory.LazyFunction(new_id)


class MentionFactory(DjangoModelFactory):
    class Meta:
        model = Mention

    comment = factory.SubFactory(CommentFactory)
    workspace = factory.SelfAttribute("comment.workspace")
    user = factory.SubFactory(UserFactory)
