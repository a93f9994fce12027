"""The API's resources, app by app."""

from rest_framework.routers import SimpleRouter

router = SimpleRouter()
for app in ("accounts", "journal", "plans", "groups", "reviews"):
    module = __import__(f"{app}.api", fromlist=["register"])
    module.register(router)
