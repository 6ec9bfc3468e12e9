"""Row 17: the same answer whatever the order of the input and the number of threads."""
from . import jobs, measure, places, workloads

THREADS = (1, 2, 4)


def _output(command):
    return measure.run(command, timeout=jobs.TIMEOUT, codes=(0, 1), memory=jobs.MEMORY)[0]


def pairs(workload, say):
    """Why the pairs of bench_core differ, or None."""
    for threads in THREADS:
        for file in (workloads.csv(workload), workloads.shuffled(workload)):
            core = [places.program("bench_core"), "-t", str(threads), file]
            if _output(core) != workloads.pairs(workload):
                return f"pairs of {workload} differ with {threads} threads"
    say(f"  {workload}: the same pairs shuffled or not, with {', '.join(map(str, THREADS))} threads")
    return None


def reports(name, say):
    """Why the reports of a plan differ by --jobs, or None."""
    first = None
    for threads in THREADS:
        out = _output(jobs.check("--jobs", str(threads), workloads.plan(name)))
        if first is not None and out != first:
            return f"the report of {name} differs with --jobs {threads}"
        first = out
    say(f"  {name}: the same report with --jobs {', '.join(map(str, THREADS))}")
    return None


def run(names, say):
    """A list of what is not the same or could not be tried; empty when all is well."""
    say("the same answers")
    wrong = []
    if places.built("bench_core"):
        wrong += [pairs(name, say) for name in names if name != "XL"]
    else:
        wrong.append("bench_core is not built")
    if b"--jobs" in _output([places.program("portplan"), "check", "--help"]):
        for name in ("P", "U", "H", "start"):
            try:
                wrong.append(reports(name, say))
            except measure.Failed as failure:
                wrong.append(f"{name}: {failure}")
    else:
        wrong.append("portplan check has no --jobs")
    return [reason for reason in wrong if reason]
