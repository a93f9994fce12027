"""The form of a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.models import LONGEST_MESSAGE, validate_message


class MessageForm(forms.Form):
    """A few lines; browsers end them in two characters, which counts as one."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_MESSAGE}),
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        """A posted text with the line ends that are stored."""
        if data is not None:
            data = {"text": data.get("text", "").replace("\r\n", "\n")}
        super().__init__(data, **more)

    def clean_text(self) -> str:
        """Ordinary letters, on as many lines as it takes."""
        text: str = self.cleaned_data["text"]
        validate_message(text)
        return text
