"""Inside one article. The people are those of the Merrin Coast (examples/README.md) and of the project's first page."""

import pytest

from newsgraph.entity import EntityKind
from newsgraph.resolving import resolve_actors
from tests.resolving.marking import actors_in, marked


def test_a_surname_joins_the_only_full_name_that_bears_it() -> None:
    found = actors_in("[P:Henrik Vasse] spoke. [P:Vasse] went.", "[P:Vasse] came back.")
    assert found == {"henrik-vasse": ["Henrik Vasse", "Vasse", "Vasse"]}


def test_a_surname_that_comes_before_its_full_name_joins_it_too() -> None:
    assert actors_in("[P:Vasse] to go", "[P:Henrik Vasse] goes.") == {"henrik-vasse": ["Vasse", "Henrik Vasse"]}


def test_a_first_name_joins_when_nobody_has_it_for_a_surname() -> None:
    assert actors_in("[P:Nell Tarrant] wept. [P:Nell] went.") == {"nell-tarrant": ["Nell Tarrant", "Nell"]}


def test_of_two_quillans_the_role_says_which() -> None:
    found = actors_in("[P:Ansel Quillan|Judge] and [P:Marta Quillan] met. [P:Quillan|Judge] spoke first.")
    assert found["ansel-quillan"] == ["Ansel Quillan", "Quillan"]


def test_of_two_quillans_the_last_who_was_named_in_full_is_meant() -> None:
    found = actors_in("[P:Ansel Quillan|Judge] opened it.", "[P:Marta Quillan] came.", "[P:Quillan] left.")
    assert found["marta-quillan"] == ["Marta Quillan", "Quillan"]


def test_a_surname_of_two_far_from_both_is_nobodys() -> None:
    found = actors_in("[P:Ansel Quillan] and [P:Marta Quillan].", "One.", "Two.", "Three.", "[P:Quillan] left.")
    assert found == {"ansel-quillan": ["Ansel Quillan"], "marta-quillan": ["Marta Quillan"], "quillan": ["Quillan"]}


def test_mrs_tarrant_is_not_colm() -> None:
    assert actors_in("[P:Colm Tarrant] died.", "[P:Tarrant|Mrs] spoke.") == {
        "colm-tarrant": ["Colm Tarrant"],
        "tarrant": ["Tarrant"],
    }


def test_mrs_tarrant_is_nell_where_both_are_named() -> None:
    found = actors_in("[P:Nell Tarrant] lost [P:Colm Tarrant].", "[P:Mrs Tarrant] spoke. [P:Mr Tarrant] had not.")
    assert found == {"nell-tarrant": ["Nell Tarrant", "Mrs Tarrant"], "colm-tarrant": ["Colm Tarrant", "Mr Tarrant"]}


def test_mr_and_mrs_of_one_surname_alone_are_two() -> None:
    found = actors_in("[P:Tarrant|Mrs] spoke. [P:Tarrant|Mr] had not.")
    assert found == {"tarrant": ["Tarrant"], "tarrant-2": ["Tarrant"]}


def test_father_and_son_are_two_and_a_senior_is_no_junior() -> None:
    found = actors_in("[P:Idris Lamprecht Sr.] taught [P:Idris Lamprecht Jr.] law.")
    assert set(found) == {"idris-lamprecht-sr", "idris-lamprecht-jr"}


def test_nicknames_initials_and_middle_names_are_one_person() -> None:
    found = actors_in("[P:William J. Marsh] won. [P:Bill Marsh] smiled. [P:W. Marsh] sat.")
    assert list(found) == ["william-j-marsh"]


