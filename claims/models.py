"""Claims, the passages that bear on them, who takes which stance, and what members say about all that."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Lower

from claims.domain.likelihood import Likelihood, read_likelihood
from claims.enums import (
    DECIDING_ANSWERS,
    UNDECIDED_STATES,
    Answer,
    Bearing,
    ClaimFileForm,
    ClaimKind,
    ClaimStatus,
    EvidenceState,
    LikelihoodScale,
    LikelihoodTerm,
    Position,
    StanceBasis,
)
from claims.querysets import (
    ClaimQuerySet,
    CommentQuerySet,
    EvidenceQuerySet,
    JudgementQuerySet,
    MentionQuerySet,
)
from common.models import IdentifiedModel
from sources.models import Author, Passage
from workspaces.models import User, Workspace
from workspaces.querysets import InWorkspaceQuerySet

_LATEST_FIRST = {
    model: {"indexes": [models.Index(fields=["workspace", "-pgh_id"], name=f"{model}_events_latest_first")]}
    for model in ("claim", "evidence", "stance")
}
"""Of the event tables: pages that stay open ask every second for the latest of their workspace."""

CLAIM_MAX_LENGTH = 1000
"""Code points. A proposition fits; a longer text is several claims."""

TOPIC_MAX_LENGTH = 80
"""Code points."""

COMMENT_MAX_LENGTH = 5000
"""Code points as typed. Some two pages: what is longer is a document and belongs in the library."""


@pghistory.track(meta=_LATEST_FIRST["claim"])
class Claim(IdentifiedModel):
    """A canonical proposition, in the team's words, that people can support or contradict."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="claims")
    number = models.PositiveIntegerField(help_text="Counts up in the workspace; people say C-12.")
    text = models.CharField(max_length=CLAIM_MAX_LENGTH)
    kind = models.CharField(max_length=12, choices=ClaimKind.choices, default=ClaimKind.FACTUAL)
    status = models.CharField(max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.DRAFT)
    topic = models.CharField(max_length=TOPIC_MAX_LENGTH, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        help_text="The claim that says the same and stands instead of this one.",
    )
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="claim_number_once_a_workspace"),
            models.UniqueConstraint(fields=["id", "workspace"], name="claim_id_with_workspace"),
            models.UniqueConstraint("workspace", MD5(Lower("text")), name="claim_wording_once_a_workspace"),
            models.CheckConstraint(condition=~Q(text=""), name="claim_not_empty"),
            models.CheckConstraint(condition=Q(number__gt=0), name="claim_number_positive"),
            models.CheckConstraint(condition=Q(kind__in=ClaimKind.values), name="claim_kind_known"),
            models.CheckConstraint(condition=Q(status__in=ClaimStatus.values), name="claim_status_known"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="claim_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status=ClaimStatus.RETIRED), name="claim_merged_is_retired"
            ),
        ]
        # In the order of lists, so that a page is read from where it starts and no further, whatever the filter.
        indexes: ClassVar = [
            models.Index(fields=["workspace", "id"], name="claim_in_order"),
            models.Index(fields=["workspace", "topic", "id"], name="claim_of_topic_in_order"),
            models.Index(fields=["workspace", "status", "id"], name="claim_of_status_in_order"),
            models.Index(fields=["workspace", "kind", "id"], name="claim_of_kind_in_order"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def label(self) -> str:
        """What people call the claim, such as C-12."""
        return f"C-{self.number}"


@pghistory.track(meta=_LATEST_FIRST["evidence"])
class Evidence(IdentifiedModel):
    """A passage that bears on a claim, and whose view it states.

    A suggestion counts in no total until a person accepts it; a rejected one stays, so that it is not
    suggested again. While annotators judge alone (state `judging`) the row is the pair of passage and claim that they
    are asked about: its bearing then is nobody's answer. Those are judgements.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="evidence")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="evidence")
    speaker = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="evidence")
    bearing = models.CharField(max_length=12, choices=Bearing.choices)
    state = models.CharField(max_length=10, choices=EvidenceState.choices)
    score = models.FloatField(null=True, blank=True, help_text="Of the suggestion, 0 to 1; none if a person made it.")
    why = models.JSONField(default=dict, blank=True, help_text="What made the machine suggest it.")
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim", "created_at", "id"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "passage", "speaker"], name="evidence_once_a_passage_and_speaker"),
            models.UniqueConstraint(fields=["id", "claim"], name="evidence_id_with_claim"),
            models.UniqueConstraint(fields=["id", "workspace"], name="evidence_id_with_workspace"),
            models.CheckConstraint(condition=Q(bearing__in=Bearing.values), name="evidence_bearing_known"),
            models.CheckConstraint(condition=Q(state__in=EvidenceState.values), name="evidence_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED_STATES, decided_at__isnull=True)
                | (~Q(state__in=UNDECIDED_STATES) & Q(decided_at__isnull=False)),
                name="evidence_decided_unless_suggested",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="evidence_score_in_range",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["claim", "state"], name="evidence_by_claim_and_state"),
            models.Index(fields=["workspace", "id"], name="evidence_in_order"),
            models.Index(fields=["passage"], condition=Q(state=EvidenceState.JUDGING), name="evidence_being_judged"),
        ]

    def __str__(self) -> str:
        return f"{self.bearing} {self.claim_id} ({self.state})"


@pghistory.track(meta=_LATEST_FIRST["stance"])
class Stance(IdentifiedModel):
    """An author's attitude to a claim at a time; a change of mind is a second row.

    Derived stances follow from accepted evidence. One that an editor set stands above them and says why.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, db_index=False, related_name="stances")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="stances")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="stances")
    position = models.CharField(max_length=10, choices=Position.choices)
    likelihood = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How likely the author holds the claim to be, in per cent."
    )
    likelihood_term = models.CharField(
        max_length=14, blank=True, choices=LikelihoodTerm.choices, help_text="The same in the words that were chosen."
    )
    likelihood_scale = models.CharField(
        max_length=8, blank=True, choices=LikelihoodScale.choices, help_text="The vocabulary that the term is from."
    )
    as_of = models.DateField(null=True, blank=True, help_text="When the author took it; none if unknown.")
    basis = models.CharField(max_length=8, choices=StanceBasis.choices)
    reason = models.TextField(blank=True)
    set_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["claim", "author", F("as_of").desc(nulls_last=True), "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "author", "as_of", "basis"],
                nulls_distinct=False,
                name="stance_once_an_author_and_date",
            ),
            models.CheckConstraint(condition=Q(position__in=Position.values), name="stance_position_known"),
            models.CheckConstraint(condition=Q(basis__in=StanceBasis.values), name="stance_basis_known"),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__lte=100),
                name="stance_likelihood_is_percent",
            ),
            models.CheckConstraint(condition=~Q(basis=StanceBasis.SET) | ~Q(reason=""), name="stance_set_has_a_reason"),
            models.CheckConstraint(
                condition=Q(likelihood_term="", likelihood_scale="")
                | Q(likelihood_term__in=LikelihoodTerm.values, likelihood_scale__in=LikelihoodScale.values),
                name="stance_likelihood_term_of_a_scale",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "id"], name="stance_in_order")]

    def __str__(self) -> str:
        return f"{self.author_id} {self.position} {self.claim_id}"

    @property
    def likely(self) -> Likelihood | None:
        """How likely the author holds the claim to be, in words and number; None if nothing is said."""
        return read_likelihood(self.likelihood_term, self.likelihood)


