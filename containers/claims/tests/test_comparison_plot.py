"""The plot, read back pixel by pixel."""

import io
import unittest

import numpy as np
from PIL import Image

from comparison_plot import comparison_plot, nice_step

GROUPS = [
    {"predicted": 0.05, "observed": 0.06, "exposure": 1.0},
    {"predicted": 0.1, "observed": 0.09, "exposure": 1.0},
    {"predicted": 0.2, "observed": 0.3, "exposure": 1.0},
]
BLUE, RED = (0x1F, 0x77, 0xB4), (0xD6, 0x27, 0x28)


def heights(groups, colour):
    """Rows of the curve in each group's column; the legend is above them, in the first."""
    image = Image.open(io.BytesIO(comparison_plot(groups, "Title")))
    image.load()
    pixels = np.asarray(image.convert("RGB"))
    width = (pixels.shape[1] - 200) / len(groups)
    columns = [pixels[160 if at == 0 else 0 :, round(100 + width * (at + 0.5))] for at in range(len(groups))]
    below_top = [160 if at == 0 else 0 for at in range(len(groups))]
    return [
        float(np.flatnonzero((column == colour).all(axis=1)).mean()) + top for column, top in zip(columns, below_top)
    ]


class ComparisonPlot(unittest.TestCase):
    def test_it_is_a_png_of_the_published_size(self):
        data = comparison_plot(GROUPS, "Title")
        self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
        with Image.open(io.BytesIO(data)) as image:
            image.verify()
            self.assertEqual(image.size, (1200, 800))

    def test_higher_frequencies_are_higher_up(self):
        predicted, observed = heights(GROUPS, BLUE), heights(GROUPS, RED)
        self.assertEqual(predicted, sorted(predicted, reverse=True))
        self.assertEqual([a > b for a, b in zip(predicted, observed)], [True, False, True])

    def test_the_same_groups_give_the_same_bytes(self):
        self.assertEqual(comparison_plot(GROUPS, "Title"), comparison_plot(GROUPS, "Title"))
        self.assertNotEqual(comparison_plot(GROUPS, "Title"), comparison_plot(GROUPS[:2], "Title"))

    def test_nothing_but_zeros_can_be_drawn(self):
        self.assertEqual(len(heights([{"predicted": 0.0, "observed": 0.0, "exposure": 1.0}], RED)), 1)

    def test_steps_are_round(self):
        self.assertEqual([nice_step(value) for value in (0.0, 0.01, 0.013, 0.03, 0.07)], [1.0, 0.01, 0.02, 0.05, 0.1])


if __name__ == "__main__":
    unittest.main()
