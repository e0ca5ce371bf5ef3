"""What several forms of a source ask in words."""

from typing import Any

from django import forms

from sources.domain.byline import read_byline, read_day
from sources.domain.csl import read_date
from sources.errors import InvalidCslItem


class BylineFields(forms.Form):
    """What both forms of a source ask in words: authors and the date as far as it is known."""

    authors = forms.CharField(
        required=False,
        help_text="Ada Moss; Reed, Jon K. — an organisation in quotation marks: “Harbour Board”.",
    )
    issued = forms.CharField(label="Date", max_length=10, required=False, help_text="2024, 2024-03 or 2024-03-05.")

    def clean_authors(self) -> list[dict[str, str]]:
        """Return the names as a CSL name list."""
        return read_byline(self.cleaned_data["authors"])

    def clean_issued(self) -> dict[str, Any] | None:
        """Return the date as CSL, None without one."""
        typed = self.cleaned_data["issued"]
        try:
            issued = read_day(typed)
            read_date(issued)
        except (ValueError, InvalidCslItem) as error:
            raise forms.ValidationError(f"“{typed}” is no date such as 2024, 2024-03 or 2024-03-05.") from error
        return issued
