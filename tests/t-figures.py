# SPDX-License-Identifier: Apache-2.0 · a board computed again with numpy and scipy, from the manual page alone
"""Reads the made-up scores of t-board and computes every row of its TSV by what xtremor-rank(1) says."""
import itertools
import os
import subprocess
import sys

try:
    import numpy as np
    import scipy
    from scipy import stats
except ImportError as missing:
    print(f"1..0 # SKIP {missing.name} is missing")
    sys.exit(0)

BOARD = os.path.join(os.environ.get("top_builddir", "."), "tests", "t-board")
RESAMPLES = 10000
count = failures = 0


def ok(good, name):
    global count, failures
    count += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)


def philox(counter):
    """Philox4x32-10 with key 0, over rows of four words."""
    c = [counter[:, i].astype(np.uint64) for i in range(4)]
    k0 = k1 = 0
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        a, b = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        s = np.uint64(32)
        c = [(b >> s) ^ c[1] ^ np.uint64(k0), b & low, (a >> s) ^ c[3] ^ np.uint64(k1), a & low]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, axis=1)


def draw(units):
    """times[r][u]: how often unit u is in resample r."""
    times = np.zeros((RESAMPLES, units))
    blocks = units // 4 + 8
    for r in range(RESAMPLES):
        counter = np.zeros((blocks, 4), np.uint64)
        counter[:, 0] = np.arange(blocks)
        counter[:, 2] = r
        product = philox(counter).reshape(-1) * np.uint64(units)
        kept = product[(product & np.uint64(0xFFFFFFFF)) >= 2**32 % units]
        np.add.at(times[r], (kept[:units] >> np.uint64(32)).astype(int), 1)
    return times


def interval(t, without, resampled):
    if np.all(np.abs(resampled - t) <= 1e-12):
        return t, t
    equal = np.abs(resampled - t) <= 1e-12
    p = (np.sum((resampled < t) & ~equal) + 0.5 * np.sum(equal)) / RESAMPLES
    z0 = stats.norm.ppf(min(max(p, 0.00005), 0.99995))
    d = without.mean() - without
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5) if np.any(d) else 0
    z = z0 + stats.norm.ppf([0.025, 0.975])
    return np.quantile(resampled, stats.norm.cdf(z0 + z / (1 - a * z)), method="linear")


class Track:
    """A figure of one cell: its value, without each unit, and in each resample."""

    def __init__(self, pairs, units, times, noops, ties):
        num, den = np.zeros(len(units)), np.zeros(len(units))
        for idx, value in pairs:
            num[units[idx]] += value
            den[units[idx]] += 1
        self.n, self.noops, self.ties = len(pairs), noops, ties
        if not self.n:
            return
        self.t = num.sum() / den.sum()
        with np.errstate(invalid="ignore", divide="ignore"):
            self.without = (num.sum() - num) / (den.sum() - den)
            self.resampled = (times @ num) / (times @ den)
        self.without[np.isnan(self.without)] = self.t
        self.resampled[np.isnan(self.resampled)] = self.t


def read():
    """{(checkpoint, language, attack, severity): [(seed, idx, counts, tied, touched)]}"""
    cells = {}
    for line in subprocess.run([BOARD, "raw"], check=True, capture_output=True, text=True).stdout.splitlines():
        c, language, attack, severity, seed, idx, label, edits, *scores = line.split("\t")
        s = [float(x) for x in scores]
        cell = cells.setdefault((int(c), language, attack, int(severity)), [])
        if int(label) < 0 or any(map(np.isnan, s)):
            continue
        tied = s[0] == s[1]
        right = float(int(label) == int(s[1] > s[0]))  # a tie takes the first choice
        cell.append((int(seed), int(idx), right, tied, int(edits) > 0))
    return cells


def parts_of(cells, touched, units, times):
    parts = {}
    for (c, language, attack, severity), answers in cells.items():
        clean = {a[1]: a for a in cells[c, language, "none", 0]}
        key = (c, language, attack, severity)
        if attack == "none":
            if not touched:
                parts[key, "clean"] = Track([(a[1], a[2]) for a in answers], units, times, 0, sum(a[3] for a in answers))
            continue
        chosen = [a for a in answers if a[4] or not touched]
        paired = [(a, clean[a[1]]) for a in chosen if a[1] in clean]
        noops = sum(not a[4] for a in chosen)
        both = sum(not a[4] for a, _ in paired)
        parts[key, "attacked"] = Track([(a[1], a[2]) for a in chosen], units, times, noops, sum(a[3] for a in chosen))
        parts[key, "drop"] = Track([(a[1], k[2] - a[2]) for a, k in paired], units, times, both,
                                   sum(a[3] or k[3] for a, k in paired))
        if touched:
            parts[key, "clean"] = Track([(a[1], k[2]) for a, k in paired], units, times, both, sum(k[3] for _, k in paired))
    return parts


