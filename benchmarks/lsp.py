#!/usr/bin/env python3
"""Times the language server: what a keystroke costs until its diagnostics are out, what a completion
costs, and how much memory there is after many edits. Usage: lsp.py JOIST [--lines N] [--edits N]

Times are CPU time of the server (user and system), and beside it what a clock shows from writing the
change to having read the answer. On a busy machine the least of them says most.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0
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
            pass
        return message

    def diagnostics(self, version):
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"].get("version") == version:
                return message["params"]["diagnostics"]

    def cpu(self):
        """Seconds of CPU time, to the nanosecond where the kernel tells."""
        with open(f"/proc/{self.process.pid}/schedstat") as stat:
            main = int(stat.read().split()[0])
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            if thread != str(self.process.pid):
                with open(f"/proc/{self.process.pid}/task/{thread}/schedstat") as stat:
                    main += int(stat.read().split()[0])
        return main / 1e9

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


def change(server, uri, version, text):
    server.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                           "contentChanges": [{"text": text}]})
    return len(server.diagnostics(version))


def row(name, times):
    cpu, clock = [[each * 1e3 for each in column] for column in zip(*times)]
    both = [f"{min(each):7.1f} {statistics.median(each):7.1f} {max(each):7.1f}" for each in (cpu, clock)]
    print(f"  {name:42} {both[0]}   {both[1]}")


def complete(server, uri, version, text, place):
    server.tell("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                           "contentChanges": [{"text": text[:place] + "re" + text[place + 16:]}]})
    position = {"line": text.count("\n", 0, place), "character": place + 2 - text.rindex("\n", 0, place) - 1}
    server.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("joist")
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=100)
    options = parser.parse_args()
    text, uri = design(options.lines), "file:///nowhere/design.joist"
    server = Server(options.joist)
    server.tell("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "joist", "version": 0, "text": text}})
    server.diagnostics(0)
    place = text.index("capacity: 2k rps", len(text) // 3)
    # Of a ratio more depends than of a capacity, and with a component more all is numbered anew.
    ratio = text.index(" x 20%", len(text) * 2 // 3)
    whole, moved, more, broken, completions, memory = [], [], [], [], [], []
    for edit in range(1, options.edits + 1):
        digit = str(1 + edit % 9)
        edited = text[:place] + f"capacity: {digit}k rps" + text[place + 16:]
        cost, found = timed(server, lambda: change(server, uri, 6 * edit, edited))
        whole.append(cost)
        shifted = edited[:ratio] + f" x 2{digit}%" + edited[ratio + 6:]
        moved.append(timed(server, lambda: change(server, uri, 6 * edit + 1, shifted))[0])
        unread = text[:place] + f"capacity: {digit}k rps, rep" + text[place + 16:]
        broken.append(timed(server, lambda: change(server, uri, 6 * edit + 2, unread))[0])
        completions.append(timed(server, lambda: complete(server, uri, 6 * edit + 3, text, place))[0])
        longer = edited + f"service new_{digit}\n"
        more.append(timed(server, lambda: change(server, uri, 6 * edit + 4, longer))[0])
        change(server, uri, 6 * edit + 5, edited)
        memory.append(server.resident())
    tenth = max(1, len(memory) // 10)
    print(f"{text.count(chr(10))} lines, {len(text)} bytes, {found} findings, {6 * options.edits} edits; ms: least, median, most")
    print(f"  {'':42} {'CPU time':>23}   {'by the clock':>23}")
    row("a keystroke, its diagnostics out", whole)
    row("the same where it changes a ratio", moved)
    row("the same where a component comes", more)
    row("the same where the text does not parse", broken)
    row("a keystroke and a completion", completions)
    print(f"  resident memory, first and last tenth      {statistics.median(memory[:tenth]) / 1024:7.1f} and {statistics.median(memory[-tenth:]) / 1024:.1f} MiB")


if __name__ == "__main__":
    main()