@pghistory.track()
class Comment(IdentifiedModel):
    """What a member says about a claim or one piece of its evidence; a reply hangs on the first comment of its thread.

    A deleted one stays as a tombstone: its words are kept, so that the deletion can be undone, and shown to nobody.
    A comment outlives its evidence: `passage` still says what it was about.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="comments")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="comments")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments")
    passage = models.ForeignKey(Passage, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = models.TextField(help_text="Markdown; a mention is @[id of the user].")
    token = models.UUIDField(help_text="Of the form it was sent with: sent twice, it is one comment.")
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "token"], name="comment_once_a_form"),
            models.UniqueConstraint(fields=["id", "claim"], name="comment_id_with_claim"),
            models.CheckConstraint(condition=~Q(body=""), name="comment_not_empty"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(resolved_at__isnull=True), name="comment_resolves_whole_threads"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["claim", "created_at"], name="comment_by_claim")]

    def __str__(self) -> str:
        return f"{self.author_id} on {self.claim_id}"

    @property
    def is_deleted(self) -> bool:
        """Whether only the tombstone shows."""
        return self.deleted_at is not None

    @property
    def is_resolved(self) -> bool:
        """Whether the thread that it opens is settled."""
        return self.resolved_at is not None


@pghistory.track()
class Mention(IdentifiedModel):
    """A member named in a comment, by identity: whoever changes their name stays linked."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mentions")
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "user"], name="mention_once_a_comment"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "workspace"], condition=Q(read_at__isnull=True), name="mention_unread_by_user"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.comment_id}"


