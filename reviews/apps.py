from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from accounts.actions import on_schedule_changed
        from core.restore import on_restore
        from reviews import actions, export, mail

        mail.register()
        export.register()
        on_schedule_changed.append(actions.schedule)
        on_restore.append(actions.write_due_reviews)
