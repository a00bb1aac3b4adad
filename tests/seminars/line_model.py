"""The rules of places once more, as small as they can be said: what the services must come to, step by step."""

from dataclasses import dataclass, field

HOLDS = ("seated", "offered")


@dataclass
class Party:
    """A registration: how many of its people have which place. ``turn`` is where it stands on the list."""

    group: str
    turn: int
    least: int
    state: str = "accepted"
    people: dict = field(
        default_factory=lambda: dict.fromkeys(("asked", "seated", "waiting", "offered", "given_up"), 0)
    )
    charged: int = 0

    def move(self, number, start, end):
        self.people[start] -= number
        self.people[end] += number
        assert self.people[start] >= 0

    @property
    def holds(self):
        return sum(self.people[place] for place in HOLDS)

    @property
    def needs(self):
        return max(1, self.least - self.holds)

    @property
    def is_living(self):
        return self.state in ("asked", "accepted")

    def shown(self):
        return {place: number for place, number in self.people.items() if number}


class Line:
    def __init__(self, *, people, groups, organizations, most):
        # By group: places for people, and for organizations (None: no limit).
        self.people, self.groups, self.organizations, self.most = people, groups, organizations, most
        self.parties = []
        self.turns = 0

    def next_turn(self):
        self.turns += 1
        return self.turns

    def free_for(self, party):
        own = [each for each in self.parties if each.group == party.group]
        limit = self.organizations[party.group]
        if not party.holds and limit is not None and sum(each.holds > 0 for each in own) >= limit:
            return 0
        free = [self.groups[party.group] - sum(each.holds for each in own), self.most - party.holds]
        if self.people is not None:
            free.append(self.people - sum(each.holds for each in self.parties))
        return max(0, min(free))

    def serve(self, newcomer=None):
        for party in sorted(self.parties, key=lambda each: each.turn):
            waiting = party.people["waiting"]
            if party.state != "accepted" or not waiting or party.people["offered"]:
                continue
            free = self.free_for(party)
            if party is newcomer and free >= waiting:
                party.move(waiting, "waiting", "seated")
            elif free >= party.needs:
                party.move(min(free, waiting), "waiting", "offered")

    def register(self, group, number, least, *, is_asked=False):
        party = Party(group, self.next_turn(), least, "asked" if is_asked else "accepted")
        party.people["asked" if is_asked else "waiting"] = number
        self.parties.append(party)
        if not is_asked:
            self.serve(party)
        return party

    def approve(self, party):
        party.state = "accepted"
        party.move(party.people["asked"], "asked", "waiting")
        self.serve(party)

    def refuse(self, party):
        self._leave(party)
        party.state = "refused"

    def cancel(self, party):
        self._leave(party)
        party.state = "cancelled"
        self.serve()

    def _leave(self, party):
        for place in ("asked", "seated", "waiting", "offered"):
            party.move(party.people[place], place, "given_up")

    def change(self, party, leaving, added):
        """``leaving``: how many of each place."""
        needed = max(1, party.least - party.people["seated"])
        for place, number in leaving.items():
            party.move(number, place, "given_up")
        if leaving:
            self._keep_least(party, needed)
        if added:
            party.people["asked" if party.state == "asked" else "waiting"] += added
            if party.state == "accepted":
                party.turn = self.next_turn()
        self._end_if_empty(party)
        self.serve(party if added and party.state == "accepted" else None)

    def _keep_least(self, party, needed):
        rest = sum(party.people[place] for place in ("waiting", "offered", "asked"))
        party.least = max(1, party.people["seated"] + min(needed, rest))

    def _end_if_empty(self, party):
        if party.people["given_up"] == sum(party.people.values()):
            party.state = "cancelled"

    def accept(self, party, number, keep_waiting):
        party.move(party.people["offered"], "offered", "waiting")
        party.move(number, "waiting", "seated")
        if not keep_waiting:
            party.move(party.people["waiting"], "waiting", "given_up")
        party.least = min(party.least, party.people["seated"])
        self.serve()

    def decline(self, party, keep_for=None):
        if keep_for:
            party.move(party.people["offered"], "offered", "waiting")
            party.least = party.people["seated"] + keep_for
        else:
            self._lose_offer(party)
        self.serve()

    def expire(self, parties):
        for party in parties:
            self._lose_offer(party)
        self.serve()

    def _lose_offer(self, party):
        needed = max(1, party.least - party.people["seated"])
        party.move(party.people["offered"], "offered", "given_up")
        self._keep_least(party, needed)
        self._end_if_empty(party)
