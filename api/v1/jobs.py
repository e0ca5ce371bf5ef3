"""Jobs: background work whose progress can be watched."""

from typing import ClassVar
from uuid import UUID

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.permissions import Policy, user_of
from api.v1.base import Resource
from api.v1.briefs import UserBrief, WorkspaceSlugField
from workspaces.enums import JobState
from workspaces.models import Job
from workspaces.policies import can_annotate, can_read
from workspaces.services import retry_job


class JobSerializer(serializers.ModelSerializer[Job]):
    """A piece of background work and how far it is."""

    workspace = WorkspaceSlugField()
    created_by = UserBrief(allow_null=True)
    result = serializers.DictField(help_text="What came out, in counts.")

    class Meta:
        model = Job
        fields = [
            "id", "workspace", "task", "subject", "title", "state", "stage", "progress_done", "progress_total",
            "attempts", "reason", "result", "created_by", "created_at", "started_at", "finished_at",
        ]  # fmt: skip


class JobFilter(ResourceFilter):
    """Narrows the list of jobs."""

    state = filters.ChoiceFilter(choices=JobState.choices, label="Where the job stands.")
    subject = filters.UUIDFilter(label="Identifier of what the work is about.")


class JobResource(Resource):
    """Background work: imports, analyses, with progress, and the reason when one fails."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read, "retry": can_annotate}
    ordering = ("-id",)
    queryset = Job.objects.select_related("workspace", "created_by")
    filterset_class = JobFilter
    list_serializer_class = JobSerializer
    detail_serializer_class = JobSerializer

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: UUID) -> Response:
        """Queue a failed or quarantined job again; 409 for any other."""
        job = self.get_object()
        self.require(job.workspace_id)
        retry_job(job=job, by=user_of(request))
        response = self.read_again(pk)
        response.status_code = status.HTTP_202_ACCEPTED
        return response
