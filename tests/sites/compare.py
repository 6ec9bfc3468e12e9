#!/usr/bin/env python3
"""compare.py --portplan PROGRAM [--exceptions FILE] [--sharing-open] SITE.json PLAN

Checks the plan of a real site and compares what portplan says with what the site's file expects,
port by port and party by party, in both directions: a verdict that portplan does not give and a
finding that the file does not expect are both disagreements. They are printed one a line; the exit
code is 1 when there is one and 2 when the comparison could not be made.

A party of the site is the placements whose title, label or `title (label)` is the party's name.
A party in a verdict may go on with an instance (#3, counted from 0 or from 1, the same way for all
of one party), and with words of the endpoint's name or technology, or its URL.

  conflict        a finding of port-overlap, url-overlap or listener-mix that is an error
  shared-ok       both parties have the port and no clash rule says anything of the pair
                  (--sharing-open: the file need not list every such pair)
  iana-collision  iana-collision, with the registered name
  below-8000      prefer-above on a port below 8000; reported ones must be expected for parties of
                  the vendor's table only
  system-port     system-port
  dynamic-range   dynamic-port or ephemeral-range
"""
import argparse
import json
import os
import re
import subprocess
import sys

CLASHES = {"port-overlap", "url-overlap", "listener-mix", "split-binding"}
SINGLES = {"iana-collision": "iana-collision", "prefer-above": "below-8000",
           "system-port": "system-port", "dynamic-port": "dynamic-range",
           "ephemeral-range": "dynamic-range"}
SEED = "seed"  # `source` of the parties that the vendor's table lists


class CannotCompare(Exception):
    """The program, the plan or the site's file is not what is needed."""


def ports_of(value):
    """The ports of 5421, "5421", "5421-5436" or "5421-5436, 5471"."""
    ports = []
    for part in str(value).split(","):
        first, _, last = part.partition("-")
        ports.extend(range(int(first), int(last or first) + 1))
    return ports


def words_of(text):
    return re.sub(r"[^0-9a-z]+", " ", (text or "").lower()).split()


def with_slash(url):
    return url if url.endswith("/") else url + "/"


class Plan:
    """What portplan says of the plan: its bindings, and the facts of its findings.

    singles: {(verdict, binding index, port, registered name or None)}
    clashes: {(frozenset of two binding indexes, port): rule}; `errors`: those that are errors
    """

    def __init__(self, program, path):
        self.program = program
        report = self.run("check", "--format", "json", "--rule", "iana-unregistered=note", path)
        if report["rejected"]:
            raise CannotCompare(f"{path} is rejected: {report['rejected'][0]['message']}")
        self.bindings = self.run("show", "--format", "json", path)["bindings"]
        self.titles = {party["product"]: party["title"]
                       for finding in report["findings"] for party in finding["parties"]
                       if party["product"]}
        self.singles, self.clashes, self.errors = set(), {}, set()
        for finding in report["findings"]:
            self.add(finding)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True,
                              timeout=60, check=False)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise CannotCompare(f"portplan {' '.join(arguments)} says: {done.stderr}") from None

    def party_bindings(self, finding, party):
        """(binding index, port) of every port that a party of the finding lists."""
        listed = {(use["instance"], use["port"]) for use in party["ports"]}
        keys = ("product", "label", "endpoint", "file", "line")
        for index, binding in enumerate(self.bindings):
            if any(binding[key] != finding[key] for key in ("host", "transport")) or \
                    any(binding[key] != party[key] for key in keys):
                continue
            for port in range(binding["first"], binding["last"] + 1):
                if (binding["instance"], port) in listed:
                    yield index, port

    def add(self, finding):
        sides = [list(self.party_bindings(finding, party)) for party in finding["parties"]]
        if finding["rule"] in SINGLES:
            names = {service["port"]: service["name"].lower() for service in finding["services"]}
            verdict = SINGLES[finding["rule"]]
            for index, port in sides[0]:
                self.singles.add((verdict, index, port, names.get(port)))
        elif finding["rule"] in CLASHES:
            for index_a, port in sides[0]:
                for index_b in {index for index, other in sides[1] if other == port} - {index_a}:
                    pair = frozenset((index_a, index_b)), port
                    self.clashes[pair] = finding["rule"]
                    if finding["severity"] == "error":
                        self.errors.add(pair)

    def text(self, index, port):
        binding = self.bindings[index]
        title = self.titles.get(binding["product"], binding["product"])
        if binding["label"]:
            title += f" ({binding['label']})"
        return (f"{binding['host']} {port}/{binding['transport']} {title} #{binding['instance']} "
                f"{binding['endpoint']}")


