"""What people's decisions ask of the machine: links between statements, names that are one, a corrected probability."""

from collections import defaultdict

from agreement.domain.clusters.decided import DecidedPairs, PairDecision, Said
from agreement.domain.clusters.links import Links
from agreement.domain.clusters.refit import AS_IT_IS, Recalibration
from agreement.domain.likeness.terms import Folding, words_of
from agreement.domain.names.alias_proposals import SURE_REASONS
from agreement.domain.names.aliases import AliasGroup, default_aliases, fold_table
from agreement.enums import AliasState, CalibrationKind
from agreement.models import FittedCalibration, StatementDecision, WorkspaceAlias
from workspaces.models import Workspace


def decided_pairs(workspace: Workspace) -> DecidedPairs:
    """Return the workspace's decisions on statements and what follows from them, in one query."""
    rows = StatementDecision.objects.filter(workspace=workspace).order_by("decided_at", "id")
    return DecidedPairs(
        PairDecision(first, second, Said(relation), narrower)
        for first, second, relation, narrower in rows.values_list("first_id", "second_id", "relation", "narrower_id")
    )


def links_of(workspace: Workspace) -> Links:
    """Return which statements, by id of their sentences, the next clustering has to keep together and apart."""
    return decided_pairs(workspace).links


def folding_of(workspace: Workspace) -> Folding:
    """Return the names that fold into one here: the usual names of states, changed as the workspace's table says."""
    return fold_table(alias_groups_of(workspace))


def alias_groups_of(workspace: Workspace) -> list[AliasGroup]:
    """Return the groups of names that are folded here, in one query: the usual ones first, then the workspace's own.

    Rejected forms are left out, and what waits for a person counts only if its pattern is a sure one.
    """
    rejected: set[tuple[tuple[str, ...], str]] = set()
    own: defaultdict[str, list[str]] = defaultdict(list)
    for alias in WorkspaceAlias.objects.filter(workspace=workspace):
        if alias.state == AliasState.REJECTED:
            rejected.add((words_of(alias.form), alias.name.casefold()))
        elif alias.state == AliasState.ACCEPTED or alias.origin in SURE_REASONS:
            own[alias.name].append(alias.form)
    usual = [
        AliasGroup(
            group.name,
            tuple(form for form in group.forms if (words_of(form), group.name.casefold()) not in rejected),
        )
        for group in default_aliases()
    ]
    return [*usual, *(AliasGroup(name, tuple(forms)) for name, forms in sorted(own.items()))]


def calibration_of(workspace: Workspace, kind: str = CalibrationKind.PAIR) -> Recalibration:
    """Return how a base probability is corrected here: not at all, unless the newest fit beat the base."""
    newest = FittedCalibration.objects.filter(workspace=workspace, kind=kind).first()
    if newest is None or not newest.used:
        return AS_IT_IS
    return Recalibration(newest.intercept, newest.slope)
