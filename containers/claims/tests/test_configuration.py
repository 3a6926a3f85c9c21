"""Hyperparameters are merged over the delivered document, each read as the kind of value that is there."""

import json
import tempfile
import unittest
from pathlib import Path

from configuration import BadConfiguration, dotted, merge_tuned, merged_document, read_document

VALUES = {"seed": 1, "model": {"max_iter": 60, "max_depth": None, "deep": False, "link": "log", "columns": ["a"]}}


class Merging(unittest.TestCase):
    def test_each_text_is_read_as_what_is_there(self):
        tuned = {
            "seed": "2.0",
            "model.max_depth": "4",
            "model.deep": "true",
            "model.link": '"identity"',
            "model.columns": '["b", 2]',
            "_tuning_objective_metric": "x",
        }
        self.assertEqual(
            merge_tuned(VALUES, tuned),
            {"seed": 2, "model": {"max_iter": 60, "max_depth": 4, "deep": True, "link": "identity", "columns": ["b", 2]}},
        )
        self.assertEqual(VALUES["seed"], 1)

    def test_every_mistake_is_named_at_once(self):
        with self.assertRaises(BadConfiguration) as caught:
            merge_tuned(VALUES, {"max_iter": "1", "model": "1", "model.max_itre": "1", "seed": "one", "model.deep": "yes"})
        lines = str(caught.exception).split("\n")
        self.assertEqual(len(lines), 5)
        self.assertIn("Hyperparameter 'model.max_itre' is no key of the configuration. Did you mean 'model.max_iter'?", lines[2])
        self.assertIn("is 'one', and the configuration has a number there, 1. Give a finite number.", lines[3])

    def test_the_origin_of_a_tuned_value_goes_on_with_what_it_replaced(self):
        document = {"values": VALUES, "hash": "h", "provenance": {"seed": {"layer": "defaults", "source": "config.yaml"}}}
        merged = merged_document(document, {"seed": "3"})
        self.assertEqual(merged["hash"], "h")
        self.assertEqual(
            merged["provenance"]["seed"],
            {
                "layer": "tuned",
                "source": "hyperparameter seed",
                "replaced": [{"layer": "defaults", "source": "config.yaml", "value": 1}],
            },
        )

    def test_dotted_names_are_places(self):
        self.assertEqual(dotted({"a": {"b": {"c": 1}}, "d": 2}), {"a.b.c": 1, "d": 2})


class Reading(unittest.TestCase):
    def test_what_is_no_document_is_said(self):
        cases = (
            (None, "there is no configuration at"),
            ("{", "is not JSON"),
            ("[]", "is of format None"),
            (json.dumps({"format": "other", "format_version": 1, "values": {}}), "is of format 'other' version 1"),
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "configuration.json"
            for text, message in cases:
                with self.subTest(message):
                    if text is not None:
                        file.write_text(text, encoding="utf-8")
                    with self.assertRaisesRegex(BadConfiguration, message):
                        read_document(file)


if __name__ == "__main__":
    unittest.main()
