"""How long after the last write of a burst the preview is what a build says. Judges no page: tests/live.rs does.

    follow.py HUIBIAN SITE [--bursts N] [--within SECONDS] [--seed N]

Whenever the preview tells browsers of another moment, /release.json is asked for (address, size and digest of every file), and both
times are kept: when it was told, and when the answer had come, which takes longer since for it every page is looked at. It is not
asked for without a reason: to ask all the time would measure the asking. Afterwards a build writes the same moment elsewhere, over
its own last output, which tests/rebuild.rs shows to be a clean build; the first answer with its bytes, after which no other came, is
when the preview was right.
"""

import argparse
import hashlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from edits import Desk

# For so long nothing has to be told before what was answered last is compared.
STILL = 0.4
# After so long the preview is late for good.
LATE = 30


class Preview:
    """A preview that runs, and how it is asked."""

    def __init__(self, huibian, site):
        command = [huibian, "serve", "--root", site, "--port", "0", "--format", "json", "--quiet"]
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.host = json.loads(self.child.stdout.readline())["url"].split("/")[2]
        # When it told of another moment last.
        self.told = time.monotonic()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        """Hears what browsers hear, until the preview ends."""
        events = http.client.HTTPConnection(self.host)
        events.request("GET", "/__huibian/events")
        lines = events.getresponse()
        while line := lines.readline():
            if line == b"event: state\n":
                self.told = time.monotonic()

    def manifest(self):
        connection = http.client.HTTPConnection(self.host, timeout=LATE)
        try:
            connection.request("GET", "/release.json")
            return hashlib.sha256(connection.getresponse().read()).digest()
        finally:
            connection.close()

    def holds(self):
        """Megabytes that are resident, and open files; nothing where the system does not tell."""
        try:
            with open(f"/proc/{self.child.pid}/status", encoding="utf-8") as status:
                resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
            return resident / 1024, len(os.listdir(f"/proc/{self.child.pid}/fd"))
        except OSError:
            return 0, 0

    def lives(self):
        return self.child.poll() is None


class Answers(threading.Thread):
    """From the last write on asks whenever something was told: when that was, when the answer had come, and its digest."""

    def __init__(self, preview, first):
        super().__init__(daemon=True)
        self.preview, self.begun, self.seen = preview, time.monotonic(), []
        # Of what was told since the first write it is not known either what it was.
        self.asked, self.over = first, False

    def run(self):
        while not self.over:
            told = self.preview.told
            # Nothing is told where nothing is seen: then it is asked once all the same.
            if told <= self.asked and (self.seen or time.monotonic() < self.begun + 2):
                time.sleep(0.001)
                continue
            self.asked = max(told, self.asked)
            answer = self.preview.manifest()
            # Another moment may have come meanwhile: then the answer counts as that of the later one, and it is asked again.
            told, came = max(self.preview.told, self.begun), time.monotonic()
            self.seen.append((told - self.begun, came - self.begun, answer))

    def is_still(self):
        return bool(self.seen) and time.monotonic() - max(self.preview.told, self.begun + self.seen[-1][1]) >= STILL

    def last_of(self, right):
        """When it was right, for good: told and answered."""
        found = None
        for told, came, answer in self.seen:
            found = (found or (told, came)) if answer == right else None
        return found


def until(holds, preview):
    deadline = time.monotonic() + LATE
    while not holds() and time.monotonic() < deadline and preview.lives():
        time.sleep(0.005)
    return holds()


def build(huibian, site, output):
    command = [huibian, "build", "--quiet", "--root", site, "--output-dir", output]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(output, "release.json"), "rb") as manifest:
        return hashlib.sha256(manifest.read()).digest()


NEVER = (float("inf"), float("inf"))


def followed(preview, desk, reference):
    """After how many seconds the preview was right (told, answered), and what had been done."""
    first = time.monotonic()
    done = desk.burst()
    answers = Answers(preview, first)
    answers.start()
    until(answers.is_still, preview)
    right = reference()
    at = until(lambda: answers.last_of(right), preview)
    answers.over = True
    answers.join()
    return at or NEVER, done


def shown(reports, wishes, times, asking, holds):
    late = sum(at == NEVER for at in times)
    (early, open_early), (last, open_last) = holds
    print(f"{reports:,} reports, {len(times):,} bursts of 1 to 50 edits; {late} after which the preview was not what a build says")
    print("                        told   answered")
    told, answered = (sorted(column) for column in zip(*times))
    share = lambda column: sum(at <= wishes.within for at in column) / len(column)
    at = lambda column, share: column[min(len(column) - 1, int(share * len(column)))]
    print(f"  within {wishes.within:3g} s      {share(told):8.1%} {share(answered):10.1%}")
    for name, of in [("median", statistics.median), ("95 of 100", lambda column: at(column, 0.95)), ("longest", max)]:
        print(f"  {name:16}{of(told):8.3f} s {of(answered):8.3f} s")
    print(f"  an answer where nothing changed takes {asking:.3f} s")
    print(f"  resident {early:.1f} MB at burst 10, {last:.1f} MB at the end; open files {open_early}, {open_last}", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("huibian")
    arguments.add_argument("site")
    arguments.add_argument("--bursts", type=int, default=100)
    arguments.add_argument("--within", type=float, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    wishes = arguments.parse_args()
    huibian, times, holds = os.path.abspath(wishes.huibian), [], []
    with tempfile.TemporaryDirectory() as elsewhere:
        reference = lambda: build(huibian, wishes.site, os.path.join(elsewhere, "reference"))
        desk, first = Desk(wishes.site, wishes.seed), reference()
        reports = len(desk.reports())
        preview = Preview(huibian, wishes.site)
        try:
            equal = preview.manifest() == first
            begun = time.monotonic()
            for _ in range(5):
                preview.manifest()
            asking = (time.monotonic() - begun) / 5
            for number in range(1, wishes.bursts + 1):
                at, done = followed(preview, desk, reference)
                times.append(at)
                if at[0] > wishes.within:
                    print(f"  burst {number}: {at[0]:.3f} s after {len(done)} edits, {', '.join(sorted(set(done)))}", flush=True)
                if number == min(10, wishes.bursts) or number == wishes.bursts:
                    holds.append(preview.holds())
            lives = preview.lives()
        finally:
            preview.child.kill()
            preview.child.wait()
    shown(reports, wishes, times, asking, (holds[0], holds[-1]))
    if not lives:
        print("  the preview ended")
    sys.exit(0 if equal and lives and NEVER not in times else 1)


if __name__ == "__main__":
    main()
