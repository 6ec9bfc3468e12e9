import json
import sys


def walk(value, way, lines):
    if isinstance(value, dict):
        for key in value:
            walk(value[key], f"{way}/{key}", lines)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            walk(item, f"{way}/{i + 1}", lines)
    elif isinstance(value, bool):
        lines.append(f"{way} = boolean {str(value).lower()}")
    elif value is not None:
        kind = "integer" if isinstance(value, int) else "string"
        lines.append(f"{way} = {kind} {value}")
    return lines


report = json.load(open("report.json", encoding="utf-8"))
want = walk(report["findings"], "findings", []) + walk(report["summary"], "summary", [])
got = open("findings.txt", encoding="utf-8").read().splitlines()
assert len(want) > 50 and sorted(want) == sorted(got), sys.argv[1]
print(sys.argv[1], len(report["findings"]), "findings")