def test_two_middle_initials_are_two_people() -> None:
    assert set(actors_in("[P:Peter A. Dey] and [P:Peter B. Dey] met.")) == {"peter-a-dey", "peter-b-dey"}


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("[P:Félix Tshisekedi] met [P:Felix Tshisekedi].", "felix-tshisekedi"),
        ("[P:Øyvind Stranne] is [P:Oyvind Stranne].", "oyvind-stranne"),
        ("[P:Pieter van den Oever] and [P:van den Oever] and [P:Oever].", "pieter-van-den-oever"),
        ("[P:Tim O’Gorman] hit. [P:O'Gorman] ran. [P:Tim O'Gorman's] bat.", "tim-ogorman"),
        ("[P:Bashar al-Assad] spoke. [P:Assad] left. [P:al-Assad] stayed.", "bashar-assad"),
        ("[P:ANDRE SILVA] won. [P:André Silva] smiled.", "andre-silva"),
        ("[O:Dockers' and Stevedores' Union] is [O:Dockers’ and Stevedores’ Union].", "dockers-and-stevedores-union"),
        ("[O:U.N.] is [O:UN], [O:the United Nations].", "united-nations"),
        ("[O:U.N. Human Rights Council] is [O:UN Human Rights Council].", "united-nations-human-rights-council"),
        ("[O:MSF] is [O:Médecins Sans Frontières] is [O:Doctors Without Borders].", "doctors-without-borders"),
        ("[O:Alphamin Resources Corp.] is [O:Alphamin Resources] is [O:Alphamin].", "alphamin-resources"),
        ("[O:Ministry of Defence] is [O:Defense Ministry].", "ministry-of-defence"),
        ("[G:M23] is [G:M23 rebels] is [O:March 23 Movement].", "m23"),
    ],
)
def test_ways_of_writing_one_name_are_one_actor(text: str, ident: str) -> None:
    assert list(actors_in(text)) == [ident]


@pytest.mark.parametrize(
    "text",
    [
        "The [O:Averin Harbour Company] ([O:AHC]) said. [O:AHC] would not.",
        "The [O:AHC] ([O:Averin Harbour Company]) said.",
        "[O:AHC] said. The [O:Averin Harbour Company] would not.",
        'The [O:Averin Harbour Company] ("AHC") said. [O:AHC] would not.',
    ],
)
def test_an_acronym_is_the_name_that_it_abbreviates(text: str) -> None:
    assert list(actors_in(text)) == ["averin-harbour-company"]


def test_an_articles_own_definition_goes_before_the_list() -> None:
    found = actors_in("The [O:Westmarch Harbour Owners] ([O:WHO]) met. [O:WHO] dues?")
    assert found == {"westmarch-harbour-owners": ["Westmarch Harbour Owners", "WHO", "WHO"]}


def test_an_acronym_that_two_names_have_is_neithers() -> None:
    found = actors_in("[O:Dock Safety Unit] met [O:Dunmarrow Stonemasons Union] and [O:DSU].")
    assert found["dsu"] == ["DSU"]


def test_a_place_is_no_short_form_of_an_organisation() -> None:
    found = actors_in("In [L:Skarrow], the [O:Skarrow Institute] and [O:Skarrow] played.")
    assert found["skarrow"] == ["Skarrow"]


def test_kinds_follow_the_surer_mentions_and_roles_stay_as_printed() -> None:
    article, mentions = marked("[P:Ansel Quillan|Judge] read. [P:Quillan|Mr] left.")
    named = resolve_actors(article, mentions)[0]
    assert (named.kind, named.roles, named.aliases) == (EntityKind.PERSON, ("Judge", "Mr"), ("Quillan",))


def test_a_list_name_has_the_lists_kind() -> None:
    article, mentions = marked("[O:M23] took it.")
    assert resolve_actors(article, mentions)[0].kind is EntityKind.GROUP


def test_every_mention_belongs_to_exactly_one_actor() -> None:
    article, mentions = marked("[P:Ansel Quillan] [P:Marta Quillan] [P:Quillan] [O:DSU] [P:Quillan|Mrs] [O:Quillan]")
    taken = sorted(mention for named in resolve_actors(article, mentions) for mention in named.mentions)
    assert taken == sorted(mentions)


