"""With no language model the rules alone still fill what cues, labels and neighbours show."""

from tests.contextualise.written import claims_of, values


def test_neighbours_tell_change_and_comparator():
    text = "Exports rose by about {5%} to {$3bn} from {$2bn}."
    assert values(None, "change_role", text) == ["delta", "to", "from"]
    assert values(None, "comparator", text) == ["approx", "eq", "eq"]


def test_cues_tell_status_and_negation():
    assert values(None, "status", "Exports will rise by {5%}.") == ["forecast"]
    assert values(None, "negated", "Exports did not reach {5%}.") == [True]


def test_labels_tell_measures():
    assert values(None, "measure", "Inflation: {5%}") == ["Inflation"]


def test_years_are_linked_by_their_place():
    found = claims_of(None, "In {2018}, exports rose {5%}; GDP was {$3bn} in {2019}.")
    assert [claim.year_start for claim in found if claim.kind != "year"] == [2018, 2019]


def test_a_speaker_set_off_by_commas_needs_no_parse():
    assert values(None, "attributed_to", "Exports rose {5%}, the ministry said.") == ["ministry"]


def test_what_only_a_parse_can_tell_stays_null():
    assert values(None, "measure", "The shares of the bank that it bought rose {5%}.") == [None]
