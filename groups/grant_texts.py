"""What a member agrees to with one switch, by stream and version. A text that was ever shown stays for its receipts."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.models import Grant, Stream

TEXTS: dict[tuple[str, str], Promise] = {
    (Stream.TRAINING, "1"): _(
        "Your sessions of the last four weeks: day, activity, minutes, distance, sets with their loads."
    ),
    (Stream.EFFORT, "1"): _("How hard each session of the last four weeks was (RPE)."),
    (Stream.WINS, "1"): _("All small wins of your training of the last four weeks, not only those you share."),
    (Stream.PLAN, "1"): _(
        "The tasks of this week and what became of them. Your coach may propose a change, which only you accept."
    ),
    (Stream.PAIN, "1"): _("On which days of the last four weeks you noted pain. Not where, and not how much."),
    (Stream.MOOD, "1"): _("Your mood of each day of the last four weeks, from 0 to 10. No tags, no notes."),
    (Stream.SLEEP, "1"): _("How long you slept and how you rated it, night by night, of the last four weeks."),
    (Stream.PSQI_TOTAL, "1"): _("The total of your sleep questionnaires. Never a single answer."),
    (Stream.NOTES, "1"): _("What you wrote beside sessions and moods in the last four weeks, word for word."),
}
PURPOSE = _("So that your coach can answer you better. Nobody else sees it, and you can switch it off at any time.")


def current_version(stream: str) -> str:
    """The newest wording of a stream."""
    return max((version for known, version in TEXTS if known == stream), key=int)


def current_text(stream: str) -> Promise:
    """What is shown to somebody who may switch it on now."""
    return TEXTS[stream, current_version(stream)]


def text_of_receipt(grant: Grant) -> list[str]:
    """The exact words that a receipt stands for."""
    with translation.override(grant.language):
        return [str(TEXTS[grant.stream, grant.text_version]), str(PURPOSE)]