def mean(tracks, field):
    """tracks: {(language, attack, severity): Track}; over severities, then attacks, then languages."""
    by_language = []
    for _, of_language in itertools.groupby(sorted(tracks), key=lambda k: k[0]):
        by_attack = [np.mean([getattr(tracks[k], field) for k in keys], axis=0)
                     for _, keys in itertools.groupby(of_language, key=lambda k: k[1])]
        by_language.append(np.mean(by_attack, axis=0))
    return np.mean(by_language, axis=0)


def expect(row, parts, names):
    """What the manual says for one row: value, low, high, n, noops, ties."""
    c = names.index(row["checkpoint"])
    whole_clean = row["figure"] == "clean" and row["items"] == "all"
    chosen = {}
    for ((pc, language, attack, severity), figure), part in parts.items():
        if pc != c or figure != row["figure"] or row["language"] not in ("*", language):
            continue
        if whole_clean:
            # in these scores every language has every attack and severity
            chosen[language, "", 0] = part
        elif attack != "none" and row["attack"] in ("*", attack) and row["severity"] in ("*", str(severity)):
            chosen[language, attack, severity] = part
    chosen = {k: v for k, v in chosen.items() if v.n}
    if not chosen:
        return np.nan, np.nan, np.nan, 0, 0, 0
    sums = [sum(getattr(v, f) for v in chosen.values()) for f in ("n", "noops", "ties")]
    t = mean(chosen, "t")
    return (t, *interval(t, mean(chosen, "without"), mean(chosen, "resampled")), *sums)


def main():
    cells = read()
    table = subprocess.run([BOARD, "tsv"], check=True, capture_output=True, text=True).stdout.splitlines()
    head = table[0].split("\t")
    rows = [dict(zip(head, line.split("\t"))) for line in table[1:]]
    idx = sorted({a[1] for answers in cells.values() for a in answers})
    units = {v: i for i, v in enumerate(idx)}
    times = draw(len(idx))
    # t-board numbers its checkpoints; by their names they come second, third, first
    shown = sorted({r["checkpoint"] for r in rows})
    names = [shown[2], shown[0], shown[1]]
    worst, counts, tested = 0.0, True, 0
    for touched in (False, True):
        parts = parts_of(cells, touched, units, times)
        for row in rows:
            if row["items"] != ("touched" if touched else "all"):
                continue
            wanted = expect(row, parts, names)
            got = [float(row[k]) if row[k] else np.nan for k in ("value", "low", "high")]
            for g, w in zip(got, wanted):
                if np.isnan(g) or np.isnan(w):
                    counts = counts and np.isnan(g) == np.isnan(w)
                else:
                    worst = max(worst, abs(g - w))
            counts = counts and tuple(int(row[k]) for k in ("n", "noops", "ties")) == wanted[3:]
            tested += 1
    print(f"# {tested} rows, numpy {np.__version__}, scipy {scipy.__version__}, largest difference {worst:.2g}")
    ok(tested == len(rows) > 300, "every row of the table was computed again")
    ok(worst < 1e-12, "values and interval ends agree with numpy and scipy to 1e-12")
    ok(counts, "so do the counts of answers, no-ops and ties")

    key = 0, "et", "swap", 3
    answers = cells[key]
    num, den = np.zeros(len(idx)), np.zeros(len(idx))
    for a in answers:
        num[units[a[1]]] += a[2]
        den[units[a[1]]] += 1
    given = type("Given", (), {"bootstrap_distribution": (times @ num) / (times @ den)})()
    result = stats.bootstrap((num, den), lambda n, d, axis=-1: n.sum(axis=axis) / d.sum(axis=axis), paired=True,
                             n_resamples=0, bootstrap_result=given, method="BCa", vectorized=True)
    row = next(r for r in rows if r["checkpoint"] == names[0] and (r["language"], r["attack"], r["severity"]) ==
               ("et", "swap", "3") and r["figure"] == "attacked" and r["items"] == "all")
    difference = max(abs(float(row["low"]) - result.confidence_interval.low),
                     abs(float(row["high"]) - result.confidence_interval.high))
    print(f"# scipy.stats.bootstrap differs by {difference:.2g}")
    ok(difference < 1e-12, "scipy.stats.bootstrap makes the same BCa interval of the same resamples")
    print(f"1..{count}")
    return failures > 0


sys.exit(main())
