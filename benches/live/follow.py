"""How long after the last write of a burst the preview is what a build says. Judges no page: tests/live.rs does.

    follow.py HUIBIAN SITE [--bursts N] [--within SECONDS] [--seed N]

From the last write on /release.json is asked for (address, size and digest of every file), and each answer that differs from the
one before is kept with the time when it had come. Afterwards a build writes the same moment elsewhere, over its own last output,
which tests/rebuild.rs shows to be a clean build; the first answer with its bytes is when the preview was right. To make such an
answer costs the preview time too, which it is said.
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

# For so long an answer has to stay the same before it is compared.
STILL = 0.3
# After so long the preview is late for good.
LATE = 30


class Preview:
    """A preview that runs, and how it is asked."""

    def __init__(self, huibian, site):
        command = [huibian, "serve", "--root", site, "--port", "0", "--format", "json", "--quiet"]
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.host = json.loads(self.child.stdout.readline())["url"].split("/")[2]

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
    """Asks from now on; keeps each answer that differs from the one before, and how long after the beginning it had come."""

    def __init__(self, preview, pause):
        super().__init__(daemon=True)
        self.preview, self.pause, self.begun = preview, pause, time.monotonic()
        self.seen, self.changed, self.asked = [], 0.0, 0.0
        self.bell = threading.Event()

    def run(self):
        while not self.bell.is_set():
            try:
                answer = self.preview.manifest()
            except (OSError, http.client.HTTPException):
                answer = None
            now = time.monotonic() - self.begun
            if not self.seen or self.seen[-1][1] != answer:
                self.seen.append((now, answer))
                self.changed = now
            self.asked = now
            self.bell.wait(self.pause)

    def until(self, holds, late=LATE):
        """Goes on asking until this holds; whether it did."""
        while not holds() and self.asked < late and self.preview.lives():
            time.sleep(0.005)
        return holds()


def build(huibian, site, output):
    command = [huibian, "build", "--quiet", "--root", site, "--output-dir", output]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(output, "release.json"), "rb") as manifest:
        return hashlib.sha256(manifest.read()).digest()


def followed(preview, desk, reference, pause):
    """After how many seconds the preview was right, and what had been done; infinite when it never was."""
    done = desk.burst()
    answers = Answers(preview, pause)
    answers.start()
    answers.until(lambda: answers.asked - answers.changed >= STILL)
    right = reference()
    first = lambda: next((at for at, answer in answers.seen if answer == right), None)
    answers.until(lambda: first() is not None)
    answers.bell.set()
    answers.join()
    # What it was on its way does not count when it did not stay so.
    is_right = answers.seen[-1][1] == right
    return (first() if is_right else float("inf")), done


def shown(reports, wishes, times, asking, holds):
    late = sum(at == float("inf") for at in times)
    times = sorted(times)
    soon = sum(at <= wishes.within for at in times) / len(times)
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))]
    (early, open_early), (last, open_last) = holds
    print(f"{reports:,} reports, {len(times):,} bursts of 1 to 50 edits; {late} after which the preview was not what a build says")
    print(f"  seen within {wishes.within:g} s  {soon:8.2%}")
    print(f"  median            {statistics.median(times):8.3f} s    of which one question takes {asking:.3f} s")
    print(f"  95 of 100         {at(0.95):8.3f} s")
    print(f"  longest           {times[-1]:8.3f} s")
    print(f"  resident          {early:8.1f} MB at burst 10, {last:.1f} MB at the end")
    print(f"  open files        {open_early:8} at burst 10, {open_last} at the end", flush=True)


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
                at, done = followed(preview, desk, reference, max(0.01, asking / 2))
                times.append(at)
                if at > wishes.within:
                    print(f"  burst {number}: {at:.3f} s after {len(done)} edits, {', '.join(sorted(set(done)))}", flush=True)
                if number == min(10, wishes.bursts) or number == wishes.bursts:
                    holds.append(preview.holds())
            lives = preview.lives()
        finally:
            preview.child.kill()
            preview.child.wait()
    shown(reports, wishes, times, asking, (holds[0], holds[-1]))
    if not lives:
        print("  the preview ended")
    sys.exit(0 if equal and lives and max(times) < float("inf") else 1)


if __name__ == "__main__":
    main()
