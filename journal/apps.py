from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from accounts import erasure
        from accounts.actions import on_consent_withdrawn
        from journal import care_actions, export, retention
        from journal.models import Measurement
        from journal.validation_measurement import ROWS_OF_CATEGORY

        on_consent_withdrawn.append(care_actions.forget_cards)
        export.register()
        retention.register()
        erasure.divided[Measurement] = ROWS_OF_CATEGORY
