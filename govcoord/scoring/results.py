"""From totals to results: band, veto, quota, place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from govcoord.numerals import Number
from govcoord.scoring import grading
from govcoord.scoring.grading import Standing
from govcoord.scoring.raw import UnfitError
from govcoord.scoring.report import Flag, Score
from govcoord.scoring.scorecard import Scorecard
from govcoord.scoring.totals import Draft

T = TypeVar("T")

_PROVISIONAL = frozenset(
    {"missing", "small_sample", "coverage", "weight", "events_unknown", "last_known", "few"}
)


def grade(card: Scorecard, group: str | None, drafts: Sequence[Draft]) -> list[Score]:
    """The results of a group; `UnfitError` for a tie that the scorecard does not allow."""
    by_score = [_band(card, draft) for draft in drafts]
    after_veto = [_vetoed(card, draft, band) for draft, band in zip(drafts, by_score)]
    final = _quota(card, drafts, after_veto)
    ranks = _ranks(card, drafts, after_veto)
    results = []
    for i, draft in enumerate(drafts):
        flags = draft.flags
        if final[i] != after_veto[i]:
            flags = (*flags, _moved(card, after_veto[i], final[i]))
        results.append(
            Score(
                subject=draft.row.subject,
                title=draft.row.title,
                score=draft.published,
                exact=draft.total,
                band=_id(card, final[i]),
                band_by_score=_id(card, by_score[i]),
                rank=ranks[i],
                provisional=any(flag.kind in _PROVISIONAL for flag in flags),
                flags=flags,
                group=group,
                sheet=draft.sheet,
            )
        )
    return results


def _id(card: Scorecard, position: int) -> str | None:
    return card.bands[position][0] if card.bands else None


def _moved(card: Scorecard, before: int, after: int) -> Flag:
    from_, to = card.bands[before][0], card.bands[after][0]
    names = {"from": from_, "to": to}
    titles = {key: card.document.bands[id_].title for key, id_ in names.items()}
    return Flag("quota", from_, titles["from"], tuple(names.items()), tuple(titles.items()))


def _band(card: Scorecard, draft: Draft) -> int:
    if not card.bands:
        return 0
    published = card.document.band_on == "published_score"
    return grading.band_position(draft.published if published else draft.total, card.bands)


def _vetoed(card: Scorecard, draft: Draft, band: int) -> int:
    for id_ in draft.vetoes:
        veto = card.document.veto[id_]
        if veto.effect == "cap_at_band" and veto.band is not None:
            band = max(band, [name for name, _ in card.bands].index(veto.band))
        elif card.bands:
            band = len(card.bands) - 1
    return band


def _standing(
    card: Scorecard, draft: Draft, band: int, score: Number, ties: Sequence[str]
) -> Standing:
    decisive: list[Number] = []
    for id_ in ties:
        found = draft.sheet.score_of(card.positions[id_])
        # Whoever has no figure stands behind whoever has one.
        decisive += [0, 0] if found is None else [1, found]
    return Standing(score, band, tuple(decisive))


def _taking_part(
    drafts: Sequence[Draft], decide: Callable[[list[int]], list[T]]
) -> list[tuple[int, T]]:
    """What grading decides for each subject that may be ranked, with its number."""
    places = [i for i, draft in enumerate(drafts) if draft.ranked]
    try:
        return list(zip(places, decide(places)))
    except grading.TieError as tie:
        names = " and ".join(f"`{drafts[places[i]].row.written}`" for i in tie.subjects)
        hint = f"{names} are equal and the scorecard allows no tie"
        raise UnfitError("scores that differ", hint) from None


def _quota(card: Scorecard, drafts: Sequence[Draft], bands: list[int]) -> list[int]:
    quota = card.document.quota
    if quota is None:
        return bands

    def decide(places: list[int]) -> list[int]:
        standings = [
            _standing(card, drafts[i], bands[i], drafts[i].published, quota.tie_break)
            for i in places
        ]
        return grading.apply_quota(standings, [name for name, _ in card.bands], quota)

    found = list(bands)
    for i, band in _taking_part(drafts, decide):
        found[i] = band
    return found


def _ranks(card: Scorecard, drafts: Sequence[Draft], bands: list[int]) -> list[Number | None]:
    ranking = card.document.ranking
    found: list[Number | None] = [None] * len(drafts)
    if ranking is None:
        return found

    def decide(places: list[int]) -> list[Number]:
        published = ranking.by == "published_score"
        standings = [
            _standing(
                card,
                drafts[i],
                bands[i],
                drafts[i].published if published else drafts[i].total,
                ranking.tie_break,
            )
            for i in places
        ]
        return grading.places(standings, ranking.ties, ranking.order == "lowest_first")

    for i, place in _taking_part(drafts, decide):
        found[i] = place
    return found
