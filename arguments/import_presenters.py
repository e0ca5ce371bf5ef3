"""What would become of a file of a map, as the page shows it."""

from dataclasses import dataclass
from functools import cached_property

from arguments.domain.importing.planning import Fate, PlannedArgument, PlannedClaim
from arguments.domain.interchange.reports import Severity
from arguments.services import Choices, Preview

SHOWN = 300
"""Rows of a list that are shown; more make the page slow, and the counts are above."""


@dataclass(frozen=True, slots=True)
class ArgumentRow:
    """An argument in words: premises, what it does, and to what."""

    planned: PlannedArgument
    premises: tuple[str, ...]
    aim: str


class ImportPresenter:
    """The counts and rows of a preview."""

    def __init__(self, preview: Preview, choices: Choices) -> None:
        self.preview, self.choices = preview, choices
        self.plan = preview.plan
        self._texts = {claim.id: claim.text for claim in self.plan.claims}

    @property
    def title(self) -> str:
        """The title that is in the field."""
        return self.choices.title or self.preview.title

    @property
    def lead(self) -> str:
        """The claim that is chosen as the lead, by its id in the file."""
        return self.choices.lead or self.plan.lead

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many claims, arguments and quotes are new, reused and left out: `claims_new` and so on."""
        plan, counts = self.plan, {}
        for fate in Fate:
            counts[f"claims_{fate.value}"] = plan.count(plan.claims, fate)
            counts[f"arguments_{fate.value}"] = plan.count(plan.arguments, fate)
            counts[f"quotes_{fate.value}"] = plan.count(plan.quotes, fate)
        return counts

    @property
    def makes_anything(self) -> bool:
        """Whether confirming would change anything."""
        return bool(self.plan.operations)

    def leads(self) -> list[PlannedClaim]:
        """Return the claims around which a map can be drawn: conclusions first."""
        concluded = {one.aim for one in self.plan.arguments}
        taken = [claim for claim in self.plan.claims if claim.fate != Fate.SKIPPED]
        return sorted(taken, key=lambda claim: claim.id not in concluded)[:SHOWN]

    def near(self) -> list[PlannedClaim]:
        """Return the claims that a claim of the workspace says nearly."""
        return [claim for claim in self.plan.claims if claim.near is not None and not claim.is_exact][:SHOWN]

    def fresh(self) -> list[PlannedClaim]:
        """Return the claims that become drafts and have no near one here."""
        return [claim for claim in self.plan.claims if claim.fate == Fate.NEW and claim.near is None][:SHOWN]

    def here(self) -> list[PlannedClaim]:
        """Return the claims that are here word for word."""
        return [claim for claim in self.plan.claims if claim.is_exact][:SHOWN]

    def left_out(self) -> list[tuple[str, str]]:
        """Return what is left out, and why."""
        rows = [(one.text[:200], one.reason) for one in self.plan.claims if one.fate == Fate.SKIPPED]
        rows += [(self._named(one), one.reason) for one in self.plan.arguments if one.fate == Fate.SKIPPED]
        rows += [(f"“{one.quote[:200]}”", one.reason) for one in self.plan.quotes if one.fate == Fate.SKIPPED]
        rows += [(self._named(one), note) for one in self.plan.arguments if one.fate == Fate.NEW for note in one.notes]
        return rows[:SHOWN]

    def arguments(self) -> list[ArgumentRow]:
        """Return the arguments that are made, in the order of the file."""
        new = [one for one in self.plan.arguments if one.fate == Fate.NEW][:SHOWN]
        return [ArgumentRow(one, tuple(self._texts[key] for key in one.premises), self._aim(one)) for one in new]

    def notices(self) -> list[tuple[str, str, str]]:
        """Return what could not be read: where, what it is about, and why."""
        return [
            (f"Line {one.line}" if one.line else "", one.subject, one.reason)
            for one in self.preview.loaded.notices
            if one.severity is Severity.WARNING
        ][:SHOWN]

    def _named(self, argument: PlannedArgument) -> str:
        premises = " and ".join(f"“{self._texts[key][:80]}”" for key in argument.premises[:2])
        return f"{argument.relation.value.capitalize()}: {premises}" if premises else argument.id

    def _aim(self, argument: PlannedArgument) -> str:
        return self._texts.get(argument.aim) or "another step of the file"
