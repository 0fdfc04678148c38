"""Small worlds of the Merrin Coast, and what changed from one to the next."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph.newer import Delta
from newsgraph.graph.rows import UNDATED, ArticleRow, EntityRow, LinkKind, LinkRow, Rows, TieRow

ENTITIES = {
    "actor/dockers-union": (EntityKind.ORGANISATION, "Dockers' Union"),
    "actor/marta-quillan": (EntityKind.PERSON, "Marta Quillan"),
    "actor/northfell": (EntityKind.ORGANISATION, "Northfell Mining"),
    "actor/shaft-crew": (EntityKind.GROUP, "Shaft 3 crew"),
    "author/merringazette.example/ida-tarrant": (EntityKind.AUTHOR, "Ida Tarrant"),
    "place/eskham": (EntityKind.PLACE, "Eskham"),
    "place/haldmark": (EntityKind.PLACE, "Haldmark"),
    "place/port-averin": (EntityKind.PLACE, "Port Averin"),
    "source/averincourier.example": (EntityKind.SOURCE, "averincourier.example"),
    "source/merringazette.example": (EntityKind.SOURCE, "merringazette.example"),
}
ARTICLES = [f"article/{number:02x}" for number in range(9)]
PLACES = [id for id, (kind, _) in ENTITIES.items() if kind is EntityKind.PLACE]


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the world holds of one article."""

    day: int
    origin: str
    links: tuple[tuple[str, int], ...]  # entity, weight in 1/1024


@dataclass(frozen=True, kw_only=True)
class World:
    stories: dict[str, Story]
    ties: frozenset[TieRow] = frozenset()
    hidden: frozenset[str] = frozenset()

    def entity_ids(self) -> set[str]:
        named = {entity for story in self.stories.values() for entity, _ in story.links}
        return named | {id for tie in self.ties if tie.kind is LinkKind.WITHIN for id in (tie.tail, tie.head)}

    def standing(self) -> "World":
        """The same with origins that stand for themselves and ties between what there is."""
        stories = {
            id: replace(story, origin=story.origin if story.origin in self.stories else "")
            for id, story in self.stories.items()
        }
        stories = {
            id: replace(story, origin="" if stories.get(story.origin, story).origin and story.origin else story.origin)
            for id, story in stories.items()
        }
        heads = {story.origin for story in stories.values()}
        stories = {id: replace(story, origin="") if id in heads else story for id, story in stories.items()}
        there = {*stories, *ENTITIES}
        return replace(self, stories=stories, ties=frozenset(t for t in self.ties if {t.tail, t.head} <= there))

    def rows(self, only: set[str] | None = None, entities: set[str] | None = None, first_key: int = 3) -> Rows:
        chosen = [id for id in self.stories if only is None or id in only]
        keys = {id: first_key + at for at, id in enumerate([*chosen, *ENTITIES])}
        shown = self.entity_ids() if entities is None else entities
        return Rows(
            [ArticleRow(keys[id], id, self.stories[id].day, self.stories[id].origin) for id in chosen],
            [EntityRow(keys[id], id, *ENTITIES[id], id in self.hidden) for id in sorted(shown)],
            [
                LinkRow(keys[id], keys[entity], weight / 1024)
                for id in chosen
                for entity, weight in self.stories[id].links
            ],
            self.ties,
        )


def difference(old: World, new: World) -> Delta:
    """What the store would hand over."""
    changed = {id for id, story in new.stories.items() if old.stories.get(id) != story}
    changed |= {tie.tail for tie in old.ties ^ new.ties} & set(new.stories)
    named = {entity for id in changed for entity, _ in new.stories[id].links}
    tails = {tie.tail for tie in old.ties ^ new.ties} & set(ENTITIES)
    turned = set(old.hidden ^ new.hidden) | tails | (new.entity_ids() - old.entity_ids())
    entities = (named | turned) & new.entity_ids()
    gone = (set(old.stories) - set(new.stories)) | (old.entity_ids() - new.entity_ids())
    touched = changed | entities
    rows = new.rows(changed, entities, first_key=11)
    ties = [tie for tie in new.ties if tie.tail in touched]
    return Delta(rows._replace(ties=ties), sorted(gone))


stories = st.builds(
    Story,
    day=st.one_of(st.integers(100, 108), st.just(UNDATED)),
    origin=st.one_of(st.just(""), st.sampled_from(ARTICLES)),
    links=st.lists(
        st.tuples(st.sampled_from(sorted(ENTITIES)), st.integers(1, 1024)), max_size=6, unique_by=lambda link: link[0]
    ).map(lambda links: tuple(sorted(links))),
)
ties = st.frozensets(
    st.one_of(
        st.builds(
            TieRow,
            st.sampled_from([LinkKind.CITES, LinkKind.COPIED]),
            st.sampled_from(ARTICLES),
            st.sampled_from(ARTICLES),
        ),
        st.builds(TieRow, st.just(LinkKind.WITHIN), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    ),
    max_size=6,
)
worlds = st.builds(
    World,
    stories=st.dictionaries(st.sampled_from(ARTICLES), stories, max_size=len(ARTICLES)),
    ties=ties,
    hidden=st.frozensets(st.sampled_from(sorted(ENTITIES)), max_size=2),
).map(World.standing)
