#!/usr/bin/env python3
"""Measures how far the boxes of a picture move when its design is edited a little.

For each design: names get longer, loads and copies change, findings are left out, a component or an
arrow comes. The movement of a box is what remains when all boxes are moved by the median. Prints, by
kind of edit, the movement of the median box at the median edit and at the 90th percentile of the edits,
and how often a picture is drawn anew (the median box moves by more than a box is high). With `--dot`
the same for Graphviz, drawing what Joist writes for it.
"""
import argparse
import json
import pathlib
import random
import re
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True
import generate  # noqa: E402  (beside this file)

ROOT = pathlib.Path(__file__).resolve().parent.parent
ANEW = 60  # pixels


def by_joist(joist, text, directory, *options):
    words = [joist, "render", "-", "-q", "--to", "json", "--stdin-filename", directory / "d.joist", *options]
    done = subprocess.run(words, input=text, capture_output=True, text=True)
    if not done.stdout:
        return None
    return {b["id"]: (b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in json.loads(done.stdout)["boxes"]}


def by_dot(joist, text, directory, *options):
    words = [joist, "render", "-", "-q", "--to", "dot", "--stdin-filename", directory / "d.joist", *options]
    graph = subprocess.run(words, input=text, capture_output=True, text=True).stdout
    plain = subprocess.run(["dot", "-Tplain"], input=graph, capture_output=True, text=True).stdout
    places = {}
    for line in plain.splitlines():
        if line.startswith("node "):
            words = re.findall(r'"(?:[^"\\]|\\.)*"|\S+', line)
            places[words[1]] = (72 * float(words[2]), 72 * float(words[3]))
    return places


def movements(before, after):
    common = sorted(set(before) & set(after))
    if len(common) < 3:
        return None
    shifts = [tuple(after[name][i] - before[name][i] for i in (0, 1)) for name in common]
    aside = [statistics.median(s[i] for s in shifts) for i in (0, 1)]
    return sorted(((s[0] - aside[0]) ** 2 + (s[1] - aside[1]) ** 2) ** 0.5 for s in shifts)


def edits(text, places, seed, count):
    """Of each kind of edit so many: (kind, text, options). Arrows come from a box to one below it."""
    rng = random.Random(seed)
    yield "findings left out", text, ["--no-findings"]

    def some(pattern, change):
        found = [m for m in re.finditer(pattern, text, re.M)]
        for match in rng.sample(found, min(count, len(found))):
            yield text[:match.start(1)] + change(match.group(1)) + text[match.end(1):]

    for one in some(r'^\s*[a-z_]+ [a-z_0-9]+ "([^"]+)"', lambda s: s + rng.choice(["s", " v2", " service"])):
        yield "a name is longer", one, []
    for one in some(r"@ *(\d+)k?/s", lambda s: str(int(s) * 3)):
        yield "a load is three times as high", one, []
    for one in some(r"replicas: *(\d+)", lambda s: str(int(s) + 1)):
        yield "one more copy", one, []
    tops = [n for n in sorted(places) if re.fullmatch(r"[a-z_0-9]+", n)]
    for name in rng.sample(tops, min(count, len(tops))):
        yield "a component comes", text + f"\n{name} -> newcomer\n", []
    pairs = [(a, b) for a in tops for b in tops if places[a][1] + ANEW < places[b][1]]
    for a, b in rng.sample(pairs, min(count, len(pairs))):
        yield "an arrow comes", text + f"\n{a} -> {b}\n", []


def designs(sizes):
    for path in sorted(ROOT.glob("examples/*.joist")):
        yield path.stem, path.read_text(), path.parent
    for size in sizes:
        for seed in (1, 2, 3):
            yield f"{size}/{seed}", generate.design(size, seed=seed), ROOT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("joist", type=pathlib.Path)
    parser.add_argument("--dot", action="store_true", help="measure Graphviz instead")
    parser.add_argument("--count", type=int, default=4, help="edits of a kind and design (default: 4)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, 30], help="of generated designs")
    parser.add_argument("--worst", type=int, default=0, help="name so many of the edits that move most")
    options = parser.parse_args()
    draw = by_dot if options.dot else by_joist
    found, named = {}, []
    for name, text, directory in designs(options.sizes):
        before = draw(options.joist, text, directory)
        for number, (kind, edited, extra) in enumerate(edits(text, before, 7, options.count)):
            after = draw(options.joist, edited, directory, *extra)
            moved = movements(before, after) if after else None
            if moved is None:
                continue
            found.setdefault(kind, []).append(statistics.median(moved))
            named.append((statistics.median(moved), name, kind, number))
    print(f"{'edit':<32}{'edits':>6}{'median':>9}{'90th':>8}{'anew':>7}")
    everything = [m for some in found.values() for m in some]
    for kind, some in [*found.items(), ("all", everything)]:
        ninth = sorted(some)[min(len(some) - 1, int(0.9 * len(some)))]
        anew = sum(m > ANEW for m in some) / len(some)
        print(f"{kind:<32}{len(some):>6}{statistics.median(some):>9.1f}{ninth:>8.1f}{anew:>7.0%}")
    for moved, name, kind, number in sorted(named, reverse=True)[:options.worst]:
        print(f"{moved:8.1f}  {name}: {kind} (edit {number})")


if __name__ == "__main__":
    main()
