"""The library intervaltree (Debian: python3-intervaltree), a tree for each host, transport and address:
python3 intervals.py FILE.csv"""
import sys
import time

from intervaltree import Interval, IntervalTree


def load(path):
    groups = {}
    with open(path) as file:
        next(file)
        for line in file:
            i, host, proto, address, first, last = line.split(",")
            group = groups.setdefault((host, proto), {})
            group.setdefault(address, []).append((int(first), int(last) + 1, int(i)))
    return groups


def meet_self(ranges, tree, found):
    for first, past, i in ranges:
        for other in tree.overlap(first, past):
            if i < other.data:
                found.append((i, other.data))


def clashes(groups):
    found = []
    for group in groups.values():
        trees = {address: IntervalTree(Interval(*r) for r in ranges) for address, ranges in group.items()
                 if address == "*" or len(ranges) > 1}
        for address, tree in trees.items():
            meet_self(group[address], tree, found)
        wild = trees.get("*")
        if wild is None:
            continue
        for address, ranges in group.items():
            if address != "*":
                found += [(i, other.data) for first, past, i in ranges for other in wild.overlap(first, past)]
    return found


start = time.perf_counter()
GROUPS = load(sys.argv[1])
loaded = time.perf_counter()
FOUND = clashes(GROUPS)
done = time.perf_counter()
sys.stdout.writelines(f"{a},{b}\n" for a, b in FOUND)
print(f"load_ms={(loaded - start) * 1e3:.3f} core_ms={(done - loaded) * 1e3:.3f}", file=sys.stderr)