def test_an_article_without_names_has_no_actors() -> None:
    article, _ = marked("Nothing happened.")
    assert resolve_actors(article, []) == []


def test_a_son_of_the_same_name_is_somebody_else() -> None:
    found = actors_in("[P:Henrik Vasse] came with [P:Henrik Vasse Jr.].", "[P:Vasse Jr.] spoke, [P:Vasse] did not.")
    assert found == {"henrik-vasse": ["Henrik Vasse", "Vasse"], "henrik-vasse-jr": ["Henrik Vasse Jr.", "Vasse Jr."]}


def test_a_junior_who_loses_his_junior_later_is_one_person() -> None:
    assert list(actors_in("[P:Henrik Vasse Jr.] came.", "[P:Henrik Vasse] spoke.")) == ["henrik-vasse-jr"]


def test_offices_before_a_name_are_none_of_it() -> None:
    found = actors_in("[P:Transport Minister Dorothea Finch] and [P:Harbour Chief Øyvind Stranne] met [P:Finch's] men.")
    assert "stranne" in " ".join(found)
    assert actors_in("[P:Prime Minister Dorothea Finch] met [P:Finch's] men.") == {
        "dorothea-finch": ["Prime Minister Dorothea Finch", "Finch's"]
    }


def test_a_town_is_no_short_form_of_its_paper() -> None:
    assert set(actors_in("The [O:Eskham Post] says that [O:Eskham] won.")) == {"eskham-post", "eskham"}


def test_a_word_that_is_mostly_a_surname_is_one_wherever_it_stands() -> None:
    found = actors_in("[P:Ivo Calder] signed. [P:Calder] left. [P:Calder] slept. [O:Calder] woke. [O:Calder Tower].")
    assert found["ivo-calder"] == ["Ivo Calder", "Calder", "Calder", "Calder"]


def test_honorifics_count_wherever_they_stand() -> None:
    found = actors_in(
        "[P:Nell Tarrant] and [P:Colm Tarrant].", "[P:Tarrant] one.", "[P:Mrs Tarrant] two.", "[P:Mr Tarrant]."
    )
    assert found["nell-tarrant"] == ["Nell Tarrant", "Mrs Tarrant"]
    assert found["colm-tarrant"] == ["Colm Tarrant", "Tarrant", "Mr Tarrant"]


def test_a_surname_in_the_headline_is_whom_the_article_names_first() -> None:
    found = actors_in("[P:Quillan] to lead inquiry", "[P:Ansel Quillan] leads it.", "[P:Marta Quillan] is no relation.")
    assert found["ansel-quillan"] == ["Quillan", "Ansel Quillan"]


def test_a_judge_is_nobody_who_is_called_something_else() -> None:
    found = actors_in("[P:Marta Quillan|leader] came. Judge [P:Quillan|Judge] did not.")
    assert found == {"marta-quillan": ["Marta Quillan"], "quillan": ["Quillan"]}


def test_who_was_a_judge_once_stays_the_judge() -> None:
    found = actors_in(
        "[P:Quillan|Judge] leads", "[P:Ansel Quillan] leads. [P:Marta Quillan] laughed.", "[P:Quillan|Judge]."
    )
    assert found["ansel-quillan"] == ["Quillan", "Ansel Quillan", "Quillan"]


def test_universities_keep_the_order_of_their_words() -> None:
    found = actors_in("The [O:University of Eskham] beat [O:Eskham University].")
    assert set(found) == {"university-of-eskham", "eskham-university"}


def test_a_house_is_no_short_form_of_its_committees() -> None:
    assert set(actors_in("The [O:Senate] heard the [O:Senate Judiciary Committee].")) == {
        "senate",
        "senate-judiciary-committee",
    }


def test_a_country_is_no_acronym_of_its_navy() -> None:
    assert set(actors_in("The [O:US Navy] and the [O:UN] met; the [O:USN] won.")) == {"us-navy", "united-nations"}
