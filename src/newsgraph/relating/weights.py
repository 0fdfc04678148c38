"""What is each signal worth? Placeholder numbers until they are learnt."""

from collections.abc import Mapping

from newsgraph.relating.signals import SignalName

WEIGHTS: Mapping[SignalName, float] = {name: 1 / len(SignalName) for name in SignalName}
FLOOR = 0.2
COPY = 0.9
SAME_EVENT_WORDING = 0.5
STORY_WEIGHTS: Mapping[SignalName, float] = {
    SignalName.OPENING: 0.4,
    SignalName.WORDING: 0.3,
    SignalName.TOPICS: 0.3,
}
TIED = 0.3
SAME_STORY = 0.45
