"""The systems that look for clashes in a csv file. Each prints the pairs, and load_ms and core_ms."""
import os
import subprocess

from . import measure, places, postgres, workloads


class System:
    """`command` makes the argument list for (workload, csv file); `ready` says whether it can run."""

    def __init__(self, name, label, command, ready, how="", environment=None, inner=None, facts=False, only=None):
        self.name, self.label, self.command, self.ready = name, label, command, ready
        self.how = how  # how it does it, for the table
        self.environment = environment or {}
        self.inner = inner or (lambda workload: 1)  # how often it looks in one process; the median counts
        self.facts = facts  # it reads facts of logic instead of csv
        self.only = only  # the workloads on which it says anything; None: all

    def run(self, workload, timeout):
        """Runs it once and holds its pairs against the planted ones."""
        file = workloads.facts(workload) if self.facts else workloads.csv(workload)
        out, figures = measure.run(self.command(workload, file), timeout=timeout,
                                   environment=self.environment, codes=self.codes())
        if self.facts:
            out = clingo_pairs(out)
        if measure.in_order(out) != workloads.pairs(workload):
            raise measure.Failed("wrong pairs")
        if self.facts:
            figures["core_ms"] = figures["wall_ms"]
        return self.processed(workload, figures)

    def processed(self, workload, figures):
        """With what the process would have taken had it looked once."""
        figures["process_ms"] = figures["wall_ms"] - (self.inner(workload) - 1) * figures["core_ms"]
        return figures

    def codes(self):
        return (0, 10, 30) if self.facts else (0,)


def clingo_pairs(out):
    """Pairs of a line "clash(1,2) clash(3,4)"."""
    return b"\n".join(word[6:-1] for word in out.split() if word.startswith(b"clash("))


def inner_runs(workload):
    """How often the fast ones look for clashes in one process: for about a second at most."""
    return max(5, min(200, 5_000_000 // workloads.BINDINGS[workload]))


def _native(name, threads):
    def command(workload, file):
        return [places.program(name), "-t", str(threads), "-r", str(inner_runs(workload)), file]

    return command


def _ready(program):
    return lambda: None if places.built(program) else f"{program} is not built"


def _core(threads):
    word = "thread" if threads == 1 else "threads"
    return System(f"core-{threads}", f"**portplan core, {threads} {word}**", _native("bench_core", threads),
                  _ready("bench_core"), "columns, grouped by host, ports found by bits", inner=inner_runs)


def _floor(threads):
    word = "thread" if threads == 1 else "threads"
    return System(f"floor-{threads}", f"C floor, {threads} {word}", _native("bench_floor", threads),
                  _ready("bench_floor"), "radix sort and sweep of 16-byte records", inner=inner_runs)


class Work(System):
    """More work than the search for clashes, by portplan's core: no pairs are printed."""

    def __init__(self, work, how):
        super().__init__(f"core-{work}", f"portplan, {work}", lambda workload, file: [
            places.program("bench_core"), "-q", "-w", work, "-t", "1", "-r", str(inner_runs(workload)), file],
            _ready("bench_core"), how, inner=inner_runs, only=("L",))

    def run(self, workload, timeout):
        return self.processed(workload, measure.run(self.command(workload, workloads.csv(workload)),
                                                    timeout=timeout)[1])


GRID = tuple(w for w in workloads.GRIDS if not w.startswith("D"))
UP_TO_L = tuple(w for w in GRID if w != "XL")
REPEATS = 3  # of peers that get faster while they run: what they have compiled or cached


def _shape(workload, grid, dense):
    return dense if workload.startswith("D") else grid


def _installed(*programs):
    missing = [p for p in programs if not places.installed(p)]
    return f"{missing[0]} is not installed" if missing else None


def _duckdb_ready():
    there = os.path.isdir(os.path.join(places.NPM, "node_modules", "@duckdb", "node-api"))
    return _installed("node") or (None if there else "DuckDB is not installed")


def _duckdb(name, label, threads, how, grid="lead", dense="split", only=None):
    return System(name, label, lambda workload, file: [
        "node", places.peer("duckdb.mjs"), file, _shape(workload, grid, dense), str(threads), str(REPEATS)],
        _duckdb_ready, how, {"NPM": places.NPM}, inner=lambda workload: REPEATS, only=only)


def _postgres(name, label, how, grid, dense, only=None):
    return System(name, label, lambda workload, file: [
        places.peer("postgres"), file, _shape(workload, grid, dense), "2"],
        postgres.ready, how, postgres.ENVIRONMENT, only=only)


def _script(name, label, how, program, file, *repeats):
    return System(name, label, lambda workload, csv: [program, places.peer(file), csv, *repeats],
                  lambda: _installed(program), how, inner=lambda workload: int(repeats[0]) if repeats else 1)


def _intervals_ready():
    code = subprocess.run([places.PYTHON, "-c", "import intervaltree"], stderr=subprocess.DEVNULL).returncode
    return "python3-intervaltree is not installed" if code else None


SYSTEMS = [
    _core(1), _core(2),
    Work("registry", "all assigned ports that bindings meet, no clashes"),
    Work("rules", "clashes, registry and every built-in rule"),
    _floor(1), _floor(2),
    _duckdb("duckdb", "DuckDB, 2 threads", 2, "window to find the few that meet a neighbour, then a join"),
    _duckdb("duckdb-1", "DuckDB, 1 thread", 1, "the same", only=UP_TO_L + ("D", "D960")),
    _duckdb("duckdb-window", "DuckDB, window, 2 threads", 2, "two windows, then a join of what is left", "window",
            only=UP_TO_L),
    _duckdb("duckdb-join", "DuckDB, plain join, 2 threads", 2, "the predicate, joined", "join", only=UP_TO_L),
    System("sqlite", "SQLite", lambda workload, file: [
        places.peer("sqlite"), file, _shape(workload, "grid", "dense")], lambda: _installed("sqlite3"),
        "a table whose key is host, transport, first port and id; ranges of it"),
    _postgres("postgres", "PostgreSQL, 2 workers", "window to find the few that meet a neighbour, then a join",
              "window", "split"),
    _postgres("postgres-btree", "PostgreSQL, B-tree, 2 workers", "index nested loop", "btree", "btree"),
    _postgres("postgres-gist", "PostgreSQL, GiST, 2 workers", "index on int4range", "gist", "gist"),
    _script("node", "Node", "sorted sweep in typed arrays", "node", "sweep.mjs", str(REPEATS)),
    _script("luajit", "LuaJIT", "sorted sweep", "luajit", "sweep.lua"),
    _script("lua", "Lua 5.4", "sorted sweep", "lua5.4", "sweep.lua"),
    _script("python", "Python", "sorted sweep", places.PYTHON, "sweep.py"),
    System("intervaltree", "Python, intervaltree", lambda workload, file: [
        places.PYTHON, places.peer("intervals.py"), file], _intervals_ready,
        "a tree for each host, transport and address"),
    System("clingo", "clingo", lambda workload, file: ["clingo", "-V0", places.peer("clashes.lp"), file],
           lambda: _installed("clingo"), "two rules; its time is that of the process", facts=True),
]


def of(names, without_peers):
    """The systems that were asked for, in the order of the table."""
    known = {system.name for system in SYSTEMS}
    for name in names or []:
        if name not in known:
            raise SystemExit(f"bench/run: no system '{name}', known are {', '.join(sorted(known))}")
    chosen = [s for s in SYSTEMS if not names or s.name in names]
    if without_peers:
        chosen = [s for s in chosen if s.name.startswith(("core-", "floor-"))]
    return chosen
