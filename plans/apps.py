from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self) -> None:
        from journal import actions, validation
        from plans import closing, export, reminder_mail

        export.register()
        reminder_mail.register()
        validation.planned_tests.append(closing.is_own_task)
        actions.on_sessions_changed.append(closing.after_sessions)
