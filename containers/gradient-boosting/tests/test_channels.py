"""CSV channels become tables; what cannot be learnt from is refused by file and line."""

import gzip
import math
import tempfile
import unittest
from pathlib import Path

import numpy as np

from channels import BadData, read_channel


class Channels(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.data = Path(holder.name)

    def write(self, name, text):
        file = self.data / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def test_the_first_column_is_the_label(self):
        self.write("train/a.csv", "1,2,3\n0,4.5,6\n")
        table = read_channel(self.data, "train")
        self.assertEqual(table.labels.tolist(), [1, 0])
        self.assertEqual(table.features.tolist(), [[2, 3], [4.5, 6]])

    def test_all_files_are_read_in_order_of_their_names_below_folders_too(self):
        self.write("train/part-2", "2,2\n")
        self.write("train/part-1", "1,1\n")
        self.write("train/deeper/part-3", "3,3\n")
        self.write("train/_SUCCESS", "")
        self.write("train/.hidden", "not,a,row")
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), [3, 1, 2])

    def test_compressed_files_are_read(self):
        self.write("train/a.csv", "1,2\n")
        (self.data / "train" / "b.csv.gz").write_bytes(gzip.compress(b"3,4\n"))
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), [1, 3])

    def test_empty_fields_are_missing_values(self):
        self.write("train/a.csv", "1,,3\n0,4,\n")
        features = read_channel(self.data, "train").features
        self.assertTrue(math.isnan(features[0, 0]) and math.isnan(features[1, 1]))
        self.assertEqual(features[0, 1], 3)

    def test_labels_may_be_words(self):
        self.write("train/a.csv", "cat,1\n dog ,2\n")
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), ["cat", "dog"])

    def test_one_odd_label_is_refused_by_file_and_line(self):
        cases = [
            ({"a.csv": "0,1\n1,2\nO,3\n"}, 'train/a.csv line 3: the label "O" is a word, but most'),
            ({"a.csv": "0,1\n1,2\n", "b.csv": "1,2\n\nx,3\n0,1\n"}, 'train/b.csv line 3: the label "x" is a word'),
            ({"a.csv": "cat,1\ndog,2\n7,3\n"}, 'train/a.csv line 3: the label "7" is a number, but most'),
            ({"a.csv": "cat,1\ndog,2\n", "b.csv": "7,3\n"}, 'train/b.csv line 1: the label "7" is a number'),
            ({"a.csv": "label,1\n0,2\n1,3\n"}, 'line 1: the label "label" is a word, but most labels of the channel are numbers (a header line?'),
            ({"a.csv": "1_000,1\n0,2\n1,3\n"}, 'line 1: the label "1_000" is a word'),
        ]
        for files, message in cases:
            with self.subTest(message):
                for old in (self.data / "train").glob("*"):
                    old.unlink()
                for name, text in files.items():
                    self.write(f"train/{name}", text)
                with self.assertRaises(BadData) as caught:
                    read_channel(self.data, "train")
                self.assertIn(message, str(caught.exception))

    def test_what_spreadsheets_write_around_a_table_is_no_trouble(self):
        cases = [
            ("\ufeff1,2\r\n0,3\r\n", [1, 0]),
            ("\ufeff1,2\r\n0,\r\n", [1, 0]),
            ('\ufeff"1","2"\r\n"0","3"\r\n', [1, 0]),
            ("1,2\r\n0,3\r\n,\r\n,\r\n\r\n", [1, 0]),
            ("1 ,2\t\n\u00a00, 3 \n", [1, 0]),
            ("\ufeffcat,2\r\ndog,3\r\n", ["cat", "dog"]),
        ]
        for text, labels in cases:
            with self.subTest(text):
                self.write("train/a.csv", text)
                table = read_channel(self.data, "train")
                self.assertEqual(table.labels.tolist(), labels)
                self.assertEqual(table.features.shape, (2, 1))

    def test_a_blank_first_line_hides_nothing(self):
        self.write("train/a.csv", "\n1,2\n")
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), [1])

    def test_an_empty_file_beside_others_is_no_trouble(self):
        self.write("train/a.csv", "")
        self.write("train/b.csv", "1,2\n")
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), [1])

    def test_windows_line_ends_and_blank_lines_are_no_trouble(self):
        self.write("train/a.csv", "1,2\r\n\r\n3,\r\n")
        self.assertEqual(read_channel(self.data, "train").labels.tolist(), [1, 3])

    def test_the_quick_and_the_careful_way_agree(self):
        rows = np.random.default_rng(0).normal(size=(50, 5))
        text = "\n".join(",".join(repr(float(value)) for value in row) for row in rows)
        self.write("train/a.csv", text + "\n")
        self.write("quoted/a.csv", text.replace(text.split(",")[1], f'"{text.split(",")[1]}"', 1) + "\n")
        quick, careful = read_channel(self.data, "train"), read_channel(self.data, "quoted")
        self.assertTrue(np.array_equal(quick.features, careful.features))

    def test_an_absent_channel_is_none(self):
        self.assertIsNone(read_channel(self.data, "validation"))

    def test_refusals_name_file_and_line(self):
        cases = [
            ("label,height\n1,2\n", "train/a.csv line 1 column 2: \"height\" is not a number (a header line?"),
            ("1,2\n3,x\n", 'train/a.csv line 2 column 2: "x" is not a number'),
            ("1,2\n3,4,5\n", "train/a.csv line 2: 3 columns, the lines before have 2"),
            ("1\n2\n", "train/a.csv line 1: needs a label and at least one value"),
            ("1,2\n,4\n", "train/a.csv line 2: the label, the first column, is empty"),
            ("1,2\nnan,4\n", "train/a.csv line 2: the label, the first column, is empty"),
            ("1,2\n1,inf\n", "train/a.csv line 2 column 2: infinite"),
            ("1,2\n1,1_000\n", 'train/a.csv line 2 column 2: "1_000" is not a number'),
            ("1;2\n0;3\n", "line 1: needs a label and at least one value (separated by semicolons?"),
            ("1\t2\n0\t3\n", "line 1: needs a label and at least one value (separated by tabs?"),
            ("1;2,5\n0;3,5\n", 'line 1: the label is "1;2" (separated by semicolons?'),
            ("cat;1,5\ndog;2,5\n", 'line 1: the label is "cat;1" (separated by semicolons?'),
            ("0,1;2\n", "line 1 column 2: \"1;2\" is not a number (separated by semicolons?"),
            ('0,1\n1,"1,234"\n', 'line 2 column 2: "1,234" is not a number (thousands'),
            ("0,1\n1,1\u00a0234\n", "is not a number (thousands"),
            ("0,1\n1,1'234.5\n", "is not a number (thousands"),
            ("0,1\n1,#N/A\n", 'line 2 column 2: "#N/A" is not a number but a spreadsheet'),
            ("0,1\n#N/A,1\n", 'line 2: the label is "#N/A", a spreadsheet'),
            ("cat,1\n#REF!,1\n", 'line 2: the label is "#REF!", a spreadsheet'),
            ("0,1\nNAN,1\n", "line 2: the label, the first column, is empty"),
            ("0,1\ninf,1\n", "line 2: the label is infinite"),
            ("0,1\n1,50%\n", 'line 2 column 2: "50%" is not a number'),
            (",\n,\n", "channel train holds no rows"),
            ("", "channel train holds no rows"),
        ]
        for text, message in cases:
            with self.subTest(text):
                self.write("train/a.csv", text)
                with self.assertRaises(BadData) as caught:
                    read_channel(self.data, "train")
                self.assertIn(message, str(caught.exception))

    def test_files_of_different_width_are_refused(self):
        self.write("train/a.csv", "1,2\n")
        self.write("train/b.csv", "1,2,3\n")
        with self.assertRaisesRegex(BadData, "b.csv has 3 columns, a.csv has 2"):
            read_channel(self.data, "train")

    def test_broken_archives_are_refused(self):
        (self.data / "train").mkdir()
        (self.data / "train" / "a.csv.gz").write_bytes(b"1,2\n")
        with self.assertRaisesRegex(BadData, "train/a.csv.gz cannot be read"):
            read_channel(self.data, "train")

    def test_binary_files_are_refused(self):
        (self.data / "train").mkdir()
        (self.data / "train" / "a.csv").write_bytes(b"\xff\xfe\x00\x01\n")
        with self.assertRaisesRegex(BadData, "UTF-8"):
            read_channel(self.data, "train")


if __name__ == "__main__":
    unittest.main()
