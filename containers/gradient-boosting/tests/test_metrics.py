"""The printed metrics are scikit-learn's."""

import unittest

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, log_loss, mean_absolute_error, r2_score, root_mean_squared_error

from metrics import classification_metrics, regression_metrics


class Metrics(unittest.TestCase):
    def test_classification(self):
        random = np.random.default_rng(0)
        truth = random.integers(0, 4, 300)
        probabilities = random.dirichlet(np.ones(5), 300)
        ours = classification_metrics(truth, probabilities)
        guess = probabilities.argmax(axis=1)
        self.assertAlmostEqual(ours["accuracy"], accuracy_score(truth, guess))
        self.assertAlmostEqual(ours["f1"], f1_score(truth, guess, average="macro"))
        self.assertAlmostEqual(ours["logloss"], log_loss(truth, probabilities, labels=range(5)))

    def test_a_sure_mistake_costs_a_finite_amount(self):
        ours = classification_metrics(np.array([1]), np.array([[1.0, 0.0]]))
        self.assertAlmostEqual(ours["logloss"], log_loss([1], [[1.0, 0.0]], labels=[0, 1]))

    def test_regression(self):
        random = np.random.default_rng(0)
        truth, guess = random.normal(size=100), random.normal(size=100)
        ours = regression_metrics(truth, guess)
        self.assertAlmostEqual(ours["rmse"], root_mean_squared_error(truth, guess))
        self.assertAlmostEqual(ours["mae"], mean_absolute_error(truth, guess))
        self.assertAlmostEqual(ours["r2"], r2_score(truth, guess))

    def test_r2_has_no_meaning_for_a_constant(self):
        self.assertNotIn("r2", regression_metrics(np.ones(3), np.zeros(3)))


if __name__ == "__main__":
    unittest.main()
