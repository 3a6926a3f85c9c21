"""Errors and calibration, against scikit-learn and by hand."""

import unittest

import numpy as np
from sklearn.metrics import mean_absolute_error, mean_poisson_deviance, mean_squared_error

from calibration import calibration, frequency_metrics, poisson_deviance


class Calibration(unittest.TestCase):
    def setUp(self):
        chance = np.random.default_rng(3)
        self.predicted = chance.gamma(1.0, 0.1, 500)
        self.weight = chance.uniform(0.1, 1.0, 500)
        self.observed = chance.poisson(self.predicted * self.weight) / self.weight

    def test_the_deviance_is_scikit_learns(self):
        ours = poisson_deviance(self.observed, self.predicted, self.weight)
        theirs = mean_poisson_deviance(self.observed, self.predicted, sample_weight=self.weight)
        self.assertAlmostEqual(ours, theirs, places=12)

    def test_one_frequency_for_all_explains_nothing(self):
        constant = np.full(500, np.average(self.observed, weights=self.weight))
        metrics = frequency_metrics(self.observed, constant, self.weight)
        self.assertAlmostEqual(metrics["deviance_explained"], 0.0)

    def test_groups_have_equal_exposure_and_rising_risk(self):
        groups = calibration(self.observed, self.predicted, self.weight, 5)
        self.assertEqual(len(groups), 5)
        self.assertAlmostEqual(sum(group["exposure"] for group in groups), self.weight.sum())
        for group in groups:
            self.assertAlmostEqual(group["exposure"], self.weight.sum() / 5, delta=1.0)
        predicted = [group["predicted"] for group in groups]
        self.assertEqual(predicted, sorted(predicted))

    def test_the_errors_are_scikit_learns(self):
        metrics = frequency_metrics(self.observed, self.predicted, self.weight)
        given = (self.observed, self.predicted)
        self.assertAlmostEqual(metrics["mae"], mean_absolute_error(*given, sample_weight=self.weight), places=12)
        self.assertAlmostEqual(metrics["mse"], mean_squared_error(*given, sample_weight=self.weight), places=12)


if __name__ == "__main__":
    unittest.main()
