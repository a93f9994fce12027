from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import actions, device_tests, factors, operators, reminders, retention, site_counts
        from core.retention import register_keeper
        from core.unsubscribe import on_stopped

        register_keeper("unconfirmed-people", retention.unconfirmed_people)
        register_keeper("sign-ins", retention.ended_sign_ins)
        register_keeper("site-counts", lambda now: site_counts.forget_old_counts())
        on_stopped.append(site_counts.note_stop)
        actions.on_profile_changed.append(site_counts.note_switch)
        actions.on_schedule_changed.append(reminders.reschedule)
        device_tests.register()
        operators.register()
        factors.listen()
        self.close_admin()

    @staticmethod
    def close_admin() -> None:
        """The operator's pages show what we registered ourselves: not Django's groups, not allauth's tables."""
        from django.contrib import admin

        for model in list(admin.site._registry):
            if model.__module__.startswith(("django.", "allauth.")):
                admin.site.unregister(model)
