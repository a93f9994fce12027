"""The operator's page of reported posts: their words as they were reported, and nothing else of anybody."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from groups import moderation
from groups.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Read, and put away as settled; whose account is misused can be deactivated on the page of people."""

    list_display = ["reported_at", "kind", "text", "writer_address", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "kind"]
    list_select_related = ["writer"]
    ordering = ["-reported_at"]
    readonly_fields = ("reported_at", "kind", "text", "reason", "writer_address", "reporter_address", "settled_at")
    fields = readonly_fields
    actions = ["settle"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Members report, on the page of the writer."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        """They go by themselves, 90 days after they were settled."""
        return False

    @admin.display(description=_("written by"))
    def writer_address(self, row: Report) -> str:
        """By whom it was written."""
        return row.writer.email

    @admin.display(description=_("reported by"))
    def reporter_address(self, row: Report) -> str:
        """By whom it was reported."""
        return row.reporter.email

    @admin.action(description=_("Settled"))
    def settle(self, request: HttpRequest, reports: "QuerySet[Report]") -> None:
        """Puts reports away."""
        moderation.settle(reports)
