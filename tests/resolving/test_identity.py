"""Across articles: who is who depends on the set of profiles and on nothing else."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import ArticleId
from newsgraph.entity import Decision, DecisionKind, EntityId
from newsgraph.resolving import Identities, Profile, block_keys, decision_keys, identify, tied
from tests.resolving.marking import archive, profiles_in

COAST = archive(
    "[P:Ansel Quillan|Judge] leads the inquiry at [L:Skarrow].",
    "[P:Marta Quillan] leads the [O:Dockers' and Stevedores' Union] ([O:DSU]) at [L:Port Averin].",
    "[P:Quillan|Judge] read the report on [L:Skarrow].",
    "The [O:DSU] and [O:Averin Harbour Company] met at [L:Port Averin].",
    "The [O:Dockers’ and Stevedores’ Union] struck. [P:M. Quillan] spoke at [L:Port Averin].",
    "[P:Nell Tarrant] and [P:Colm Tarrant] of the [O:Valley Miners' Federation].",
    "[P:Mrs Tarrant] of the [O:Valley Miners' Federation] spoke to [P:Ansel Quillan|Judge].",
    "[P:Bill Marsh], mayor, at [L:Eskham] with [O:Flotilla 22].",
    "[P:William Marsh], mayor, at [L:Eskham] with [O:Flotilla 22].",
    "[O:AHC] is the [O:Averin Harbour Company] ([O:AHC]).",
    "[O:AHC] said. [P:Peter A. Dey] and [O:Calder Marine Surveys].",
    "[P:Peter B. Dey] and [P:Peter Dey] of [O:Calder Marine Surveys].",
    "[O:Quillan] and [O:Tarrant] are firms. [P:Marsh] is nobody.",
)


def entity(identities: Identities, article: int, local: str) -> str:
    return identities.entity_of[ArticleId(f"article/{article}"), EntityId(f"actor/{local}")].removeprefix("actor/")


def test_one_full_name_is_one_actor_everywhere() -> None:
    found = identify(archive("[P:Henrik Vasse] spoke.", "[P:Henrik Vasse] left."))
    assert list(found.entities) == ["actor/henrik-vasse"]
    assert found.entities[EntityId("actor/henrik-vasse")].articles == 2


def test_two_people_of_one_surname_stay_two() -> None:
    found = identify(COAST)
    assert entity(found, 0, "ansel-quillan") != entity(found, 1, "marta-quillan")


def test_an_acronym_is_learnt_from_an_article_that_defines_it() -> None:
    found = identify(COAST)
    assert entity(found, 3, "dsu") == "dockers-and-stevedores-union"
    assert entity(found, 10, "ahc") == "averin-harbour-company"


def test_an_acronym_that_articles_define_in_two_ways_stays_its_own() -> None:
    found = identify(
        archive(
            "The [O:Dock Safety Unit] ([O:DSU]) met.",
            "The [O:Dunmarrow Stonemasons Union] ([O:DSU]) met.",
            "[O:DSU] said.",
        )
    )
    assert entity(found, 2, "dsu") == "dsu"


def test_mrs_tarrant_is_nell_and_not_colm() -> None:
    assert entity(identify(COAST), 6, "tarrant") == "nell-tarrant"


def test_a_nickname_is_one_person_where_the_company_is_the_same() -> None:
    found = identify(COAST)
    assert entity(found, 7, "bill-marsh") == entity(found, 8, "william-marsh")


def test_a_nickname_in_other_company_is_somebody_else() -> None:
    one = profiles_in("a", "[P:Bill Marsh] at [L:Eskham] with [O:Flotilla 22].", source="averincourier.example")
    other = profiles_in("b", "[P:William Marsh] at [L:Ostrand] with [O:Brackwater].", source="hafenbote.example")
    assert len(identify([*one, *other]).entities) == 4


def test_two_middle_initials_never_become_one() -> None:
    found = identify(COAST)
    assert entity(found, 10, "peter-a-dey") != entity(found, 11, "peter-b-dey")


def test_the_id_that_a_name_would_have_leads_to_the_actor() -> None:
    found = identify(archive("[P:Bill Marsh] and [O:Flotilla 22].", *["[P:William Marsh] and [O:Flotilla 22]."] * 2))
    assert found.redirects == {"actor/bill-marsh": "actor/william-marsh"}


@settings(max_examples=60, deadline=None)
@given(st.permutations(COAST))
def test_no_order_of_the_profiles_changes_anything(shuffled: list[Profile]) -> None:
    assert identify(shuffled) == identify(COAST)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 12)), st.integers(0, 12))
def test_added_and_taken_away_is_never_added(kept: set[int], extra: int) -> None:
    chosen = {f"article/{n}" for n in kept}
    some = [profile for profile in COAST if profile.article in chosen]
    before = identify(some)
    identify([*some, *(profile for profile in COAST if profile.article == f"article/{extra}")])
    assert identify(some) == before


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 12), min_size=1))
def test_identifying_the_touched_blocks_alone_is_identifying_all(added: set[int]) -> None:
    names = {f"article/{n}" for n in added}
    old = [profile for profile in COAST if profile.article not in names]
    touched = tied(
        {key for profile in COAST if profile.article in names for key in block_keys(profile)}, map(block_keys, COAST)
    )
    anew = identify(profile for profile in COAST if block_keys(profile) & touched)
    kept = identify(profile for profile in old if not block_keys(profile) & touched)
    everything = identify(COAST)
    assert {**kept.entity_of, **anew.entity_of} == everything.entity_of
    assert {**kept.entities, **anew.entities} == everything.entities
    assert {**kept.redirects, **anew.redirects} == everything.redirects


def decide(kind: DecisionKind, *ids: str, name: str = "", articles: tuple[str, ...] = ()) -> Decision:
    return Decision(
        kind=kind,
        ids=tuple(EntityId(f"actor/{ident}") for ident in ids),
        because="the editor says so",
        who="ed",
        when=datetime(2024, 7, 1, tzinfo=UTC),
        name=name,
        articles=tuple(ArticleId(f"article/{article}") for article in articles),
    )


def test_a_decision_joins_and_leaving_it_out_undoes_it() -> None:
    same = decide(DecisionKind.SAME, "ansel-quillan", "marta-quillan")
    joined = identify(COAST, [same])
    assert entity(joined, 1, "marta-quillan") == "ansel-quillan"
    assert joined.redirects[EntityId("actor/marta-quillan")] == "actor/ansel-quillan"
    assert entity(identify(COAST), 1, "marta-quillan") == "marta-quillan"


def test_a_decision_parts_what_was_joined() -> None:
    apart = identify(COAST, [decide(DecisionKind.DIFFERENT, "bill-marsh", "william-marsh")])
    assert entity(apart, 7, "bill-marsh") == "bill-marsh"
    assert entity(apart, 8, "william-marsh") == "william-marsh"


def test_a_decision_parts_one_name_by_articles() -> None:
    apart = identify(COAST, [decide(DecisionKind.DIFFERENT, "ansel-quillan", articles=("6",))])
    assert entity(apart, 0, "ansel-quillan") == "ansel-quillan"
    assert entity(apart, 6, "ansel-quillan") == "ansel-quillan-6"


def test_the_later_decision_counts() -> None:
    same = decide(DecisionKind.SAME, "bill-marsh", "william-marsh")
    different = decide(DecisionKind.DIFFERENT, "bill-marsh", "william-marsh")
    assert entity(identify(COAST, [different, same]), 7, "bill-marsh") == entity(
        identify(COAST, [different, same]), 8, "william-marsh"
    )
    parted = identify(COAST, [same, different])
    assert entity(parted, 7, "bill-marsh") != entity(parted, 8, "william-marsh")


def test_nobody_is_merged_against_a_different_by_way_of_a_third() -> None:
    different = decide(DecisionKind.DIFFERENT, "nell-tarrant", "colm-tarrant")
    first, second = (decide(DecisionKind.SAME, "henrik-vasse", who) for who in ("nell-tarrant", "colm-tarrant"))
    more = [*COAST, *archive("[P:Henrik Vasse] spoke.")]
    found = identify(more, [different, first, second])
    assert entity(found, 5, "nell-tarrant") == "henrik-vasse"
    assert entity(found, 5, "colm-tarrant") == "colm-tarrant"
    backwards = decide(DecisionKind.SAME, "colm-tarrant", "henrik-vasse")
    found = identify(more, [different, first, backwards])
    assert entity(found, 5, "nell-tarrant") != entity(found, 5, "colm-tarrant")
    all_one = decide(DecisionKind.SAME, "henrik-vasse", "nell-tarrant", "colm-tarrant")
    found = identify(more, [different, first, all_one])
    assert entity(found, 5, "nell-tarrant") == entity(found, 5, "colm-tarrant")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whoever_was_decided_to_be_two_is_two_whatever_follows(data: st.DataObject) -> None:
    names = ["ansel-quillan", "marta-quillan", "nell-tarrant", "colm-tarrant", "bill-marsh", "calder-marine-surveys"]
    pair = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    others = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).filter(lambda p: set(p) != set(pair))
    log = [decide(DecisionKind.DIFFERENT, *pair)]
    log += [decide(DecisionKind.SAME, *each) for each in data.draw(st.lists(others, max_size=6))]
    found = identify(COAST, log)
    places = {"ansel-quillan": 0, "marta-quillan": 1, "nell-tarrant": 5, "colm-tarrant": 5, "bill-marsh": 7}
    one, other = (entity(found, places[n], n) if n in places else None for n in pair)
    assert one is None or other is None or one != other


def test_renaming_and_hiding_change_no_id() -> None:
    found = identify(
        COAST, [decide(DecisionKind.RENAME, "dsu", name="The Dockers"), decide(DecisionKind.HIDE, "flotilla-22")]
    )
    assert found.entities[EntityId("actor/dockers-and-stevedores-union")].name == "The Dockers"
    assert found.entities[EntityId("actor/flotilla-22")].hidden


def test_a_decision_about_nobody_changes_nothing() -> None:
    assert identify(COAST, [decide(DecisionKind.SAME, "no-one", "nobody")]) == identify(COAST)


@pytest.mark.parametrize("ident", ["ansel-quillan", "dockers-and-stevedores-union", "flotilla-22", "tarrant"])
def test_the_blocks_of_a_decision_hold_its_entities(ident: str) -> None:
    keys = decision_keys(decide(DecisionKind.HIDE, ident))
    assert any(block_keys(profile) & keys for profile in COAST if profile.local == f"actor/{ident}")


def test_two_names_that_articles_keep_apart_are_two() -> None:
    both = "[P:Henrik Vasse] came with [P:Henrik Vasse Jr.] to [L:Eskham]."
    found = identify(archive(both, both, "[P:Henrik Vasse] at [L:Eskham].", "[P:Henrik Vasse Jr.] at [L:Eskham]."))
    assert set(found.entities) == {"actor/henrik-vasse", "actor/henrik-vasse-jr"}


def test_what_one_article_teaches_does_not_decide_about_many() -> None:
    lone = [f"[O:AHX] said at [L:Town{n}]." for n in range(20)]
    found = identify(archive("The [O:Averin Harbour Exchange] ([O:AHX]) met at [L:Port Averin].", *lone))
    assert entity(found, 5, "ahx") == "ahx"


def test_a_surname_alone_is_the_archives_best_known() -> None:
    full = "[P:Henrik Vasse] of [O:Averin Harbour Company]."
    found = identify(
        archive(*[full] * 8, "[P:Nora Vasse] of [O:Calder Tower].", "[P:Vasse] of [O:Averin Harbour Company].")
    )
    assert entity(found, 9, "vasse") == "henrik-vasse"


NAMESAKES = archive(
    *["Judge [P:Peter Dey|Judge] of the [O:High Court] at [L:Ostrand]."] * 3,
    *["[P:Peter Dey|striker] of [O:Averin Rovers] at [L:Sandmouth]."] * 2,
    "[P:Peter Dey] of [O:Averin Rovers] scored.",
)


def test_a_striker_and_a_judge_of_one_name_are_two_people() -> None:
    found = identify(NAMESAKES)
    assert entity(found, 0, "peter-dey") == "peter-dey"
    assert entity(found, 4, "peter-dey") == "peter-dey-sport"
    assert entity(found, 5, "peter-dey") == "peter-dey-sport"


def test_two_offices_in_one_company_are_one_career() -> None:
    found = identify(
        archive(
            "[P:Peter Dey|striker] of [O:Averin Rovers] at [L:Eskham].",
            "[P:Peter Dey|mayor] of [L:Eskham], once of [O:Averin Rovers].",
        )
    )
    assert entity(found, 0, "peter-dey") == entity(found, 1, "peter-dey")


def test_a_judges_surname_is_the_judges_wherever_it_stands_alone() -> None:
    found = identify(
        archive(
            *["Judge [P:Ansel Quillan|Judge] and the [O:Northfell Minerals]."] * 2,
            *["[P:Marta Quillan|leader] and the [O:Northfell Minerals]."] * 6,
            "Judge [P:Quillan|Judge] and the [O:Northfell Minerals].",
        )
    )
    assert entity(found, 8, "quillan") == "ansel-quillan"


CHOICES = (
    decide(DecisionKind.SAME, "ansel-quillan", "flotilla-22"),
    decide(DecisionKind.DIFFERENT, "bill-marsh", "william-marsh"),
    decide(DecisionKind.SAME, "peter-a-dey", "peter-dey"),
    decide(DecisionKind.DIFFERENT, "ansel-quillan", articles=("2", "6")),
    decide(DecisionKind.RENAME, "averin-harbour-company", name="The Company"),
    decide(DecisionKind.SAME, "nell-tarrant", "colm-tarrant"),
    decide(DecisionKind.HIDE, "calder-marine-surveys"),
)


@settings(max_examples=80, deadline=None)
@given(st.sets(st.integers(0, 12), min_size=1), st.lists(st.sampled_from(CHOICES), max_size=4))
def test_with_decisions_too_the_touched_blocks_are_enough(added: set[int], decisions: list[Decision]) -> None:
    names = {f"article/{n}" for n in added}
    keys = [*map(block_keys, COAST), *map(decision_keys, decisions)]
    touched = tied({key for profile in COAST if profile.article in names for key in block_keys(profile)}, keys)
    anew = identify((profile for profile in COAST if block_keys(profile) & touched), decisions)
    kept = identify((profile for profile in COAST if not block_keys(profile) & touched), decisions)
    everything = identify(COAST, decisions)
    assert {**kept.entity_of, **anew.entity_of} == everything.entity_of
    assert {**kept.entities, **anew.entities} == everything.entities


@settings(max_examples=40, deadline=None)
@given(st.permutations(COAST), st.lists(st.sampled_from(CHOICES), max_size=4))
def test_no_order_of_the_profiles_changes_what_was_decided(shuffled: list[Profile], decisions: list[Decision]) -> None:
    assert identify(shuffled, decisions) == identify(COAST, decisions)


def test_congress_is_the_us_congress_where_the_company_is_the_same() -> None:
    full = "[O:U.S. Congress] and [P:Nora Vasse] of [O:Calder Tower]."
    lone = "[O:Congress] and [P:Nora Vasse] of [O:Calder Tower]."
    elsewhere = profiles_in("x", "The [O:Congress] of [O:Lomond] and [P:Ann Dey].", source="elsewhere.example")
    found = identify([*archive(full, full, lone, lone), *elsewhere])
    assert entity(found, 2, "congress") == entity(found, 0, "us-congress")


CAPITALS = archive(
    "[O:ABBOTT] fell.",
    "[O:Abbott] rose with [O:Calder Tower].",
    "[O:Abbott Laboratories] and [O:Abbott] with [O:Calder Tower].",
    "[O:Abbott Laboratories] with [O:Calder Tower].",
    "[P:Calder Tower] slept with [P:Ann Abbott].",
    "[P:ABBOTT] and [O:Abbott].",
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(CAPITALS))
def test_the_spelling_that_comes_first_decides_nothing(shuffled: list[Profile]) -> None:
    assert identify(shuffled) == identify(CAPITALS)
