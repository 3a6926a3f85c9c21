"""Requests become tables of numbers, or a message that names the row."""

import json
import math
import unittest

from payloads import BadRow, media_type, read_csv, read_json, write_csv, write_json


class Requests(unittest.TestCase):
    def test_csv(self):
        self.assertEqual(read_csv(b"1,2\n3.5, 4\r\n\n", 2).tolist(), [[1, 2], [3.5, 4]])

    def test_json_rows_as_lists_and_as_objects(self):
        body = json.dumps({"instances": [[1, 2], {"features": [3.5, 4]}]}).encode()
        self.assertEqual(read_json(body, 2).tolist(), [[1, 2], [3.5, 4]])

    def test_missing_values(self):
        self.assertTrue(math.isnan(read_csv(b"1,\n", 2)[0, 1]))
        self.assertTrue(math.isnan(read_json(b'{"instances": [[1, null]]}', 2)[0, 1]))

    def test_refusals_name_the_row(self):
        cases = [
            (read_csv, b"1,2\n3\n", "row 2 has 1 values; the model was trained with 2"),
            (read_csv, b"1,2\n3,x\n", 'row 2 column 2: "x" is not a number'),
            (read_csv, b"1,1_000\n", "row 1 column 2"),
            (read_csv, b"1,inf\n", "row 1 column 2"),
            (read_csv, b"", "no rows"),
            (read_csv, b"\xff\xfe", "UTF-8"),
            (read_json, b"{", "not JSON"),
            (read_json, b"[[1, 2]]", '"instances"'),
            (read_json, b'{"instances": 3}', '"instances"'),
            (read_json, b'{"instances": []}', "no rows"),
            (read_json, b'{"instances": [[1, 2], 3]}', "row 2 must be a list"),
            (read_json, b'{"instances": [[1, "2"]]}', "row 1 column 2"),
            (read_json, b'{"instances": [[1, true]]}', "row 1 column 2"),
            (read_json, b'{"instances": [[1, [2]]]}', "row 1 column 2"),
            (read_json, b'{"instances": [[1, 1e999]]}', "row 1 column 2"),
        ]
        for read, body, message in cases:
            with self.subTest(body):
                with self.assertRaises(BadRow) as caught:
                    read(body, 2)
                self.assertIn(message, str(caught.exception))

    def test_media_types_lose_their_parameters(self):
        self.assertEqual(media_type("Text/CSV; charset=utf-8"), "text/csv")
        self.assertEqual(media_type(None), "")


class Answers(unittest.TestCase):
    def test_csv_has_a_line_a_row(self):
        self.assertEqual(write_csv([{"predicted_label": 7, "probabilities": []}, {"predicted_label": "a,b"}]), b'7\n"a,b"\n')
        self.assertEqual(write_csv([{"score": 2.5}]), b"2.5\n")

    def test_json_has_predictions(self):
        self.assertEqual(json.loads(write_json([{"score": 2.5}])), {"predictions": [{"score": 2.5}]})


if __name__ == "__main__":
    unittest.main()
