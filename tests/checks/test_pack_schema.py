#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The published schema of the pack language: every pack fits it, and what the language forbids does not."""
import copy
import datetime
import json
import pathlib
import tomllib
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/schema/pack.schema.json").read_text("utf-8"))
PACKS = sorted((ROOT / "datasets/policies").glob("*.toml"))


def plain(node):
    """TOML as JSON has it: dates become ISO text."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return node.isoformat() if isinstance(node, datetime.date) else node


def read(path):
    return plain(tomllib.loads(path.read_text("utf-8")))


class PackSchema(unittest.TestCase):
    def setUp(self):
        self.validator = jsonschema.Draft202012Validator(SCHEMA)

    def test_the_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_every_pack_fits(self):
        self.assertGreater(len(PACKS), 15)
        for path in PACKS:
            with self.subTest(pack=path.name):
                self.assertEqual([], [f"{list(e.absolute_path)}: {e.message}" for e in self.validator.iter_errors(read(path))])

    def test_what_the_language_forbids_does_not_fit(self):
        pack = read(ROOT / "datasets/policies/jiangsu-park-screening.toml")

        def veto(p):
            return next(c for c in p["criterion"] if c["kind"] == "veto")

        changes = {
            "a veto with a weight": lambda p: veto(p).update(weight=3),
            "a criterion without a citation": lambda p: veto(p).pop("source"),
            "a veto without a requirement": lambda p: veto(p).pop("require"),
            "memory that is verified": lambda p: veto(p).update(mark="M"),
            "an unknown key": lambda p: veto(p).update(wieght=3),
            "a unit that is none": lambda p: p["facts"]["area_m2"].update(unit="acre"),
            "no decision": lambda p: p.pop("decision"),
            "a title in one language": lambda p: p["pack"]["title"].pop("en"),
            "an override without its basis": lambda p: (p["pack"].update(extends="x.toml"),
                                                        p.update(override=[{"criterion": "P1", "set": {"enabled": False}}])),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                changed = copy.deepcopy(pack)
                change(changed)
                self.assertFalse(self.validator.is_valid(changed))


if __name__ == "__main__":
    unittest.main()
