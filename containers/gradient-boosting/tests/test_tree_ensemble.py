"""The saved arrays predict what the scikit-learn estimator predicts, and loading them is safe."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

import tree_ensemble
from tree_ensemble import FORMAT, FORMAT_VERSION, BadModel, TreeEnsemble, arrays_of

CLOSE = 1e-9


def ensemble_of(estimator, columns, objective="classification"):
    classes = [] if objective == "regression" else estimator.classes_.tolist()
    link = "identity" if objective == "regression" else "logistic" if len(classes) == 2 else "softmax"
    metadata = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "objective": objective,
        "columns": columns,
        "classes": classes,
        "link": link,
    }
    return TreeEnsemble(arrays_of(estimator), metadata)


class Parity(unittest.TestCase):
    def test_ten_classes(self):
        images, digits = load_digits(return_X_y=True)
        estimator = HistGradientBoostingClassifier(max_iter=30, random_state=0).fit(images[:1200], digits[:1200])
        ours = ensemble_of(estimator, 64)
        theirs = estimator.predict_proba(images)
        self.assertLess(np.abs(ours.probabilities(images) - theirs).max(), CLOSE)
        self.assertEqual(ours.labels(ours.probabilities(images)), estimator.predict(images).tolist())

    def test_two_classes_given_as_words(self):
        images, digits = load_digits(return_X_y=True)
        words = np.where(digits % 2 == 0, "even", "odd")
        estimator = HistGradientBoostingClassifier(max_iter=25, random_state=0).fit(images, words)
        ours = ensemble_of(estimator, 64)
        self.assertLess(np.abs(ours.probabilities(images) - estimator.predict_proba(images)).max(), CLOSE)
        self.assertEqual(ours.labels(ours.probabilities(images)), estimator.predict(images).tolist())

    def test_regression(self):
        rows, progress = load_diabetes(return_X_y=True)
        estimator = HistGradientBoostingRegressor(max_iter=80, random_state=0).fit(rows, progress)
        ours = ensemble_of(estimator, rows.shape[1], "regression")
        self.assertLess(np.abs(ours.values(rows) - estimator.predict(rows)).max(), CLOSE * np.abs(progress).max())

    def test_missing_values_seen_in_training_or_not(self):
        random = np.random.default_rng(1)
        rows = random.normal(size=(800, 6))
        labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0).astype(int)
        holes = rows.copy()
        holes[random.random(rows.shape) < 0.15] = np.nan
        for trained_on in (rows, holes):
            estimator = HistGradientBoostingClassifier(max_iter=40, random_state=0).fit(trained_on, labels)
            ours = ensemble_of(estimator, 6)
            self.assertLess(np.abs(ours.probabilities(holes) - estimator.predict_proba(holes)).max(), CLOSE)

    def test_a_batch_walked_in_pieces_is_the_same(self):
        images, digits = load_digits(return_X_y=True)
        estimator = HistGradientBoostingClassifier(max_iter=10, random_state=0).fit(images, digits)
        ours = ensemble_of(estimator, 64)
        whole = ours.probabilities(images)
        usual, tree_ensemble._CELLS = tree_ensemble._CELLS, 700
        try:
            self.assertTrue(np.array_equal(ours.probabilities(images), whole))
        finally:
            tree_ensemble._CELLS = usual

    def test_a_tree_of_one_leaf(self):
        rows = np.zeros((30, 2))
        estimator = HistGradientBoostingRegressor(max_iter=3).fit(rows, np.arange(30.0))
        ours = ensemble_of(estimator, 2, "regression")
        self.assertLess(np.abs(ours.values(rows) - estimator.predict(rows)).max(), CLOSE)

    def test_large_raw_values_do_not_overflow(self):
        arrays = {
            "feature": np.zeros(1, np.int32),
            "threshold": np.zeros(1),
            "missing_goes_left": np.zeros(1, bool),
            "left": np.zeros(1, np.int32),
            "right": np.zeros(1, np.int32),
            "value": np.array([-2000.0]),
            "roots": np.zeros((1, 1), np.int32),
            "baseline": np.zeros(1),
            "depth": np.array(0),
        }
        metadata = {"objective": "classification", "columns": 1, "classes": [0, 1], "link": "logistic"}
        with np.errstate(all="raise", under="ignore"):
            result = TreeEnsemble(arrays, metadata).probabilities(np.zeros((1, 1)))
        self.assertEqual(result.tolist(), [[1.0, 0.0]])


class Loading(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def write(self, metadata, **arrays):
        (self.folder / "metadata.json").write_text(json.dumps(metadata))
        np.savez(self.folder / "model.npz", **arrays)

    def test_a_pickle_is_refused(self):
        self.write({"format": FORMAT, "format_version": FORMAT_VERSION}, value=np.array([{"code": 1}], dtype=object))
        with self.assertRaisesRegex(BadModel, "allow_pickle=False"):
            TreeEnsemble.load(self.folder)

    def test_another_format_is_refused(self):
        self.write({"format": "something else", "format_version": 9}, value=np.zeros(1))
        with self.assertRaisesRegex(BadModel, "'something else' version 9"):
            TreeEnsemble.load(self.folder)

    def test_a_missing_file_is_named(self):
        with self.assertRaisesRegex(BadModel, "metadata.json"):
            TreeEnsemble.load(self.folder)


if __name__ == "__main__":
    unittest.main()
