"""The form of a programme of one's own: a file, or its text."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plans.own_programmes import template_of
from plans.programmes.reading import SIZE_LIMIT, BadTemplate


class OwnProgrammeForm(forms.Form):
    """A file wins over the text beside it."""

    file = forms.FileField(
        label=_("A YAML file"), required=False, widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"})
    )
    template = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        max_length=SIZE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "autocapitalize": "none", "lang": "mul"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if cleaned.get("file"):
            try:
                cleaned["template"] = template_of(cleaned["file"].read())
            except BadTemplate as error:
                self.refuse(error)
        elif not (cleaned.get("template") or "").strip() and not self.errors:
            self.add_error(None, _("Choose a file, or paste its text."))
        return cleaned

    def refuse(self, error: BadTemplate) -> None:
        """The line and the reason, in the language of the page."""
        words = {"line": error.line, "reason": gettext(error.sentence) % error.figures}
        self.add_error(None, _("Line %(line)d is not accepted: %(reason)s") % words)
