"""The operator's pages: people by address, switched on and off. No model of the journal is registered."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User

admin.site.site_header = _("Small Wins: operator")
admin.site.site_title = _("Small Wins: operator")
admin.site.index_title = _("People")
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Address, dates and switches; nothing else of a person is shown, and nobody is deleted here."""

    list_display = ["email", "date_joined", "last_login", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email"]
    ordering = ["-date_joined"]
    fields = ["email", "date_joined", "last_login", "is_active", "is_staff", "is_superuser"]
    readonly_fields = ["email", "date_joined", "last_login"]
    actions = ["deactivate"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up, or the command create_person makes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Django's page would list what goes along; a person deletes their account, or the command delete_person."""
        return False

    @admin.action(description=_("Deactivate: they can no longer sign in"))
    def deactivate(self, request: HttpRequest, people: "QuerySet[User]") -> None:
        """Switches people off; their journals stay as they are."""
        people.update(is_active=False)
