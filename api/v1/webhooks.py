"""Webhooks: addresses that are told of changes, and whether what they were told arrived."""

from typing import Any, ClassVar
from uuid import UUID

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.exceptions import NothingThereError
from api.filters import ResourceFilter
from api.permissions import Policy, readable_workspace, user_of
from api.v1.base import Resource
from api.v1.briefs import WorkspaceSlugField
from api.v1.fields import Input, TextField, WordField
from feeds import services
from feeds.enums import DeliveryState, EventType, WebhookState
from feeds.models import Delivery, Message, Webhook
from releases.models import ClaimSet
from workspaces.models import Workspace
from workspaces.policies import can_edit, can_read

SETTABLE_STATES = [choice for choice in WebhookState.choices if choice[0] != WebhookState.FAILED]
MAX_URL_LENGTH = 2000


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    """An address that is told of changes; its secret is shown when it is made, and never again."""

    workspace = WorkspaceSlugField()
    claim_set = serializers.SlugRelatedField(  # type: ignore[var-annotated]
        slug_field="slug", read_only=True, allow_null=True, help_text="Null: all of the workspace."
    )
    event_types = serializers.ListField(
        child=serializers.ChoiceField(choices=EventType.choices), help_text="None: all."
    )

    class Meta:
        model = Webhook
        fields = ["id", "workspace", "claim_set", "url", "event_types", "state", "failing_since", "created_at"]


class NewWebhookSerializer(WebhookSerializer):
    """The same with the secret by which messages are signed."""

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]


class MessageSerializer(serializers.ModelSerializer[Message]):
    """What was told: the body of the request, under the identifier that is its `webhook-id`."""

    body = serializers.DictField()

    class Meta:
        model = Message
        fields = ["id", "type", "body", "created_at"]


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    """One message on its way to one webhook."""

    workspace = WorkspaceSlugField()
    webhook = serializers.UUIDField(source="webhook_id")
    message = MessageSerializer()

    class Meta:
        model = Delivery
        fields = [
            "id", "workspace", "webhook", "message", "state", "attempts", "due_at", "answered", "reason",
            "delivered_at", "created_at",
        ]  # fmt: skip


class WebhookChange(Input):
    """What to change of a webhook; what is left out stays."""

    url = TextField(max_length=MAX_URL_LENGTH, required=False, help_text="An https address on the public web.")
    claim_set = TextField(
        max_length=80, required=False, allow_null=True, help_text="Slug of the one set to hear of. Null: all."
    )
    event_types = serializers.ListField(
        child=WordField(choices=EventType.choices), required=False, max_length=20, help_text="Empty: all."
    )
    state = WordField(choices=SETTABLE_STATES, required=False)


class WebhookInput(WebhookChange):
    """A new webhook."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    url = TextField(max_length=MAX_URL_LENGTH, help_text="An https address on the public web.")
    state = None  # type: ignore[assignment]  # a new one is active


class ReplayInput(Input):
    """From when on messages are sent again."""

    since = serializers.DateTimeField(help_text="Within the last 30 days.")


class ReplaySerializer(serializers.Serializer[Any]):
    """How many messages are sent again."""

    number = serializers.IntegerField()


class WebhookFilter(ResourceFilter):
    """Narrows the list of webhooks."""

    state = filters.ChoiceFilter(choices=WebhookState.choices, label="Whether messages go to it.")


class DeliveryFilter(ResourceFilter):
    """Narrows the list of deliveries."""

    webhook = filters.UUIDFilter(field_name="webhook_id", label="Identifier of the webhook.")
    state = filters.ChoiceFilter(choices=DeliveryState.choices, label="Where it stands.")


class WebhookResource(Resource):
    """Addresses that are told of changes, signed as Standard Webhooks 1.0 says."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_edit, "partial_update": can_edit, "destroy": can_edit,
        "secret": can_edit, "test": can_edit, "replay": can_edit,
    }  # fmt: skip
    queryset = Webhook.objects.select_related("workspace", "claim_set")
    filterset_class = WebhookFilter
    list_serializer_class = WebhookSerializer
    detail_serializer_class = WebhookSerializer

    @extend_schema(request=WebhookInput, responses={201: NewWebhookSerializer})
    def create(self, request: Request) -> Response:
        """Make a webhook; the answer shows its secret this once."""
        given = self.body(WebhookInput)
        workspace = readable_workspace(user_of(request), given["workspace"])
        self.require(workspace.pk)
        webhook = services.create_webhook(
            workspace=workspace,
            url=given["url"],
            claim_set=_claim_set(workspace, given.get("claim_set")),
            event_types=given.get("event_types", ()),
            by=user_of(request),
        )
        response = self.created(webhook.pk)
        response.data["secret"] = webhook.secret
        return response

    @extend_schema(request=WebhookChange, responses=WebhookSerializer)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change where a webhook is, what it listens to, or whether it is active."""
        webhook = self.get_object()
        self.require(webhook.workspace_id)
        given = self.body(WebhookChange)
        state = given.pop("state", None)
        if given:
            services.change_webhook(
                webhook=webhook,
                url=given.get("url", webhook.url),
                claim_set=_claim_set(webhook.workspace, given["claim_set"])
                if "claim_set" in given
                else webhook.claim_set,
                event_types=given.get("event_types", webhook.event_types),
                by=user_of(request),
            )
        if state is not None:
            services.set_webhook_state(webhook=webhook, state=state, by=user_of(request))
        return self.read_again(pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Delete a webhook with all that waits for it."""
        webhook = self.get_object()
        self.require(webhook.workspace_id)
        services.delete_webhook(webhook=webhook, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=NewWebhookSerializer)
    @action(detail=True, methods=["post"])
    def secret(self, request: Request, pk: UUID) -> Response:
        """Give a webhook a new secret; the former one signs beside it for 24 hours."""
        webhook = self.get_object()
        self.require(webhook.workspace_id)
        webhook = services.rotate_secret(webhook=webhook, by=user_of(request))
        response = self.read_again(pk)
        response.data["secret"] = webhook.secret
        return response

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Send a message to try the webhook; read its delivery to see whether it arrived."""
        webhook = self.get_object()
        self.require(webhook.workspace_id)
        delivery = services.send_test(webhook=webhook, by=user_of(request))
        return Response(DeliverySerializer(delivery).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=ReplayInput, responses={202: ReplaySerializer})
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Send all messages again that were written for the webhook since a time."""
        webhook = self.get_object()
        self.require(webhook.workspace_id)
        number = services.replay_since(webhook=webhook, since=self.body(ReplayInput)["since"])
        return Response({"number": number}, status=status.HTTP_202_ACCEPTED)


class DeliveryResource(Resource):
    """Messages on their way to webhooks, the latest first."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "replay": can_edit}
    queryset = Delivery.objects.select_related("workspace", "message")
    ordering = ("-id",)
    filterset_class = DeliveryFilter
    list_serializer_class = DeliverySerializer
    detail_serializer_class = DeliverySerializer

    @extend_schema(request=None, responses=DeliverySerializer)
    @action(detail=True, methods=["post"])
    def replay(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's signature
        """Send a message again, under the same identifier."""
        delivery = self.get_object()
        self.require(delivery.workspace_id)
        services.replay_delivery(delivery=delivery)
        return self.read_again(pk)


def _claim_set(workspace: Workspace, slug: str | None) -> ClaimSet | None:
    if slug is None:
        return None
    claim_set = ClaimSet.objects.filter(workspace=workspace, slug=slug).first()
    if claim_set is None:
        raise NothingThereError(f"There is no claim set “{slug}” in this workspace.", pointer="/claim_set")
    return claim_set
