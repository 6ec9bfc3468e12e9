"""A sorted sweep in Python: python3 sweep.py FILE.csv"""
import sys
import time


def load(path):
    rows = []
    with open(path) as file:
        next(file)
        for line in file:
            i, host, proto, address, first, last = line.split(",")
            rows.append((host, proto, address, int(first), int(last), int(i)))
    return rows


def meet_self(x, found):
    """All pairs of x that meet; x is sorted."""
    for i, (_, last, a) in enumerate(x):
        k = i + 1
        while k < len(x) and x[k][0] <= last:
            found.append((a, x[k][2]))
            k += 1


def meet(x, y, found):
    """All pairs of one of x and one of y that meet; both are sorted."""
    i = j = 0
    while i < len(x) and j < len(y):
        if x[i][0] <= y[j][0]:
            a, other, k, i = x[i], y, j, i + 1
        else:
            a, other, k, j = y[j], x, i, j + 1
        while k < len(other) and other[k][0] <= a[1]:
            found.append((a[2], other[k][2]))
            k += 1


def clashes(rows):
    groups = {}
    for host, proto, address, first, last, i in rows:
        group = groups.get((host, proto))
        if group is None:
            group = groups[host, proto] = {}
        ranges = group.get(address)
        if ranges is None:
            group[address] = [(first, last, i)]
        else:
            ranges.append((first, last, i))
    found = []
    for group in groups.values():
        wild = group.pop("*", None)
        others = []
        for ranges in group.values():
            ranges.sort()
            meet_self(ranges, found)
            others += ranges
        if wild:
            wild.sort()
            meet_self(wild, found)
            others.sort()
            meet(wild, others, found)
    return found


start = time.perf_counter()
ROWS = load(sys.argv[1])
loaded = time.perf_counter()
FOUND = clashes(ROWS)
done = time.perf_counter()
sys.stdout.writelines(f"{a},{b}\n" for a, b in FOUND)
print(f"load_ms={(loaded - start) * 1e3:.3f} core_ms={(done - loaded) * 1e3:.3f}", file=sys.stderr)
