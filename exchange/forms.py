"""Shape of an import of annotations as a person sends it."""

from typing import Any, cast

from django import forms

from sources.models import Source
from workspaces.models import Workspace

PASTED = "pasted annotations"


class AnnotationImportForm(forms.Form):
    """A file of annotations, or pasted ones, and what to make of them."""

    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.jsonld,.jsonl,application/ld+json,application/json"}),
        help_text="W3C Web Annotations (JSON-LD, one or many), JSON lines, or an export of Hypothesis.",
    )
    pasted = forms.CharField(
        label="Or paste them",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    source = forms.ModelChoiceField(
        label="Where they belong if their own source is not in the library",
        queryset=Source.objects.none(),
        required=False,
        empty_label="Nowhere: leave those out",
        help_text="Annotations name their source by address, DOI or hash. This is for those that name none of yours.",
    )
    own_judgement = forms.BooleanField(
        label="These are my own judgements",
        required=False,
        help_text=(
            "Evidence is then accepted under your name. Otherwise it comes in as suggestions, which count nowhere "
            "until somebody accepts them."
        ),
    )

    def __init__(self, *args: Any, workspace: Workspace, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Source]", self.fields["source"])
        field.queryset = Source.objects.filter(workspace=workspace).order_by("title")

    def clean(self) -> dict[str, Any]:
        """Ask for annotations, and for one place that they come from."""
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted", "").strip()
        if not file and not pasted and "file" not in self.errors:
            self.add_error(None, "Choose a file or paste annotations.")
        elif file and pasted:
            self.add_error(None, "Choose a file or paste annotations, not both.")
        return self.cleaned_data

    def received(self, most: int) -> tuple[bytes, str]:
        """Return the bytes, at most one more than `most`, and where they come from."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(most + 1), file.name
        return self.cleaned_data["pasted"].encode(errors="replace"), PASTED
