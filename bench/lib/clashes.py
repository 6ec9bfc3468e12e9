"""All systems on all workloads of bindings, in turn."""
import time

from . import measure, places, workloads

PATIENCE = 25  # seconds that one run may take
CELL = 35  # seconds that all runs of one system on one workload should take: fewer runs when one is slow


def _rounds(seconds, rounds):
    return max(1, min(rounds, int(CELL / seconds))) if seconds > 0 else rounds


def _expected(system, workload, seen):
    """Seconds that a run will take at least, by the smaller workloads of the same kind; or None."""
    count = workloads.BINDINGS[workload]
    below = [(workloads.BINDINGS[w], s) for (name, w), s in seen.items()
             if name == system.name and (w[0] == "D") == (workload[0] == "D") and workloads.BINDINGS[w] < count]
    if not below:
        return None
    size, seconds = max(below)
    return seconds * count / size if seconds > 0.5 else None


def _first(system, workload, seen, samples):
    """The first run, which is counted, unless it is not worth waiting for."""
    reason = system.ready()
    expected = _expected(system, workload, seen)
    if not reason and expected and expected > PATIENCE:
        reason = f"left out: about {expected:.0f} s a run"
    if reason:
        samples.reason = reason
        return
    start = time.monotonic()
    try:
        samples.add(system.run(workload, PATIENCE))
    except measure.Failed as failure:
        samples.reason = str(failure)
    seen[system.name, workload] = time.monotonic() - start


def run(systems, names, rounds, say):
    """Returns {(system name, workload): Samples}."""
    results, seen = {}, {}
    for workload in names:
        workloads.csv(workload)
        say(f"{workload}: {workloads.GRIDS[workload][0]}")
        measure.touch(places.touch_mib(workloads.BINDINGS[workload]))
        jobs = []
        for system in (s for s in systems if not s.only or workload in s.only):
            samples = results[system.name, workload] = measure.Samples()
            _first(system, workload, seen, samples)
            say(_line(system, samples))
            if not samples.reason:
                most = _rounds(seen[system.name, workload], rounds)
                jobs.append((samples, most - 1, lambda s=system, w=workload: s.run(w, PATIENCE)))
        measure.in_turn(jobs, rounds - 1, lambda turn: measure.touch(places.touch_mib(workloads.BINDINGS[workload])))
    return results


def _line(system, samples):
    if samples.reason:
        return f"  {system.name:14} {samples.reason}"
    return f"  {system.name:14} core {samples.median():10.2f} ms  process {samples.median('process_ms'):10.1f} ms"
