from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self) -> None:
        from accounts import erasure
        from accounts.actions import on_consent_given, on_consent_withdrawn, on_profile_changed
        from journal import care_actions, care_questions, export, profile_effects, retention, wins_consent
        from journal.models import CareAnswer, Measurement
        from journal.validation_measurement import ROWS_OF_CATEGORY

        on_profile_changed.append(profile_effects.follow)
        on_consent_given.append(wins_consent.recall_wins)
        on_consent_withdrawn += [care_actions.forget_cards, wins_consent.forget_wins]
        erasure.after_erasing_category.append(wins_consent.erase_wins)
        export.register()
        retention.register()
        erasure.divided[Measurement] = ROWS_OF_CATEGORY
        erasure.divided[CareAnswer] = care_questions.ROWS_OF_CATEGORY
