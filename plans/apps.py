from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self) -> None:
        from journal import actions, night_changes, planned, validation
        from plans import closing, export, importing, reminder_mail, task_session

        export.register()
        importing.register()
        reminder_mail.register()
        validation.planned_tests.append(closing.is_own_task)
        planned.plans_of_sessions.append(task_session.draft_of_task)
        actions.on_sessions_changed.append(closing.after_sessions)
        night_changes.on_nights_changed.append(closing.after_nights)
