"""Comments: what members say about claims and evidence, and whom they mention."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.permissions import Policy, readable, refuse_unless, user_of
from api.v1.base import Resource
from api.v1.briefs import UserBrief, WorkspaceSlugField
from api.v1.fields import IdField, Input, TextField, YesNoField
from claims.models import COMMENT_MAX_LENGTH, Claim, Comment, Evidence, Mention
from claims.policies import can_change_comment, can_delete_comment, can_undelete_comment
from claims.services import delete_comment, edit_comment, settle_thread, undelete_comment, write_comment
from workspaces.policies import can_annotate, can_read


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """What a member says; a deleted comment has no words."""

    workspace = WorkspaceSlugField()
    claim = serializers.UUIDField(source="claim_id")
    evidence = serializers.UUIDField(source="evidence_id", allow_null=True, help_text="Null: about the claim.")
    parent = serializers.UUIDField(  # type: ignore[assignment]  # the serializer's class takes its fields out
        source="parent_id", allow_null=True, help_text="First comment of the thread."
    )
    author = UserBrief(allow_null=True)
    body = serializers.SerializerMethodField(help_text="Markdown; a mention is `@[id of the user]`.")
    mentions = serializers.SerializerMethodField(help_text="Whom the text mentions.")
    deleted_by = UserBrief(allow_null=True)
    resolved_by = UserBrief(allow_null=True)

    class Meta:
        model = Comment
        fields = [
            "id", "workspace", "claim", "evidence", "parent", "author", "body", "mentions", "created_at", "edited_at",
            "deleted_at", "deleted_by", "resolved_at", "resolved_by",
        ]  # fmt: skip

    def get_body(self, comment: Comment) -> str:
        """Return the text, empty for a deleted comment."""
        return "" if comment.is_deleted else comment.body

    @extend_schema_field(UserBrief(many=True))
    def get_mentions(self, comment: Comment) -> Any:  # noqa: ANN401 - serialized rows
        """Return the mentioned users, nobody for a deleted comment."""
        people = [] if comment.is_deleted else [mention.user for mention in comment.mentions.all()]
        return UserBrief(people, many=True).data


class CommentInput(Input):
    """A comment on a claim, on one piece of its evidence, or in answer to another one."""

    claim = IdField()
    evidence = IdField(required=False, help_text="One piece of the claim's evidence.")
    parent = IdField(  # type: ignore[assignment]  # the same
        required=False, help_text="A comment of the thread that this one answers."
    )
    body = TextField(max_length=COMMENT_MAX_LENGTH, help_text="Markdown; `@Name` or `@[id]` mentions a member.")
    token = IdField(required=False, help_text="Any UUID of yours: sent twice with it, it is one comment.")


class CommentChange(Input):
    """Another text for one's comment; left out, it stays."""

    body = TextField(
        max_length=COMMENT_MAX_LENGTH, required=False, help_text="Markdown; `@Name` or `@[id]` mentions a member."
    )


class DeletionInput(Input):
    """Whether the comment shall be deleted."""

    deleted = YesNoField(help_text="`false` brings it back.")


class ResolutionInput(Input):
    """Whether the thread shall be resolved."""

    resolved = YesNoField(help_text="`false` opens it again.")


class CommentFilter(ResourceFilter):
    """Narrows the list of comments."""

    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim.")
    evidence = filters.UUIDFilter(field_name="evidence_id", label="Identifier of the evidence.")
    parent = filters.UUIDFilter(field_name="parent_id", label="First comment of the thread.")
    author = filters.UUIDFilter(field_name="author_id", label="Identifier of the user who wrote it.")
    mentioned = filters.UUIDFilter(field_name="mentions__user_id", label="Identifier of a user whom it mentions.")


class CommentResource(Resource):
    """What members say about claims and evidence."""

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_annotate, "partial_update": can_annotate,
        "deletion": can_annotate, "resolution": can_annotate,
    }  # fmt: skip
    queryset = Comment.objects.select_related("workspace", "author", "deleted_by", "resolved_by").prefetch_related(
        Prefetch("mentions", queryset=Mention.objects.select_related("user").order_by("id"))
    )
    filterset_class = CommentFilter
    list_serializer_class = CommentSerializer
    detail_serializer_class = CommentSerializer

    def get_detail_queryset(self) -> QuerySet[Any]:
        """Return readable comments with their thread."""
        return self.get_queryset().select_related("parent")

    @extend_schema(request=CommentInput, responses={201: CommentSerializer})
    def create(self, request: Request) -> Response:
        """Write a comment and tell whom it mentions."""
        given = self.body(CommentInput)
        claim = readable(request, Claim, given["claim"], field="claim")
        self.require(claim.workspace_id)
        named: dict[str, Any] = {}
        for field, model in (("evidence", Evidence), ("parent", Comment)):
            if field in given:
                named[field] = readable(request, model, given[field], field=field, claim=claim.pk)
        comment = write_comment(claim=claim, body=given["body"], token=given.get("token"), by=user_of(request), **named)
        return self.created(comment.pk)

    @extend_schema(request=CommentChange, responses=CommentSerializer)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        """Change the text of one's own comment."""
        comment: Any = self.get_object()
        membership = self.require(comment.workspace_id)
        given = self.body(CommentChange)
        refuse_unless(membership, comment.is_deleted or can_change_comment(membership, comment))
        if given:
            edit_comment(comment=comment, body=given["body"], by=user_of(request))
        return self.read_again(pk)

    @extend_schema(request=DeletionInput, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def deletion(self, request: Request, pk: UUID) -> Response:
        """Delete a comment, one's own or as an editor anyone's, or take that back."""
        comment: Any = self.get_object()
        membership = self.require(comment.workspace_id)
        deleted = self.body(DeletionInput)["deleted"]
        if deleted != comment.is_deleted:
            may = can_delete_comment if deleted else can_undelete_comment
            refuse_unless(membership, may(membership, comment))
            (delete_comment if deleted else undelete_comment)(comment=comment, by=user_of(request))
        return self.read_again(pk)

    @extend_schema(request=ResolutionInput, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def resolution(self, request: Request, pk: UUID) -> Response:
        """Resolve the thread that a comment opens, or open it again."""
        comment: Any = self.get_object()
        self.require(comment.workspace_id)
        settled = self.body(ResolutionInput)["resolved"]
        settle_thread(comment=comment, settled=settled, by=user_of(request))
        return self.read_again(pk)