class Site:
    """The site's file, and which of its parties each binding of the plan belongs to."""

    def __init__(self, path, plan):
        with open(path, encoding="utf-8") as file:
            self.file = json.load(file)
        self.plan = plan
        self.parties = {(host["name"], party["party"]): party
                        for host in self.file["hosts"] for party in host["parties"]}
        self.owners = [self.owner(binding) for binding in plan.bindings]
        self.counted_from = self.countings()

    def owner(self, binding):
        """The party of a binding: by title and label, by label, by title; or None."""
        product, label = binding["product"], binding["label"]
        title = self.plan.titles.get(product) or product.split(".")[-1]
        names = [f"{title} ({label})", label, title] if label else [title]
        for name in names:
            for host, party in self.parties:
                if host == binding["host"] and words_of(party) == words_of(name):
                    return party
        return None

    def split(self, host, text):
        """A party of a verdict as (party's name, instance or None, words or URL behind it)."""
        known = [party for at, party in self.parties
                 if at == host and (text == party or text.startswith(party + " "))]
        if not known:
            raise CannotCompare(f"'{text}' is no party of {host}")
        party = max(known, key=len)
        match = re.fullmatch(r"\s*(?:#(\d+))?\s*(.*)", text[len(party):])
        return party, int(match[1]) if match[1] else None, match[2]

    def at(self, host, transport, port):
        return [(index, binding) for index, binding in enumerate(self.plan.bindings)
                if binding["host"] == host and binding["transport"] == transport
                and binding["first"] <= port <= binding["last"]]

    def countings(self):
        """{(host, party): 0 or 1}: what makes every '#n' of the file an instance on its port."""
        possible = {}
        for verdict in self.file["expected_verdicts"]:
            for side, transport in zip(("party_a", "party_b"), transports_of(verdict)):
                text = verdict[side]
                if not text or text.startswith("IANA:") or "#" not in text:
                    continue
                party, number, _ = self.split(verdict["host"], text)
                for port in ports_of(verdict["port"]) if number is not None else ():
                    there = {binding["instance"]
                             for index, binding in self.at(verdict["host"], transport, port)
                             if self.owners[index] == party}
                    key = verdict["host"], party
                    possible.setdefault(key, {0, 1})
                    possible[key] &= {number - instance for instance in there}
        return {key: min(values) for key, values in possible.items() if values}

    def candidates(self, host, transport, port, text):
        """Indexes of the bindings that a verdict's party can mean on that port."""
        party, number, rest = self.split(host, text)
        found = set()
        for index, binding in self.at(host, transport, port):
            if self.owners[index] != party:
                continue
            first = self.counted_from.get((host, party), 0)
            if number is not None and binding["instance"] != number - first:
                continue
            if rest and not self.is_endpoint(binding, rest):
                continue
            found.add(index)
        return found

    @staticmethod
    def is_endpoint(binding, rest):
        if "://" in rest:
            return binding["url"] is not None and with_slash(binding["url"]) == with_slash(rest)
        words = set(words_of(rest))
        return words <= set(words_of(binding["endpoint"]) + words_of(binding["technology"])) or \
            words == set(words_of(binding["label"]))

    def is_seed(self, index):
        host, owner = self.plan.bindings[index]["host"], self.owners[index]
        return owner is not None and self.parties[host, owner]["source"] == SEED


