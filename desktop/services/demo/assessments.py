"""What people said of the invented estates: surveys, opinions, points; the last quarter published, this one open."""

from datetime import datetime, timedelta

from desktop.domain.assessment.term import Term
from desktop.forms.assessment import AdjustmentForm, Direction, OpinionForm, PublishForm, Source, SurveyForm
from desktop.services.assessment import adjustments, opinions, surveys
from desktop.services.assessment.publishing import publish
from desktop.services.demo import content
from desktop.services.demo.scene import Scene

SAMPLE = 0.16  # of the households
LIKELY = (
    (96, (60, 25, 9, 4, 1, 1)),
    (80, (38, 32, 16, 8, 4, 2)),
    (65, (20, 27, 24, 15, 9, 5)),
    (0, (10, 18, 26, 20, 16, 10)),
)
ENTERED = 3  # estates of the running quarter that already have their survey


def last_quarter(scene: Scene, term: Term) -> None:
    """All that an assessment is made of, and its publication a week after the quarter."""
    at = min(term.period.end + timedelta(days=2, hours=10), scene.now)
    for estate, score in content.SCORES.items():
        _survey(scene, term, estate, score, at)
        _opinions(scene, term, estate, score, at)
    for estate, direction, points, reason, basis in content.POINTS:
        form = AdjustmentForm(
            scene.estates[estate], None, Direction(direction), points, reason, basis, term.period.last
        )
        adjustments.enter(scene.session, term, form, scene.clerk, at)
    for card in adjustments.proposals(scene.session, term):
        adjustments.accept(scene.session, term, card.measure_id, scene.clerk, at)
    note = PublishForm("经镇物业考核小组会议审定。")
    publish(scene.session, term, note, scene.people[1], min(at + timedelta(days=6), scene.now))


def running_quarter(scene: Scene, term: Term) -> None:
    """Some of what the open quarter will be made of."""
    at = max(term.period.start, scene.now - timedelta(days=4))
    for estate, score in list(content.SCORES.items())[:ENTERED]:
        _survey(scene, term, estate, score, at)
    for estate, score in list(content.SCORES.items())[: ENTERED + 2]:
        _opinion(scene, term, estate, Source.NEIGHBORHOOD, score, at)


def _survey(scene: Scene, term: Term, estate: str, score: int, at: datetime) -> None:
    households = next(one[3] for one in content.ESTATES if one[0] == estate)
    weights = next(weights for least, weights in LIKELY if score >= least)
    given = scene.random.choices(range(6), weights=weights, k=round(households * SAMPLE))
    counts = [float(given.count(at)) for at in range(6)]
    five, four, three, two, one, nought = counts
    invalid = float(scene.random.randrange(4))
    form = SurveyForm(
        estate=scene.estates[estate],
        on=at.date(),
        issued=sum(counts) + invalid + scene.random.randrange(5, 20),
        five=five,
        four=four,
        three=three,
        two=two,
        one=one,
        nought=nought,
        invalid=invalid,
    )
    surveys.enter(scene.session, term, form, scene.clerk, at)


def _opinions(scene: Scene, term: Term, estate: str, score: int, at: datetime) -> None:
    _opinion(scene, term, estate, Source.NEIGHBORHOOD, score, at)
    if estate != content.NO_COMMITTEE:
        _opinion(scene, term, estate, Source.OWNERS, score, at)


def _opinion(scene: Scene, term: Term, estate: str, source: Source, score: int, at: datetime) -> None:
    points = float(min(100, score + scene.random.randrange(-6, 5)))
    text = next(words for least, words in content.SAID if points >= least)
    by = scene.random.choice(content.SURNAMES) + "主任"
    opinions.enter(scene.session, term, OpinionForm(scene.estates[estate], source, points, text, by), scene.clerk, at)
