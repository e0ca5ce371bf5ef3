"""Makes webhooks, messages and deliveries for tests, as rows."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from feeds.enums import EventType
from feeds.models import Delivery, Message, Webhook
from feeds.services.webhooks import new_secret
from tests.factories.workspaces import WorkspaceFactory


class WebhookFactory(DjangoModelFactory):
    class Meta:
        model = Webhook

    workspace = factory.SubFactory(WorkspaceFactory)
    url = "https://hooks.example/parallax"
    secret = factory.LazyFunction(new_secret)


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    workspace = factory.SubFactory(WorkspaceFactory)
    type = EventType.TEST
    body = factory.LazyAttribute(lambda row: {"type": str(row.type), "data": {}})


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    webhook = factory.SubFactory(WebhookFactory)
    workspace = factory.SelfAttribute("webhook.workspace")
    message = factory.SubFactory(MessageFactory, workspace=factory.SelfAttribute("..workspace"))
    due_at = factory.LazyFunction(timezone.now)
