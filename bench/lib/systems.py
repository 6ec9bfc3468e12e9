"""The systems that look for clashes in a csv file. Each prints the pairs, and load_ms and core_ms."""
from . import measure, places, workloads


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
    """Pairs of a line "c(1,2) c(3,4)"."""
    return b"\n".join(word[2:-1] for word in out.split() if word.startswith(b"c("))


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
                  _ready("bench_core"), "columns, sorted and swept", inner=inner_runs)


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


SYSTEMS = [
    _core(1), _core(2),
    Work("registry", "all assigned ports that bindings meet, no clashes"),
    Work("rules", "clashes, registry and every built-in rule"),
    _floor(1), _floor(2),
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
