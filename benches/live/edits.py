"""What people do to an archive, at random and again the same from a seed. Breaks nothing: that is for tests/live.rs.

Start at `Desk.burst`.
"""

import os
import random
import re

WORDS = ["养老服务", "就业培训", "水库除险", "农村公路", "校园安全", "夜间门诊", "文化站", "预算绩效"]

# By so many reports the archive grows or shrinks at most before a burst.
FEW = 5


class Desk:
    """The reports of a site, and the dice that decide what happens to them."""

    def __init__(self, root, seed):
        self.folder = os.path.join(root, "content", "reports")
        self.dice = random.Random(seed)
        self.n = 0
        self.known = self.reports()
        self.n_reports = len(self.known)

    def reports(self):
        found = []
        for folder, _, files in os.walk(self.folder):
            found += [os.path.join(folder, file) for file in files if file.endswith(".md")]
        return sorted(found)

    def folders(self):
        names = sorted(os.listdir(self.folder))
        return [os.path.join(self.folder, name) for name in names if os.path.isdir(os.path.join(self.folder, name))]

    def burst(self):
        """One edit mostly, sometimes up to fifty; says what was done."""
        chance = self.dice.random()
        edits = 1 if chance < 0.7 else self.dice.randint(2, 5) if chance < 0.9 else self.dice.randint(6, 50)
        # Found once: to list ten thousand files takes longer than to write one.
        self.known = self.reports()
        return [self.edit() for _ in range(edits)]

    def edit(self):
        self.n += 1
        edits = [
            (8, self.text), (4, self.title), (3, self.year), (2, self.move), (2, self.rename), (1, self.swap),
            (2, self.delete), (2, self.add),
        ]
        what = self.dice.choices([edit for _, edit in edits], [weight for weight, _ in edits])[0]
        what()
        return what.__name__

    def any(self):
        while True:
            at = self.dice.randrange(len(self.known))
            if os.path.exists(self.known[at]):
                return self.known[at]
            self.known = self.reports()

    def change(self, change):
        path = self.any()
        with open(path, encoding="utf-8") as file:
            old = file.read()
        self.save(path, change(old))

    def save(self, path, text):
        """As editors do: into the file, or beside it and then in its place."""
        into = path if self.dice.random() < 0.3 else path + ".tmp"
        with open(into, "w", encoding="utf-8") as file:
            file.write(text)
        if into != path:
            os.replace(into, path)

    def text(self):
        self.change(lambda old: f"{old}\n{self.dice.choice(WORDS)}第{self.n}次。\n")

    def title(self):
        title = f'title: "{self.dice.choice(WORDS)}工作总结{self.n}"'
        self.change(lambda old: re.sub(r"^title: .*$", title, old, count=1, flags=re.M))

    def year(self):
        year = f"year: {self.dice.randint(2015, 2024)}"
        self.change(lambda old: re.sub(r"^year: .*$", year, old, count=1, flags=re.M))

    def move(self):
        path = self.any()
        others = [folder for folder in self.folders() if folder != os.path.dirname(path)]
        os.replace(path, os.path.join(self.dice.choice(others), os.path.basename(path)))

    def rename(self):
        path = self.any()
        os.replace(path, os.path.join(os.path.dirname(path), f"改名{self.n}.md"))

    def swap(self):
        one, other = self.dice.sample(self.folders(), 2)
        away = one + ".tmp"
        os.rename(one, away)
        os.rename(other, one)
        os.rename(away, other)

    def delete(self):
        if len(self.known) < self.n_reports - FEW:
            self.add()
        else:
            os.remove(self.any())

    def add(self):
        if len(self.known) > self.n_reports + FEW:
            self.delete()
            return
        with open(self.any(), encoding="utf-8") as file:
            text = file.read()
        self.save(os.path.join(self.dice.choice(self.folders()), f"new{self.n}.md"), text)
