"""The columns of the public data set, from CSV."""

import gzip
import tempfile
import unittest
from pathlib import Path

import numpy as np

from policies import FEATURES, BadData, categories, encode, read_policies
from portfolio import COLUMNS, portfolio

HEADER = ",".join(COLUMNS)
GOOD = "1,1,0.5,'D',5,0,55,50,'B12',Regular,1217,'R82'"


class Reading(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def read(self, *lines, header=HEADER):
        (self.folder / "a.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return read_policies(self.folder, most_claims=4, longest_exposure=1.0)

    def test_the_public_columns_are_read_words_without_their_quotes(self):
        policies = self.read(GOOD, "2,9,1.5,A,,3,20,120,B1,Diesel,50,R11")
        self.assertEqual(policies.columns["Area"].tolist(), ["D", "A"])
        self.assertEqual(policies.claims.tolist(), [1.0, 4.0])
        self.assertEqual(policies.exposure.tolist(), [0.5, 1.0])
        self.assertEqual(policies.frequency.tolist(), [2.0, 4.0])
        self.assertTrue(np.isnan(policies.columns["VehPower"][1]))

    def test_compressed_files_count_and_the_order_of_columns_does_not(self):
        names = [*reversed(COLUMNS)]
        row = dict(zip(COLUMNS, GOOD.split(",")))
        with gzip.open(self.folder / "b.csv.gz", "wt", encoding="utf-8") as stream:
            stream.write(",".join(names) + "\n" + ",".join(row[name] for name in names) + "\n")
        self.assertEqual(len(self.read(GOOD)), 2)

    def test_a_word_that_training_has_not_seen_is_a_missing_value(self):
        policies = self.read(GOOD, GOOD.replace("R82", "R11"))
        known = categories(policies)
        self.assertEqual(known["Region"], ["R11", "R82"])
        columns = {name: [column[0]] for name, column in policies.columns.items()} | {"Region": ["R99"]}
        self.assertTrue(np.isnan(encode(columns, known)[0][FEATURES.index("Region")]))

    def test_mistakes_are_named_with_their_place(self):
        cases = (
            ((GOOD, GOOD.replace("0.5", "0")), HEADER, "a.csv line 3: Exposure is 0; it must be above 0 years"),
            ((GOOD, GOOD.replace("1,1,", "1,1.5,", 1)), HEADER, "ClaimNb is 1.5; it must be a whole number"),
            ((GOOD, GOOD.replace("55", "old")), HEADER, 'a.csv line 3 column DrivAge: "old" is not a number'),
            ((GOOD,), HEADER, "holds 1 policies"),
            ((GOOD,), HEADER.replace("Density", "Dense"), "a.csv has no column Density"),
            ((GOOD.replace("1,1,", "1,0,", 1),) * 2, HEADER, "none of the 2 policies"),
        )
        for lines, header, message in cases:
            with self.subTest(message), self.assertRaisesRegex(BadData, message):
                self.read(*lines, header=header)


class Portfolio(unittest.TestCase):
    def test_the_same_seed_gives_the_same_policies(self):
        self.assertEqual(list(portfolio(200, 5)), list(portfolio(200, 5)))
        self.assertNotEqual(list(portfolio(200, 5)), list(portfolio(200, 6)))

    def test_it_resembles_the_public_data_in_its_main_figures(self):
        rows = list(portfolio(20_000, 1))
        exposure = np.array([float(row[2]) for row in rows])
        frequency = sum(row[1] for row in rows) / exposure.sum()
        # Publicly known of freMTPL2freq: about 0.1 claims a year, mean exposure about half a year.
        self.assertTrue(0.07 < frequency < 0.13, frequency)
        self.assertTrue(0.45 < exposure.mean() < 0.6, exposure.mean())


if __name__ == "__main__":
    unittest.main()
