"""Hyperparameters arrive as strings and leave as numbers within their bounds, or with a message that helps."""

import tempfile
import unittest
from pathlib import Path

from hyperparameters import KNOWN, BadHyperparameter, parse_hyperparameters, read_hyperparameters


class Parsing(unittest.TestCase):
    def test_strings_become_what_they_mean(self):
        values = parse_hyperparameters(
            {"learning_rate": "0.25", "max_iter": "60", "max_depth": "none", "early_stopping": "True", "tol": "1e-4"}
        )
        self.assertEqual(values["learning_rate"], 0.25)
        self.assertEqual(values["max_iter"], 60)
        self.assertIsNone(values["max_depth"])
        self.assertIs(values["early_stopping"], True)
        self.assertEqual(values["tol"], 1e-4)

    def test_what_is_not_given_has_its_default(self):
        self.assertEqual(parse_hyperparameters({}), {name: known.default for name, known in KNOWN.items()})

    def test_every_default_is_allowed(self):
        for name, known in KNOWN.items():
            with self.subTest(name):
                self.assertEqual(parse_hyperparameters({name: str(known.default)})[name], known.default)

    def test_whole_numbers_may_have_a_decimal_point(self):
        self.assertEqual(parse_hyperparameters({"max_iter": "60.0"})["max_iter"], 60)

    def test_json_encoded_strings_lose_their_quotes(self):
        self.assertEqual(parse_hyperparameters({"objective": '"regression"'})["objective"], "regression")

    def test_what_the_service_adds_is_passed_over(self):
        given = {"_tuning_objective_metric": "validation:accuracy", "sagemaker_region": "eu-west-1"}
        self.assertEqual(parse_hyperparameters(given), parse_hyperparameters({}))

    def test_refusals_say_what_is_allowed(self):
        cases = [
            ("lerning_rate", "0.1", 'unknown hyperparameter "lerning_rate". Did you mean "learning_rate"'),
            ("learning_rate", "0", "above 0 and at most 1"),
            ("learning_rate", "nan", "above 0 and at most 1"),
            ("learning_rate", "fast", "a number above 0"),
            ("max_iter", "2.5", "a whole number from 1 to 100000"),
            ("max_iter", "inf", "a whole number"),
            ("max_leaf_nodes", "1", "a whole number from 2, or none"),
            ("max_bins", "256", "from 2 to 255"),
            ("max_features", "1.5", "at most 1"),
            ("l2_regularization", "-1", "from 0"),
            ("early_stopping", "auto", "true or false"),
            ("objective", "ranking", "one of classification, regression"),
            ("seed", "-1", "from 0"),
        ]
        for name, value, message in cases:
            with self.subTest(name=name, value=value):
                with self.assertRaises(BadHyperparameter) as caught:
                    parse_hyperparameters({name: value})
                self.assertIn(message, str(caught.exception))
                self.assertIn(name, str(caught.exception))


class Reading(unittest.TestCase):
    def test_no_file_means_defaults(self):
        self.assertEqual(read_hyperparameters(Path("/nonexistent/hyperparameters.json")), parse_hyperparameters({}))

    def test_a_file_that_is_not_an_object_of_json_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for text in ("{", "[]"):
                file = Path(folder) / "hyperparameters.json"
                file.write_text(text)
                with self.subTest(text), self.assertRaisesRegex(BadHyperparameter, "JSON"):
                    read_hyperparameters(file)


if __name__ == "__main__":
    unittest.main()
