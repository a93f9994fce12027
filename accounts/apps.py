from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import actions, device_tests, factors, reminders, retention
        from core.retention import register_keeper

        register_keeper("unconfirmed-people", retention.unconfirmed_people)
        register_keeper("sign-ins", retention.ended_sign_ins)
        actions.on_schedule_changed.append(reminders.reschedule)
        device_tests.register()
        factors.listen()
        self.close_admin()

    @staticmethod
    def close_admin() -> None:
        """The operator's pages show what we registered ourselves: not Django's groups, not allauth's tables."""
        from django.contrib import admin

        for model in list(admin.site._registry):
            if model.__module__.startswith(("django.", "allauth.")):
                admin.site.unregister(model)