def transports_of(verdict):
    """The transports of both parties: "udp+tcp", or one for both."""
    first, _, second = verdict["transport"].partition("+")
    return first, second or first


def verdict_text(verdict):
    parties = " and ".join(verdict[side] for side in ("party_a", "party_b") if verdict[side])
    return "{host} {port}/{transport} {verdict}: ".format(**verdict) + parties


class Comparison:
    def __init__(self, site, plan, sharing_open):
        self.site, self.plan, self.sharing_open = site, plan, sharing_open
        self.disagreements = []
        self.expected_singles, self.expected_conflicts, self.expected_shared = set(), set(), set()

    def say(self, text):
        self.disagreements.append(text)

    def run(self, exceptions):
        self.claims()
        for verdict in self.site.file["expected_verdicts"]:
            self.verdict(verdict)
        self.unexpected()
        self.urls(exceptions)
        self.firewall()
        return self.disagreements

    def claims(self):
        """Each party of the site is in the plan, with the ports it claims and no others."""
        planned = {}
        for index, binding in enumerate(self.plan.bindings):
            if self.site.owners[index] is None:
                self.say(f"{self.plan.text(index, binding['first'])} is no party of the site")
            ports = range(binding["first"], binding["last"] + 1)
            planned.setdefault((binding["host"], self.site.owners[index]), set()).update(
                (binding["transport"], port) for port in ports)
        for key, party in self.site.parties.items():
            claimed = set()
            for claim in party["claims"]:
                transport, ports = claim.split("@")[0].split("/")
                claimed.update((transport, port) for port in ports_of(ports))
            for transport, port in sorted(claimed ^ planned.get(key, set())):
                who = "the site's file" if (transport, port) in claimed else "the plan"
                self.say(f"{key[0]} {port}/{transport} {key[1]} is only in {who}")

    def verdict(self, verdict):
        kind, host = verdict["verdict"], verdict["host"]
        for port in ports_of(verdict["port"]):
            transports = transports_of(verdict)
            first = self.site.candidates(host, transports[0], port, verdict["party_a"])
            if kind in SINGLES.values():
                name = None
                if kind == "iana-collision":
                    name = verdict["party_b"].removeprefix("IANA:").lower()
                facts = {(kind, index, port, name) for index in first}
                if not facts & self.plan.singles:
                    self.say(f"not reported: {verdict_text(verdict)}")
                self.expected_singles |= facts
                continue
            second = self.site.candidates(host, transports[1], port, verdict["party_b"])
            pairs = {(frozenset((a, b)), port) for a in first for b in second if a != b}
            if kind == "conflict":
                if not pairs & self.plan.errors:
                    self.say(f"not reported: {verdict_text(verdict)}")
                self.expected_conflicts |= pairs
            elif kind == "shared-ok":
                if not pairs:
                    self.say(f"not in the plan: {verdict_text(verdict)}")
                for pair in pairs & self.plan.clashes.keys():
                    self.say(f"{self.plan.clashes[pair]} is reported: {verdict_text(verdict)}")
                self.expected_shared |= pairs
            else:
                raise CannotCompare(f"'{kind}' is no known verdict")

    def unexpected(self):
        """Findings, and ports shared in silence, that the file does not list."""
        for kind, index, port, name in sorted(self.plan.singles - self.expected_singles,
                                              key=lambda fact: fact[:3]):
            if kind == "below-8000" and (port >= 8000 or not self.site.is_seed(index)):
                continue
            what = f"{kind} {name}" if name else kind
            self.say(f"not expected: {what}: {self.plan.text(index, port)}")
        for pair in sorted(self.plan.errors - self.expected_conflicts, key=str):
            self.say(f"not expected: {self.plan.clashes[pair]}: {self.pair_text(pair)}")
        if not self.sharing_open:
            for pair in sorted(self.shared() - self.expected_shared, key=str):
                self.say(f"shared but not listed: {self.pair_text(pair)}")

    def pair_text(self, pair):
        return " and ".join(self.plan.text(index, pair[1]) for index in sorted(pair[0]))

    def worth_a_verdict(self, a, b):
        """One party's own ports on different transports are not."""
        return self.site.owners[a] != self.site.owners[b] or \
            self.plan.bindings[a]["transport"] == self.plan.bindings[b]["transport"]

    def shared(self):
        """Pairs on one port of one host without a clash."""
        holders, found = {}, set()
        for index, binding in enumerate(self.plan.bindings):
            for port in range(binding["first"], binding["last"] + 1):
                holders.setdefault((binding["host"], port), []).append(index)
        for (_, port), indexes in holders.items():
            for a in indexes:
                for b in indexes:
                    pair = frozenset((a, b)), port
                    if a < b and pair not in self.plan.clashes and self.worth_a_verdict(a, b):
                        found.add(pair)
        return found

    def urls(self, exceptions):
        """URL reservations of the vendor's products, but for the listed exceptions."""
        expected = {(entry["host"], entry["url"])
                    for entry in self.site.file.get("expected_urlacl_seed_products", [])}
        reserved = {(binding["host"], binding["url"])
                    for index, binding in enumerate(self.plan.bindings)
                    if binding["url_reservation"] and self.site.is_seed(index)}
        for entry in exceptions:
            listed, reported = (entry["host"], entry["listed"]), (entry["host"], entry["reported"])
            if listed not in expected - reserved or reported not in reserved - expected:
                self.say(f"no exception any more: {listed[1]}")
                continue
            expected.discard(listed)
            reserved.discard(reported)
        for host, url in sorted(expected - reserved):
            self.say(f"not reserved: {host} {url}")
        for host, url in sorted(reserved - expected):
            self.say(f"reservation not expected: {host} {url}")

    def firewall(self):
        """Ports that the firewall has to let in for the vendor's products."""
        expected = {(entry["host"], entry["transport"], port, entry["product"])
                    for entry in self.site.file.get("expected_firewall_seed_products", [])
                    for port in ports_of(entry["port"])}
        opened = {(binding["host"], binding["transport"], port, self.site.owners[index])
                  for index, binding in enumerate(self.plan.bindings)
                  if binding["firewall"] and self.site.is_seed(index)
                  for port in range(binding["first"], binding["last"] + 1)}
        for host, transport, port, product in sorted(expected ^ opened):
            missing = (host, transport, port, product) in expected
            what = "firewall not opened" if missing else "firewall opening not expected"
            self.say(f"{what}: {host} {port}/{transport} {product}")


