"""How forms look."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Our templates for forms and fields."""
