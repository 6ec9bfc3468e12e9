"""Measurements that are no search of a csv file: plans through the program, and what Lua and libyaml cost
at least. All are run in turn."""
import os
import re

from . import measure, places, workloads

TIMEOUT = 120  # seconds
MEMORY = 8192  # MiB of address space that portplan may use here
LIMITS = ["--timeout", "0", "--max-memory", "4000M", "--max-steps", "4294967295"]
ITEMS = 1000000


def check(*arguments):
    return [places.program("portplan"), "check", *LIMITS, *arguments]


def _count(out, what):
    """The number before "errors", "bindings", ... in the report's last line; 0 when it is not there."""
    last = out.decode(errors="replace").strip().splitlines()[-1:] or [""]
    found = re.search(rf"([\d,]+) {what}s?\b", last[0])
    return int(found[1].replace(",", "")) if found else 0


def plan(name):
    """Checks a plan in full and holds the report's counts against what is planted."""
    _, _, errors, bindings = workloads.PLANS[name]
    out, figures = measure.run(check(workloads.plan(name)), timeout=TIMEOUT, codes=(0, 1), memory=MEMORY)
    found = _count(out, "error"), _count(out, "binding")
    if found != (errors, bindings):
        raise measure.Failed(f"found {found[0]} errors in {found[1]} bindings, not {errors} in {bindings}")
    return figures


def tool(program, *arguments):
    if not places.built(program):
        raise measure.Failed(f"{program} is not built")
    return measure.run([places.program(program), *arguments], timeout=TIMEOUT)[1]


def start(*arguments):
    """Starts portplan, whatever it finds."""
    return measure.run([places.program("portplan"), *arguments], timeout=TIMEOUT, codes=(0, 1))[1]


# Name -> how often it is run in each round, and what it runs.
JOBS = {
    "FLOOR": (1, lambda: tool("bench_lua_floor", "floor", str(ITEMS))),
    "constructor": (1, lambda: tool("bench_script", "loop", str(ITEMS))),
    "P": (1, lambda: plan("P")),
    "text": (1, lambda: tool("bench_script", "text", workloads.plan("P text"))),
    "text floor": (1, lambda: tool("bench_lua_floor", "text", workloads.plan("P text"))),
    "P text": (1, lambda: plan("P text")),
    "P yaml": (1, lambda: plan("P yaml")),
    "yaml floor": (1, lambda: tool("bench_yaml_floor", workloads.plan("P yaml"))),
    "U": (2, lambda: plan("U")),
    "U4": (1, lambda: plan("U4")),
    "H": (1, lambda: plan("H")),
    "H clean": (1, lambda: plan("H clean")),
    "portplan --version": (10, lambda: start("--version")),
    "check bench/one.yaml": (10, lambda: start("check", os.path.join(places.TOP, "bench", "one.yaml"))),
    "check plans/whole-table.lua":
        (10, lambda: start("check", os.path.join(places.TOP, "plans", "whole-table.lua"))),
    "start": (10, lambda: plan("start")),
    "three hosts": (10, lambda: plan("three hosts")),
}


def run(rounds, say):
    """Returns {name: Samples}."""
    results = {name: measure.Samples() for name in JOBS}
    for name in workloads.PLANS:
        workloads.plan(name)
    say("plans and scripts")
    measure.touch(1024)
    for turn in range(rounds):
        for name, (times, job) in JOBS.items():
            for _ in range(times):
                _once(results[name], job)
            if turn == 0:
                say(_line(name, results[name]))
    return results


def _once(samples, job):
    if samples.reason:
        return
    try:
        samples.add(job())
    except measure.Failed as failure:
        samples.reason = str(failure)


def _line(name, samples):
    if samples.reason:
        return f"  {name:27} {samples.reason}"
    return f"  {name:27} cpu {samples.median('cpu_ms'):10.2f} ms  peak {samples.peak():8.1f} MiB"
