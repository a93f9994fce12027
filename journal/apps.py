from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from accounts.actions import on_consent_withdrawn
        from journal import care_actions, export, retention

        on_consent_withdrawn.append(care_actions.forget_cards)
        export.register()
        retention.register()
