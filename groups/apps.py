from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"

    def ready(self) -> None:
        from accounts import erasure, export
        from accounts.actions import on_consent_given, on_consent_withdrawn
        from core.restore import on_restore
        from groups import access, actions, bodies, check_in_days, reminders, support_wins
        from journal import validation, win_marks, wins_storing
        from plans import milestone_log

        reminders.register()
        on_restore.append(reminders.write_due_reminders)
        erasure.before_erasing.append(actions.leave_all_groups)
        validation.group_tests.append(access.is_member)
        validation.group_lists.append(access.names_of_groups)
        win_marks.shared_tests.append(actions.is_shared)
        win_marks.on_shared.append(actions.set_shared)
        wins_storing.on_recompute.append(support_wins.recompute)
        on_consent_given.append(support_wins.recall)
        on_consent_withdrawn.append(support_wins.forget)
        milestone_log.check_ins_of.append(check_in_days.check_in_days)
        for kind, rows in bodies.EXPORTS.items():
            export.register_kind(kind, rows)
