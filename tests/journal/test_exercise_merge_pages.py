"""The pages that make two exercises one: what could become what, what that does, the way back."""

import pytest
import time_machine
from django.urls import reverse

from journal.exercise_merging import undoable
from tests.journal.merged import NOW, did, lift, make_one, own, slugs_of


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def address(slug):
    return reverse("journal:exercise-merge", args=[slug])


def test_the_page_offers_what_is_called_alike_and_finds_others(ana, browse):
    stone = own(ana, "Stone squats with a bar", pattern="squat")
    did(ana, 1, lift(stone))
    client = browse(ana)
    shown = client.get(address(stone)).content.decode()
    assert 'href="?into=back_squat"' in shown
    assert 'href="?into=plank"' not in shown
    assert 'href="?into=plank"' in client.get(address(stone), {"q": "plank"}).content.decode()
    assert f'href="?into={stone}"' not in client.get(address(stone), {"q": "stone"}).content.decode()


def test_the_preview_says_what_moves_and_what_it_means(ana, browse):
    stone = own(ana)
    did(ana, 3, lift(stone), lift(stone, None))
    did(ana, 1, lift(stone, distance_m=20))
    shown = browse(ana).get(address(stone), {"into": "back_squat"}).content.decode()
    for sentence in (
        "3 sets in 2 sessions become Back squat.",
        "The first is of 1 Mar 2026, the last of 3 Mar 2026.",
        "1 set has no weight and stays without one.",
        "The distance of 1 set is kept.",
        "For seven days you can undo it.",
    ):
        assert sentence in shown
    shown = browse(ana).get(address(stone), {"into": "push_up"}).content.decode()
    assert "They then count as repetitions." in shown
    assert not undoable(ana)
    assert set(ana.training_sets.values_list("exercise", flat=True)) == {stone}


def test_the_page_merges_and_offers_to_undo(ana, browse):
    stone, client = own(ana), browse(ana)
    session = did(ana, 1, lift(stone))
    answer = client.post(address(stone), {"into": "back_squat"}, follow=True)
    undo = reverse("journal:exercise-merge-undo", args=[undoable(ana)[0].pk])
    assert answer.redirect_chain[-1][0] == reverse("journal:exercise-detail", args=["back_squat"])
    assert "Stone squat is now Back squat." in answer.content.decode()
    assert f'action="{undo}"' in answer.content.decode()
    assert client.get(reverse("journal:exercise-detail", args=[stone])).headers["Location"].endswith("/back_squat/")
    listed = client.get(reverse("journal:own-exercise-list")).content.decode()
    assert "Stone squat → Back squat" in listed
    assert "Can be undone until 11 March" in listed
    client.post(undo)
    assert slugs_of(session) == [stone]
    assert client.post(undo).status_code == 404


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("own_stone_squat", "This is the same exercise."),
        ("plank", "Plank counts minutes, and 1 set of Stone squat says nothing of that."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_says_why_not(ana, browse, into, words, method):
    stone = own(ana)
    did(ana, 1, lift(stone))
    answer = getattr(browse(ana), method)(address(stone), {"into": into})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert undoable(ana) == []


def test_another_persons_exercise_and_merge_are_404(ana, chen, browse):
    stone, client = own(ana), browse(chen)
    record = make_one(ana, own(ana, "Two"), stone)
    assert client.get(address(stone)).status_code == 404
    assert client.post(address(stone), {"into": "back_squat"}).status_code == 404
    assert client.post(reverse("journal:exercise-merge-undo", args=[record.pk])).status_code == 404
    assert "Stone squat" not in client.get(reverse("journal:own-exercise-list")).content.decode()
    own(chen, "Three")
    into_anas = client.post(address("own_three"), {"into": stone})
    assert into_anas.status_code == 200  # not among theirs: the page asks again
    assert not chen.own_exercises.exclude(merged_into="").exists()
