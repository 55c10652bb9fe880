#!/usr/bin/env python3
"""Writes a layered design of any size: the same arguments give the same text on every machine.

A design is made of cells of up to 100 components, each with a client, a balancer, layers of services,
caches, databases, queues and workers, and one flow through them. Cells live in regions; some of their
components stand in a zone, some of those in a group. Copies are chosen so that most components carry
their load with headroom to spare.
"""
import argparse
import math
import random
import sys

CELL = 100
RATIOS = ((0.1, "x 10%"), (0.2, "x 20%"), (0.5, "x 50%"), (0.5, "x 0.5"), (1, ""), (2, "x 2"))
CAPACITY = {"service": 2000, "worker": 5000, "redis": 50000, "postgres": 5000, "kafka": 20000, "lb": 100000}


class Dice:
    """Random choices that depend on nothing but the seed: random() is the same in every Python."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def below(self, n):
        return int(self.source.random() * n)

    def pick(self, items):
        return items[self.below(len(items))]

    def chance(self, p):
        return self.source.random() < p


class Component:
    def __init__(self, kind, name, layer):
        self.kind, self.name, self.layer = kind, name, layer
        self.rate = 0.0
        self.inside = []  # names of groups within the region


class Arrow:
    def __init__(self, tail, head, sign, ratio, text):
        self.tail, self.head, self.sign, self.ratio, self.text = tail, head, sign, ratio, text


class Cell:
    """One flow and its components; `size` of them and about `size * arrows` arrows."""

    def __init__(self, number, size, arrows, labels, dice):
        self.number, self.labels, self.dice = number, labels, dice
        self.components, self.arrows, self.pairs = [], [], set()
        self.source_rate = 50 + dice.below(200)
        self.make_components(size)
        self.connect()
        self.add_arrows(round(size * arrows))
        self.arrows.sort(key=lambda a: (a.tail.layer, a.tail.name))
        self.propagate()

    def make(self, kind, short, layer):
        count = sum(1 for c in self.components if c.kind == kind)
        component = Component(kind, f"{short}_{self.number}_{count}", layer)
        self.components.append(component)
        return component

    def make_components(self, size):
        self.client = self.make("client", "app", 0)
        self.balancer = self.make("lb", "lb", 1)
        rest = max(size - 2, 1)
        stores = rest // 5
        caches = rest // 10
        queues = rest // 12
        services = rest - stores - caches - 2 * queues
        self.depth = max(1, min(8, round(math.sqrt(services) / 1.5)))
        for i in range(services):
            self.make("service", "svc", 2 + i * self.depth // services)
        last = 2 + self.depth
        for _ in range(caches):
            self.make("redis", "cache", last)
        for _ in range(queues):
            self.make("kafka", "bus", last)
        for _ in range(queues):
            self.make("worker", "job", last + 1)
        for _ in range(stores):
            self.make("postgres", "db", last + 2)

    def of(self, *kinds):
        return [c for c in self.components if c.kind in kinds]

    def draw(self, tail, head, sign="->", extra="", ratio=None):
        if (tail, head) in self.pairs:
            return False
        self.pairs.add((tail, head))
        weight, text = ratio or self.dice.pick(RATIOS)
        words = [w for w in (text, extra) if w]
        if self.dice.chance(self.labels):
            words.append(f'"{self.dice.pick(VERBS)} {self.dice.pick(THINGS)}"')
        self.arrows.append(Arrow(tail, head, sign, weight, " ".join(words)))
        return True

    def connect(self):
        """One arrow into each component, so that all are reached."""
        services = self.of("service")
        for service in services:
            if service.layer > 2:
                self.draw(self.dice.pick([s for s in services if s.layer < service.layer]), service)
        for cache in self.of("redis"):
            self.draw(self.dice.pick(services), cache)
        for bus in self.of("kafka"):
            self.draw(self.dice.pick(services), bus, "~>")
        for bus, job in zip(self.of("kafka"), self.of("worker")):
            self.draw(bus, job, "~>", ratio=(1, ""))
        for store in self.of("postgres"):
            self.draw(self.dice.pick(services + self.of("worker")), store, extra=self.access())

    def access(self):
        return "write" if self.dice.chance(0.3) else ""

    def add_arrows(self, wanted):
        services = self.of("service")
        heads = services + self.of("redis", "postgres")
        first = sum(1 for s in services if s.layer == 2)
        for _ in range(4 * wanted):
            if len(self.arrows) + 1 + first >= wanted or not heads:
                break
            tail, head = self.dice.pick(services), self.dice.pick(heads)
            if head.layer > tail.layer:
                self.draw(tail, head, extra=self.access() if head.kind == "postgres" else "")

    def propagate(self):
        self.client.rate = self.balancer.rate = self.source_rate
        first = [s for s in self.of("service") if s.layer == 2]
        for service in first:
            service.rate = self.source_rate / len(first)
        for arrow in self.arrows:
            arrow.head.rate += arrow.tail.rate * arrow.ratio

    def flow_lines(self):
        first = ", ".join(s.name for s in self.of("service") if s.layer == 2)
        yield f'flow flow_{self.number} "Flow {self.number}" @ {self.source_rate}/s {{'
        yield f"  {self.client.name} -> {self.balancer.name} -> {first}"
        for a in self.arrows:
            yield f"  {a.tail.name} {a.sign} {a.head.name} {a.text}".rstrip()
        yield "}"


VERBS = ("read", "write", "check", "list", "publish", "rank", "look up", "reserve")
THINGS = ("orders", "profiles", "the cart", "prices", "sessions", "events", "the feed", "limits")


def declaration(component, labels, dice, peak):
    words = [component.kind, component.name]
    if dice.chance(labels):
        words.append(f'"{dice.pick(THINGS).capitalize()} {component.name.split("_", 1)[1]}"')
    each = CAPACITY.get(component.kind)
    if each:
        copies = max(2, math.ceil(component.rate * peak * 2 / each) + 1)
        zones = "" if component.inside else f", zones: {min(copies, 3)}"
        unit = "rps" if component.kind in ("service", "lb") else "/s"
        capacity = f"{each // 1000}k {unit}" if unit == "rps" else f"{each // 1000}k{unit}"
        words.append(f"{{ replicas: {copies}{zones}, capacity: {capacity} }}")
    return " ".join(words)


def region_lines(number, cells, labels, dice, peak):
    """The components of some cells; every fifth stands in a zone, half of those in a group there."""
    places = {}
    for cell in cells:
        for component in cell.components:
            if component.kind == "client":
                continue
            if dice.chance(0.2):
                component.inside = [dice.pick("abc")]
                if dice.chance(0.5):
                    component.inside.append(f"tier{dice.below(3)}")
            places.setdefault(tuple(component.inside), []).append(component)
    yield f'region r{number} "Region {number}" {{'
    for component in places.get((), []):
        yield f"  {declaration(component, labels, dice, peak)}"
    for zone in sorted({place[0] for place in places if place}):
        yield f"  zone {zone} {{"
        for component in places.get((zone,), []):
            yield f"    {declaration(component, labels, dice, peak)}"
        for tier in sorted(place[1] for place in places if place[:1] == (zone,) and len(place) > 1):
            yield f"    group {tier} {{"
            for component in places[(zone, tier)]:
                yield f"      {declaration(component, labels, dice, peak)}"
            yield "    }"
        yield "  }"
    yield "}"


def design(components, arrows=2.0, labels=0.5, seed=1):
    dice = Dice(seed)
    peak = 2
    count = max(1, math.ceil(components / CELL))
    sizes = [components * (i + 1) // count - components * i // count for i in range(count)]
    cells = [Cell(i, size, arrows, labels, dice) for i, size in enumerate(sizes)]
    lines = [f'design "Layered {components}" {{ peak: {peak} }}', ""]
    for cell in cells:
        lines.append(declaration(cell.client, labels, dice, peak))
    per_region = 1 if count <= 3 else 10
    for region in range(math.ceil(count / per_region)):
        lines.append("")
        own = cells[region * per_region : (region + 1) * per_region]
        lines.extend(region_lines(region, own, labels, dice, peak))
    for cell in cells:
        lines.append("")
        lines.extend(cell.flow_lines())
    return "\n".join(lines) + "\n"


def design_of_lines(lines, **options):
    """The smallest design of at least that many lines."""
    for components in range(5, 10 * lines):
        text = design(components, **options)
        if text.count("\n") >= lines:
            return text
    raise ValueError(f"no design of {lines} lines")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("components", type=int, help="10 to 100,000")
    parser.add_argument("--arrows", type=float, default=2.0, help="arrows for each component (2)")
    parser.add_argument("--labels", type=float, default=0.5, help="share of labelled ones, 0..1 (0.5)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.stdout.write(design(options.components, options.arrows, options.labels, options.seed))


if __name__ == "__main__":
    main()
