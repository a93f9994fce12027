from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from accounts import erasure
        from journal import export, retention
        from journal.models import Measurement
        from journal.validation_measurement import ROWS_OF_CATEGORY

        export.register()
        retention.register()
        erasure.divided[Measurement] = ROWS_OF_CATEGORY
