"""A configuration has exactly the settings that this program reads."""

import unittest

from configuration import BadConfiguration
from settings import KNOWN, read_settings

VALUES = {
    "seed": 1,
    "data": {"validation_fraction": 0.25, "most_claims": 4, "longest_exposure": 1},
    "model": {
        "loss": "poisson",
        "learning_rate": 0.1,
        "max_iter": 60,
        "max_leaf_nodes": None,
        "max_depth": None,
        "min_samples_leaf": 50,
        "l2_regularization": 0,
        "max_bins": 255,
    },
    "evaluation": {"bins": 10},
}


class Settings(unittest.TestCase):
    def test_a_full_configuration_is_read(self):
        self.assertEqual(list(read_settings(VALUES)), list(KNOWN))

    def test_missing_unknown_and_bad_values_are_all_named(self):
        values = {**VALUES, "seed": True, "evaluation": {}, "model": {**VALUES["model"], "max_leafs": 3, "max_iter": 0}}
        with self.assertRaises(BadConfiguration) as caught:
            read_settings(values)
        unknown, *others = str(caught.exception).split("\n")
        self.assertIn("does not read 'model.max_leafs'. Did you mean 'model.max_leaf_nodes'?", unknown)
        self.assertEqual(
            others,
            [
                "'seed' is True, but must be a whole number from 0 to 4294967295",
                "'model.max_iter' is 0, but must be a whole number from 1 to 100000",
                "'evaluation.bins' is missing; it must be a whole number from 2 to 100",
            ],
        )


if __name__ == "__main__":
    unittest.main()