def exceptions_of(path, site_path):
    if not path:
        return []
    with open(path, encoding="utf-8") as file:
        return json.load(file).get(os.path.splitext(os.path.basename(site_path))[0], [])


def main():
    parser = argparse.ArgumentParser(usage=__doc__.splitlines()[0])
    parser.add_argument("--portplan", required=True)
    parser.add_argument("--exceptions")
    parser.add_argument("--sharing-open", action="store_true")
    parser.add_argument("site")
    parser.add_argument("plan")
    options = parser.parse_args()
    plan = Plan(options.portplan, options.plan)
    site = Site(options.site, plan)
    comparison = Comparison(site, plan, options.sharing_open)
    disagreements = comparison.run(exceptions_of(options.exceptions, options.site))
    for text in disagreements:
        print(text)
    counts = [(len(site.file.get(key, [])), name) for key, name in
              (("expected_verdicts", "verdicts"), ("expected_urlacl_seed_products", "reservations"),
               ("expected_firewall_seed_products", "firewall rules"))]
    print(f"{site.file['id']}:", ", ".join(f"{count} {name}" for count, name in counts) + ",",
          len(disagreements), "disagreements")
    return 1 if disagreements else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CannotCompare as error:
        print(f"compare.py: {error}", file=sys.stderr)
        sys.exit(2)
