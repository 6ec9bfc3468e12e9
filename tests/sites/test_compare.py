#!/usr/bin/env python3
"""test_compare.py PROGRAM: compare.py notices every kind of disagreement.

A site that agrees with its plan is spoilt in one place at a time; what is then said is pinned.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SITE = os.path.join(HERE, "..", "data", "sites", "S04-capture-6.json")
PLAN = os.path.join(HERE, "S04-capture-6.lua")
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "portplan"


def index_of(site, **wanted):
    """The one verdict with these fields."""
    found = [index for index, verdict in enumerate(site["expected_verdicts"])
             if all(verdict[key] == value for key, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


class Compare(unittest.TestCase):
    def setUp(self):
        with open(SITE, encoding="utf-8") as file:
            self.site = copy.deepcopy(json.load(file))
        self.verdicts = self.site["expected_verdicts"]

    def run_compare(self, *options, exceptions=None):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "spoilt.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(self.site, file)
            if exceptions is not None:
                options += ("--exceptions", os.path.join(folder, "exceptions.json"))
                with open(options[-1], "w", encoding="utf-8") as file:
                    json.dump({"spoilt": exceptions}, file)
            done = subprocess.run(
                [sys.executable, os.path.join(HERE, "compare.py"), "--portplan", PROGRAM, *options,
                 path, PLAN], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout.splitlines()[:-1], done.stderr

    def expect(self, *lines, options=(), exceptions=None):
        code, said, errors = self.run_compare(*options, exceptions=exceptions)
        self.assertEqual(errors, "")
        self.assertEqual(said, list(lines))
        self.assertEqual(code, 1 if lines else 0)

    def test_the_site_as_it_is_agrees(self):
        self.expect()

    def test_a_conflict_that_is_not_expected_is_said(self):
        del self.verdicts[index_of(self.site, verdict="conflict")]
        self.expect("not expected: listener-mix: CAP1 8888/tcp Cinegy Capture Planner #0 web and "
                    "CAP1 8888/tcp MediaMTX #0 hls")

    def test_a_conflict_that_is_not_reported_is_said(self):
        shared = self.verdicts[index_of(self.site, verdict="shared-ok", port=7000)]
        self.verdicts.append(dict(shared, verdict="conflict"))
        self.expect("not reported: CAP1 7000/tcp conflict: "
                    f"{shared['party_a']} and {shared['party_b']}")

    def test_another_registered_name_is_said_twice(self):
        index = index_of(self.site, party_a="Bitfocus Companion", verdict="iana-collision")
        self.verdicts[index]["party_b"] = "IANA:irdmj"
        self.expect("not reported: CAP1 8000/tcp iana-collision: Bitfocus Companion and IANA:irdmj",
                    "not expected: iana-collision irdmi: CAP1 8000/tcp Bitfocus Companion #0 web")

    def test_another_port_is_said_twice(self):
        index = index_of(self.site, party_a="Cinegy Capture Agent", verdict="below-8000")
        self.verdicts[index]["port"] = "6999-7000"
        self.expect("not reported: CAP1 6999-7000/tcp below-8000: Cinegy Capture Agent")
        del self.verdicts[index]
        self.expect("not expected: below-8000: CAP1 7000/tcp Cinegy Capture Agent #0 soap")

    def test_another_instance_or_endpoint_is_said(self):
        index = index_of(self.site, party_a="Cinegy Capture Engine #3", verdict="iana-collision")
        self.verdicts[index]["party_a"] = "Cinegy Capture Engine #3 SOAP"
        both = ["not expected: iana-collision mcreport: "
                f"CAP1 8003/tcp Cinegy Capture Engine #2 {end}" for end in ("soap", "rest")]
        self.expect(both[1])
        for party in ("Cinegy Capture Engine #3 events", "Cinegy Capture Engine #4"):
            self.verdicts[index]["party_a"] = party
            _, said, _ = self.run_compare()
            self.assertIn(f"not reported: CAP1 8003/tcp iana-collision: {party} and IANA:mcreport",
                          said)
            self.assertEqual([line for line in said if line in both], both)

    def test_sharing_that_clashes_is_said(self):
        index = index_of(self.site, verdict="conflict")
        self.verdicts.append(dict(self.verdicts[index], verdict="shared-ok"))
        self.expect("listener-mix is reported: CAP1 8888/tcp shared-ok: "
                    "Cinegy Capture Planner and MediaMTX")

    def test_sharing_that_is_not_listed_is_said_unless_open(self):
        del self.verdicts[index_of(self.site, verdict="shared-ok", port=8000)]
        self.expect("shared but not listed: CAP1 8000/tcp Bitfocus Companion #0 web and "
                    "CAP1 8000/udp MediaMTX #0 rtp")
        self.expect(options=("--sharing-open",))

    def test_sharing_of_a_port_that_nobody_plans_is_said(self):
        index = index_of(self.site, verdict="shared-ok", port=8000)
        self.verdicts.append(dict(self.verdicts[index], port=8444))
        self.expect("not in the plan: CAP1 8444/tcp+udp shared-ok: Bitfocus Companion and MediaMTX")

    def test_reservations_are_compared_both_ways(self):
        urls = self.site["expected_urlacl_seed_products"]
        urls[0] = {"host": "CAP1", "url": "http://+:7000/AgentService/"}
        self.expect("not reserved: CAP1 http://+:7000/AgentService/",
                    "reservation not expected: CAP1 http://+:7000/CaptureAgentService/")
        excused = {"host": "CAP1", "listed": "http://+:7000/AgentService/",
                   "reported": "http://+:7000/CaptureAgentService/", "reason": "a test"}
        self.expect(exceptions=[excused])

    def test_an_exception_that_agrees_is_said(self):
        stale = {"host": "CAP1", "listed": "http://+:8888/", "reported": "http://+:8888/web/",
                 "reason": "a test"}
        self.expect("no exception any more: http://+:8888/", exceptions=[stale])

    def test_firewall_ports_are_compared_both_ways(self):
        rules = self.site["expected_firewall_seed_products"]
        rules[0]["port"] = "6999"
        self.expect("firewall not opened: CAP1 6999/tcp Cinegy Capture Agent",
                    "firewall opening not expected: CAP1 7000/tcp Cinegy Capture Agent")

    def test_the_plan_has_the_claims_of_the_site(self):
        claims = self.site["hosts"][0]["parties"][5]["claims"]
        claims.remove("tcp/16622")
        claims.append("tcp/16620")
        self.expect("CAP1 16620/tcp Bitfocus Companion is only in the site's file",
                    "CAP1 16622/tcp Bitfocus Companion is only in the plan")

    def test_an_unknown_party_or_verdict_cannot_be_compared(self):
        self.verdicts.append(dict(self.verdicts[0], party_a="Nobody"))
        self.assertEqual(self.run_compare(),
                         (2, [], "compare.py: 'Nobody' is no party of CAP1\n"))
        self.verdicts[-1] = dict(self.verdicts[0], verdict="fine")
        self.assertEqual(self.run_compare(), (2, [], "compare.py: 'fine' is no known verdict\n"))


if __name__ == "__main__":
    unittest.main()