@pghistory.track()
@pgtrigger.register(pgtrigger.Protect(name="judgement_is_append_only", operation=pgtrigger.Update))
class Judgement(IdentifiedModel):
    """What one annotator, alone, makes of a passage and a claim. Never changed: a change of mind is a later row.

    `passage` is the span that this annotator marked, which may differ from the one of the pair (`evidence`).
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="judgements")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="judgements")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="judgements")
    speaker = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="judgements")
    judge = models.ForeignKey(User, on_delete=models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    asked = models.BooleanField(default=False, help_text="Whether the judge was asked about the span, or marked it.")
    position = models.CharField(max_length=10, choices=Position.choices, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In per cent, if the words say it.")
    note = models.TextField(blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="judgement_answer_known"),
            models.CheckConstraint(
                condition=Q(position="") | Q(position__in=Position.values), name="judgement_position_known"
            ),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__lte=100), name="judgement_likelihood_is_percent"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["evidence", "judge", "created_at"], name="judgement_by_pair_and_judge")
        ]

    def __str__(self) -> str:
        return f"{self.judge_id}: {self.answer}"


@pghistory.track()
class Adjudication(IdentifiedModel):
    """An editor's decision between judgements that differ, with the reason and the judgements that it settles."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="adjudications")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="adjudications")
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="adjudications")
    speaker = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="adjudications")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    reason = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="adjudications")
    judgements = models.ManyToManyField(Judgement, related_name="adjudications")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(answer__in=DECIDING_ANSWERS), name="adjudication_answer_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="adjudication_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} ({self.evidence_id})"


@pghistory.track(exclude=["content"])
class ClaimImport(IdentifiedModel):
    """A file of claims that a job reads, with what became of it (docs/formats/claims-import.md)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="claim_imports")
    origin = models.CharField(max_length=200, help_text="Name of the file.")
    form = models.CharField(max_length=8, choices=ClaimFileForm.choices)
    content = models.BinaryField(help_text="The file, packed by zlib; emptied once it is imported.")
    may_decide = models.BooleanField(help_text="Whether claims signed off and stances are taken: an editor brought it.")
    validate_only = models.BooleanField(default=False, help_text="Whether to say what would happen and save nothing.")
    result = models.JSONField(
        default=dict, blank=True, help_text="Counts and refusals; of the dry run until confirmed."
    )
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was imported.")

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(form__in=ClaimFileForm.values), name="claim_import_form_known"),
        ]

    def __str__(self) -> str:
        return self.origin


class ImportedClaim(models.Model):
    """What a client calls a claim that it imported, so that the same one, reworded here, does not come in again."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="imported_as")
    external_id = models.CharField(max_length=200)

    is_derived: ClassVar = True
    """Says where a claim came from, and so is no reason to keep it."""

    objects = InWorkspaceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "external_id"], name="imported_claim_once_a_workspace"),
        ]

    def __str__(self) -> str:
        return self.external_id
