"""The productions that rules name: from a match of a pattern to mentions or exclusions, or a reasoned no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.productions import (
    ages,
    apparatus,
    bare,
    bare_years,
    calendar,
    exclusions,
    heads,
    labels,
    markers,
    money,
    multiples,
    names,
    percent,
    quantities,
    ranks,
    ratios,
    scores,
    unit_parts,
    year_forms,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.extract.rule import Declined, Outcome, RuleMatch

PRODUCTIONS: Mapping[str, Callable[[RuleMatch], Outcome | Declined]] = {
    **ages.PRODUCTIONS,
    **apparatus.PRODUCTIONS,
    **bare.PRODUCTIONS,
    **bare_years.PRODUCTIONS,
    **calendar.PRODUCTIONS,
    **exclusions.PRODUCTIONS,
    **heads.PRODUCTIONS,
    **labels.PRODUCTIONS,
    **markers.PRODUCTIONS,
    **money.PRODUCTIONS,
    **multiples.PRODUCTIONS,
    **names.PRODUCTIONS,
    **percent.PRODUCTIONS,
    **quantities.PRODUCTIONS,
    **ranks.PRODUCTIONS,
    **ratios.PRODUCTIONS,
    **scores.PRODUCTIONS,
    **unit_parts.PRODUCTIONS,
    **year_forms.PRODUCTIONS,
}
