"""The rows that must hold: what is measured for each, the gate, and the aim."""
from . import jobs, workloads

SQL = ("duckdb", "duckdb-1", "sqlite", "postgres", "postgres-btree")
SMALL = ("1k", "S", "10k", "D")  # fewer than 100,000 bindings
NOISE = 1.05  # two medians of the same thing may differ so much


class Figures:
    """All that was measured. Every figure is None when it was not."""

    def __init__(self, clashes, other, differences):
        self.clashes, self.other, self.differences = clashes, other, differences

    def core(self, system, workload):
        samples = self.clashes.get((system, workload))
        return samples.median() if samples else None

    def each(self, system, workload):
        """ns per binding."""
        return _over(self.core(system, workload), workloads.BINDINGS[workload] / 1e6)

    def job(self, name, key="core_ms"):
        samples = self.other.get(name)
        return samples.median(key) if samples else None

    def key(self, system, workload, key):
        samples = self.clashes.get((system, workload))
        return samples.median(key) if samples else None

    def peak(self, systems, workload):
        peaks = [self.clashes[s, workload].peak() for s in systems if (s, workload) in self.clashes]
        return max((p for p in peaks if p is not None), default=None)


def _over(value, other):
    return value / other if value is not None and other else None


def _best_sql(f):
    """Of the SQL systems on D, the fastest."""
    return min((t for t in (f.core(s, "D") for s in SQL) if t is not None), default=None)


def _small(f):
    """Two threads to one at its worst, below 100,000 bindings."""
    ratios = [_over(f.core("core-2", w), f.core("core-1", w)) for w in SMALL]
    return max((r for r in ratios if r is not None), default=None)


def _exact(f):
    """What is wrong with some pairs, counts or reports."""
    wrong = [f"{name} on {w}" for (name, w), s in f.clashes.items() if s.reason == "wrong pairs"]
    wrong += [name for name, s in f.other.items() if s.reason and s.reason.startswith("found ")]
    return wrong + f.differences


class Part:
    """One figure of a row. `more`: the figure has to be above its gate, not below."""

    def __init__(self, label, figure, gate, aim, unit="x", more=False):
        self.label, self.figure, self.gate, self.aim, self.unit, self.more = label, figure, gate, aim, unit, more

    def verdict(self, value):
        if value is None:
            return "not measured"
        sign = 1 if self.more else -1
        if sign * value >= sign * self.aim:
            return "aim"
        return "gate" if sign * value >= sign * self.gate else "**no**"


ROWS = [
    (1, "core on L, 1 thread, to the C floor", [
        Part("", lambda f: _over(f.core("core-1", "L"), f.core("floor-1", "L")), 2.5, 1.5)]),
    (2, "core on L, 1 thread, against the fastest SQL (DuckDB, 2 threads)", [
        Part("window and join: faster",
             lambda f: _over(f.core("duckdb-window", "L"), f.core("core-1", "L")), 8, 12, more=True),
        Part("fastest form found: faster",
             lambda f: _over(f.core("duckdb", "L"), f.core("core-1", "L")), 8, 12, more=True)]),
    (3, "core on L, 1 thread, against SQLite's best, and a Lua 5.4 sweep", [
        Part("SQLite: faster", lambda f: _over(f.core("sqlite", "L"), f.core("core-1", "L")), 40, 80, more=True),
        Part("Lua: faster", lambda f: _over(f.core("lua", "L"), f.core("core-1", "L")), 25, 45, more=True)]),
    (4, "D against the best SQL form", [
        Part("faster", lambda f: _over(_best_sql(f), f.core("core-1", "D")), 15, 30, more=True)]),
    (5, "no quadratic path: time per binding", [
        Part("D to L", lambda f: _over(f.each("core-1", "D"), f.each("core-1", "L")), 5, 3),
        Part("960 addresses to 240", lambda f: _over(f.each("core-1", "D960"), f.each("core-1", "D")), 1.5, 1.1),
        Part("40,000 prefixes to 10,000",
             lambda f: _over(_over(f.job("U4", "cpu_ms"), 4), f.job("U", "cpu_ms")), 1.5, 1.1)]),
    (6, "growth: time per binding, XL to L", [
        Part("", lambda f: _over(f.each("core-1", "XL"), f.each("core-1", "L")), 2, 1.4)]),
    (7, "two threads on L; never slower than one below 100,000 bindings", [
        Part("faster", lambda f: _over(f.core("core-1", "L"), f.core("core-2", "L")), 1.4, 1.7, more=True),
        Part("slower at most", _small, NOISE, NOISE)]),
    (8, "registry check of L to its own core", [
        Part("", lambda f: _over(f.core("core-registry", "L"), f.core("core-1", "L")), 1, 0.6)]),
    (9, "clashes, registry and every built-in rule on L to the core alone", [
        Part("", lambda f: _over(f.core("core-rules", "L"), f.core("core-1", "L")), 4, 2.5)]),
    (10, "one constructor with strict keys and source line, per call, to FLOOR", [
        Part("", lambda f: _over(f.job("constructor"), f.job("FLOOR")), 2, 1.3)]),
    (11, "P: whole run with all rules and summary, per binding, to FLOOR per item", [
        Part("", lambda f: _over(_over(f.job("P", "cpu_ms"), workloads.PLANS["P"][3] / jobs.ITEMS),
                                 f.job("FLOOR")), 0.6, 0.35)]),
    (12, "plan text written out line by line, to the same text with empty C constructors", [
        Part("", lambda f: _over(f.job("text"), f.job("text floor")), 1.5, 1.2)]),
    (13, "P's YAML twin, whole run, to libyaml's bare parse of the file", [
        Part("", lambda f: _over(f.job("P yaml", "cpu_ms"), f.job("yaml floor")), 3, 2)]),
    (14, "start: registry, catalogues, a 200-binding plan and its report", [
        Part("CPU", lambda f: f.job("start", "cpu_ms"), 10, 6, " ms"),
        Part("peak memory", lambda f: _over(f.job("start", "peak_kib"), 1024), 12, 6, " MiB")]),
    (15, "core memory per binding; process peak on L all told", [
        Part("a binding", lambda f: f.key("core-1", "L", "bytes_per_binding"), 96, 64, " bytes"),
        Part("peak", lambda f: f.peak(("core-1", "core-2", "core-rules"), "L"), 200, 130, " MiB")]),
    (16, "hostile plan: 20,000 identical bindings on one host, to 20,000 clean ones", [
        Part("", lambda f: _over(f.job("H", "cpu_ms"), f.job("H clean", "cpu_ms")), 5, 2)]),
]
LAST = (17, "exact pairs everywhere, and the same report for shuffled input and any number of threads")


def measured(figures):
    """Lists of the table's cells: row, what, gate, aim, measured, met."""
    table = []
    for number, what, parts in ROWS:
        values = [(part, part.figure(figures)) for part in parts]
        table.append([str(number), what, _cell(values, lambda p, v: _number(p, p.gate)),
                      _cell(values, lambda p, v: _number(p, p.aim)),
                      _cell(values, lambda p, v: f"{p.label} {_number(p, v)}".strip()),
                      _cell(values, lambda p, v: p.verdict(v))])
    wrong = _exact(figures)
    table.append([str(LAST[0]), LAST[1], "always", "always", "; ".join(wrong) if wrong else "always",
                  "**no**" if wrong else "aim"])
    return table


def _cell(values, text):
    return "; ".join(text(part, value) for part, value in values)


def _number(part, value):
    if value is None:
        return "–"
    return f"{value:.3g}{part.unit}"
