"""What was measured, as Markdown."""
import os
import platform
import time

from . import growth, places, rows, workloads


def _cpu():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _system():
    with open("/etc/os-release") as file:
        names = [line.split("=", 1)[1].strip().strip('"') for line in file if line.startswith("PRETTY_NAME=")]
    return names[0] if names else platform.system()


def machine():
    with open("/proc/meminfo") as file:
        kib = int(file.readline().split()[1])
    return f"{_cpu()}, {os.cpu_count()} cores, {kib / 2**20:.0f} GiB, {_system()}, Linux {platform.release()}"


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def _table(head, right, body):
    """`right`: how many columns from the second on are numbers."""
    align = ["---"] + ["---:"] * right + ["---"] * (len(head) - right - 1)
    return "\n".join(map(_row, [head, align, *body]))


def _number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _system_row(system, samples, base):
    if not samples.runs:
        return [system.label, "", "", "", "", "", "", "", samples.reason]
    median = samples.median()
    ratio = f"{median / base:.3g}" if base else "–"
    note = system.how if not samples.reason else f"{system.how}; then {samples.reason}"
    return [system.label, str(len(samples.runs)), _number(median), _number(samples.least()),
            _number(samples.most()), ratio, _number(samples.median("process_ms")), _number(samples.peak()), note]


def clashes(systems, names, results):
    text = []
    head = ["system", "runs", "core ms", "min", "max", "to portplan", "process ms", "peak MiB", "how"]
    for workload in names:
        base = results.get(("core-1", workload))
        base = base.median() if base else None
        body = [_system_row(s, results[s.name, workload], base) for s in systems
                if (s.name, workload) in results]
        text.append(f"### {workload}: {workloads.GRIDS[workload][0]}\n\n{_table(head, 7, body)}")
    return "\n\n".join(text)


def plans(results):
    head = ["what", "runs", "CPU ms", "min", "max", "core ms", "peak MiB", ""]
    body = []
    for name, samples in results.items():
        if samples.runs:
            body.append([name, str(len(samples.runs)), _number(samples.median("cpu_ms")),
                         _number(samples.least("cpu_ms")), _number(samples.most("cpu_ms")),
                         _number(samples.median()), _number(samples.peak()), samples.reason or ""])
        else:
            body.append([name, "0", "", "", "", "", "", samples.reason or ""])
    return _table(head, 6, body)


def the_rows(figures):
    return _table(["row", "what", "gate", "aim", "measured", "met"], 0, rows.measured(figures))


def write(given, systems, clash_results, job_results, differences, seconds):
    """Writes bench/results/results.md; returns its path."""
    os.makedirs(places.RESULTS, exist_ok=True)
    path = os.path.join(places.RESULTS, "results.md")
    parts = [
        "# What was measured",
        f"By `bench/run` on {time.strftime('%Y-%m-%d', time.gmtime())}, {given.rounds} rounds, in "
        f"{seconds / 60:.0f} minutes, on: {machine()}. [bench/README.md](../README.md) says how to read it.",
    ]
    if job_results:
        figures = rows.Figures(clash_results, job_results, differences)
        parts += ["## What must hold", the_rows(figures)]
    parts += ["## Searching for clashes", clashes(systems, given.sizes, clash_results)]
    if job_results:
        parts += ["## Plans and scripts", plans(job_results)]
    if os.path.exists(os.path.join(places.RESULTS, growth.PICTURE)):
        parts += ["## Growth", f"![Time and memory by the number of bindings]({growth.PICTURE})"]
    with open(path, "w") as file:
        file.write("\n\n".join(parts) + "\n")
    return path
