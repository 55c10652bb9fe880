#!/usr/bin/env python3
"""Times the language server: what a keystroke costs until its diagnostics are out, what a completion
costs, what other questions cost that come right behind a keystroke, and how much memory there is after
many edits; or what a keystroke costs in designs of one's own. Usage: lsp.py JOIST [--lines N] [--edits N]
[DESIGN...]

Times are CPU time of the server (user and system), and beside it what a clock shows from writing the
change to having read the answer. On a busy machine the least of them says most.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked, self.said = 0, {}
        self.ask("initialize", {"processId": os.getpid(), "capabilities": {}})
        self.tell("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.asked:
            self.note(message)
        return message

    def note(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            self.said = message["params"]

    def diagnostics(self, version):
        while self.said.get("version") != version:
            self.note(self.receive())
        return self.said["diagnostics"]

    def cpu(self):
        """Seconds of CPU time, of threads that have ended too."""
        return time.clock_gettime(~self.process.pid << 3 | 2)  # the kernel's number of that clock

    def resident(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def design(lines):
    here = os.path.dirname(os.path.abspath(__file__))
    components = max(1, lines * 34 // 100)
    text = subprocess.run([sys.executable, f"{here}/generate.py", str(components)], check=True,
                          capture_output=True, text=True).stdout
    # Caches of real designs say how often they hit; without, the loss of one can't be followed in steps.
    return text.replace("capacity: 50k/s }", "capacity: 50k/s, hit: 80% }")


def timed(server, work):
    """What `work` gives, and what it costs in CPU time and by the clock."""
    cpu, clock = server.cpu(), time.perf_counter()
    result = work()
    clock = time.perf_counter() - clock
    return (server.cpu() - cpu, clock), result


class Text:
    """An open document, of which each text is a later version."""

    def __init__(self, server, uri, text):
        self.server, self.uri, self.version = server, uri, 0
        server.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "joist", "version": 0, "text": text}})
        server.diagnostics(0)

    def write(self, text):
        self.version += 1
        self.server.tell("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": self.version},
                                                    "contentChanges": [{"text": text}]})

    def change(self, text):
        self.write(text)
        return len(self.server.diagnostics(self.version))

    def complete(self, text, place):
        self.write(text[:place] + "re" + text[place + 16:])
        position = {"line": text.count("\n", 0, place), "character": place + 2 - text.rindex("\n", 0, place) - 1}
        self.server.ask("textDocument/completion", {"textDocument": {"uri": self.uri}, "position": position})


def row(name, times):
    cpu, clock = [[each * 1e3 for each in column] for column in zip(*times)]
    both = [f"{min(each):7.1f} {statistics.median(each):7.1f} {max(each):7.1f}" for each in (cpu, clock)]
    print(f"  {name:42} {both[0]}   {both[1]}")


class Questions:
    """What an editor asks right behind a keystroke, about the component that is renamed."""

    NAMES = ["hover", "definition", "references", "documentHighlight", "prepareRename", "rename", "documentSymbol",
             "foldingRange", "semanticTokens/full", "inlayHint", "inlayHint of a screen", "codeLens", "codeAction",
             "documentLink", "formatting"]

    def __init__(self, edits):
        line, start = edits.text.count("\n", 0, edits.called), edits.text.rindex("\n", 0, edits.called) + 1
        self.position = {"line": line, "character": edits.called - start}
        self.whole = self.lines(0, edits.text.count("\n"))
        self.screen = self.lines(line, line + 50)

    @staticmethod
    def lines(first, last):
        return {"start": {"line": first, "character": 0}, "end": {"line": last, "character": 0}}

    def ask(self, text, name):
        method, _, of_a_screen = name.partition(" ")
        screen = of_a_screen or method == "codeAction"
        params = {"textDocument": {"uri": text.uri}, "position": self.position, "newName": "renamed",
                  "range": self.screen if screen else self.whole,
                  "context": {"includeDeclaration": True, "diagnostics": []}, "options": {"tabSize": 2}}
        answer = text.server.ask(f"textDocument/{method}", params)
        assert "error" not in answer, answer


class Edits:
    """One design and what is typed into it, by the number of the edit."""

    def __init__(self, text):
        self.text = text
        self.place = text.index("capacity: 2k rps", len(text) // 3)
        # Of a ratio more depends than of a capacity.
        self.ratio = text.index(" x 20%", len(text) * 2 // 3)
        self.arrow = slice(text.rindex("\n", 0, self.ratio) + 1, text.index("\n", self.ratio) + 1)
        self.called = text.index("service svc", len(text) // 4) + len("service ")

    def number(self, digit):
        return self.text[:self.place] + f"capacity: {digit}k rps" + self.text[self.place + 16:]

    def ratio_changed(self, digit):
        text = self.number(digit)
        return text[:self.ratio] + f" x 2{digit}%" + text[self.ratio + 6:]

    def broken(self, digit):
        return self.text[:self.place] + f"capacity: {digit}k rps, rep" + self.text[self.place + 16:]

    def component_added(self, digit):
        return self.number(digit) + f"service new_{digit}\n"

    def arrow_removed(self, digit):
        text = self.number(digit)
        return text[:self.arrow.start] + text[self.arrow.stop:]

    def component_called(self, digit):
        text = self.number(digit)
        caller = text[self.arrow].split()[0]
        return text[:self.arrow.start] + f"  {caller} -> new_{digit} x 20%\n" + text[self.arrow.start:]

    def renamed(self, digit):
        name = self.text[self.called:].split()[0]
        return re.sub(rf"\b{name}\b", f"{name}_{digit}", self.number(digit))


def time_design(options, path):
    """A letter in a comment at the end, which changes nothing, and the first capacity with a number."""
    with open(path) as file:
        written = file.read()
    server = Server(options.joist)
    text = Text(server, f"file://{os.path.abspath(path)}", written)
    number = re.search(r"\b(?:capacity|reads|concurrency): *(\d+)", written)
    comments, numbers = [], []
    for edit in range(1, options.edits + 1):
        comment = written + "\n# " + "x" * (1 + edit % 9)
        comments.append(timed(server, lambda: text.change(comment))[0])
        if number is None:
            continue
        changed = written[:number.end()] + str(1 + edit % 9) + written[number.end():]
        numbers.append(timed(server, lambda: text.change(changed))[0])
        text.change(written)
    name = os.path.basename(path)
    row(f"{name}, a comment", comments)
    if numbers:
        row(f"{name}, a number", numbers)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("joist")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("designs", nargs="*")
    options = parser.parse_args()
    if options.designs:
        print(f"  {'ms: least, median, most':42} {'CPU time':>23}   {'by the clock':>23}")
        for path in options.designs:
            time_design(options, path)
        return
    edits = Edits(design(options.lines))
    server = Server(options.joist)
    text = Text(server, "file:///nowhere/design.joist", edits.text)
    # What is typed, and what is typed to come back from it: the latter is measured where it has a name.
    steps = [("a keystroke, its diagnostics out", edits.number, None),
             ("the same where it changes a ratio", edits.ratio_changed, None),
             ("the same where the text does not parse", edits.broken, None),
             ("the same where a component comes", edits.component_added, "where it goes"),
             ("the same where an arrow goes", edits.arrow_removed, "where it comes"),
             ("the same where an arrow makes a component", edits.component_called, "where both go"),
             ("the same where a component is renamed", edits.renamed, "where it is named as before")]
    questions = Questions(edits)
    costs, completions, asked, memory = {}, [], {}, []
    for edit in range(1, options.edits + 1):
        digit = str(1 + edit % 9)
        for name, typed, back in steps:
            there, back_again = typed(digit), edits.number(digit)
            cost, found = timed(server, lambda: text.change(there))
            costs.setdefault(name, []).append(cost)
            cost, found = timed(server, lambda: text.change(back_again))
            if back is not None:
                costs.setdefault(back, []).append(cost)
        completions.append(timed(server, lambda: text.complete(edits.text, edits.place))[0])
        text.change(edits.number(digit))
        name = questions.NAMES[edit % len(questions.NAMES)]
        text.write(edits.number(str(1 + (edit + 1) % 9)))
        asked.setdefault(name, []).append(timed(server, lambda: questions.ask(text, name))[0])
        server.diagnostics(text.version)
        memory.append(server.resident())
    tenth = max(1, len(memory) // 10)
    print(f"{edits.text.count(chr(10))} lines, {len(edits.text)} bytes, {found} findings, {text.version} edits; ms: least, median, most")
    print(f"  {'':42} {'CPU time':>23}   {'by the clock':>23}")
    for name, times in costs.items():
        row(name, times)
    row("a keystroke and a completion", completions)
    for name, times in asked.items():
        row(f"a keystroke and {name}", times)
    print(f"  resident memory, first and last tenth      {statistics.median(memory[:tenth]) / 1024:7.1f} and {statistics.median(memory[-tenth:]) / 1024:.1f} MiB")


if __name__ == "__main__":
    main()
