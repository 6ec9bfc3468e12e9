"""The workloads: what bench_gen makes of them, once, in build/bench/data."""
import os
import subprocess

from . import places

# Name, what it is, and the arguments of bench_gen.
GRIDS = {
    "1k": ("1,000 bindings, 20 hosts of 50", ["grid", "20", "50"]),
    "S": ("5,000 bindings, 100 hosts of 50", ["grid", "100", "50"]),
    "10k": ("10,000 bindings, 200 hosts of 50", ["grid", "200", "50"]),
    "M": ("100,000 bindings, 2,000 hosts of 50", ["grid", "2000", "50"]),
    "L": ("1,000,000 bindings, 20,000 hosts of 50", ["grid", "20000", "50"]),
    "XL": ("10,000,000 bindings, 100,000 hosts of 100", ["grid", "100000", "100"]),
    "D": ("60,060 bindings, one host, the same ports on each of 240 addresses", ["dense", "240", "250"]),
    "D960": ("240,060 bindings, one host, the same ports on each of 960 addresses", ["dense", "960", "250"]),
}
BINDINGS = {"1k": 1000, "S": 5000, "10k": 10000, "M": 100000, "L": 1000000, "XL": 10000000,
            "D": 60060, "D960": 240060}

PREFIXES, PREFIX_CLASHES = 10000, 20
ALIKE = 20000
SITE_HOSTS = 10000

# Name, bench_gen's arguments, file, and what `portplan check` must find in it: errors, bindings.
PLANS = {
    "P": (["plan", str(SITE_HOSTS)], "P.lua", SITE_HOSTS // 100, SITE_HOSTS * 100),
    "P text": (["-f", "text", "plan", str(SITE_HOSTS)], "P-text.lua", SITE_HOSTS // 100, SITE_HOSTS * 100),
    "P yaml": (["-f", "yaml", "plan", str(SITE_HOSTS)], "P.yaml", SITE_HOSTS // 100, SITE_HOSTS * 100),
    "U": (["prefixes", str(PREFIXES), str(PREFIX_CLASHES)], "U.lua", PREFIX_CLASHES, PREFIXES),
    "U4": (["prefixes", str(4 * PREFIXES), str(PREFIX_CLASHES)], "U4.lua", PREFIX_CLASHES, 4 * PREFIXES),
    "H": (["hostile", str(ALIKE)], "H.lua", ALIKE * (ALIKE - 1) // 2, ALIKE),
    "H clean": (["clean", str(ALIKE)], "H-clean.lua", 0, ALIKE),
    "start": (["site", "10"], "start.lua", 0, 200),
    "three hosts": (["site", "3"], "three.lua", 0, 60),
}


def folder():
    path = os.path.join(places.WORK, "data")
    os.makedirs(path, exist_ok=True)
    return path


def _generate(arguments, name):
    """The path of file `name`, which bench_gen makes when it is not there yet, or its program is newer."""
    path = os.path.join(folder(), name)
    generator = places.program("bench_gen")
    if os.path.exists(path) and os.path.getmtime(path) >= os.path.getmtime(generator):
        return path
    with open(path + ".part", "wb") as out:
        subprocess.run([generator, *arguments], stdout=out, check=True)
    os.replace(path + ".part", path)
    return path


def csv(name):
    return _generate(GRIDS[name][1], f"{name}.csv")


def shuffled(name):
    """The same rows with the same ids, in another order."""
    return _generate(["-x", "7", *GRIDS[name][1]], f"{name}-shuffled.csv")


def facts(name):
    return _generate(["-f", "facts", *GRIDS[name][1]], f"{name}.lp")


def pairs(name):
    """The expected answer, as bytes."""
    with open(_generate(["-f", "pairs", *GRIDS[name][1]], f"{name}.pairs"), "rb") as file:
        return file.read()


def plan(name):
    """The path of a plan; its catalogue lies beside it."""
    _generate(["-f", "catalog", "plan", "1"], "bench.yaml")
    return _generate(PLANS[name][0], PLANS[name][1])
