"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config.api import router
from core import views_api
from core.sync import Sync

urlpatterns = [  # tried one by one, and pages without a prefix are many: what has one comes as early as it may
    path("api/v1/", include(router.urls)),
    path("api/v1/sync/", Sync.as_view(), name="api-sync"),
    path("", include("reviews.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("insights.urls")),
    path("", include("journal.urls")),
    path("", include("plans.urls")),
    path("", include("groups.urls")),
    path("api/schema/", views_api.Schema.as_view(), name="api-schema"),
    path("api/docs/", views_api.docs, name="api-docs"),
    path("api/<path:address>", views_api.unknown, name="api-unknown"),
    path("operator/", admin.site.urls),
]
handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
if settings.DEBUG:
    urlpatterns += [path("dev/", include("core.dev_urls"))]
