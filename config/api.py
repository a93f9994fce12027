"""The API's resources, app by app."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
for app in (
    "accounts.api",
    "journal.api",
    "journal.api_forms",
    "journal.api_merges",
    "plans.api",
    "groups.api",
    "reviews.api",
):
    module = __import__(app, fromlist=["register"])
    module.register(router)
