"""Measures what the proposals are worth, on labelled data given by path, with the code that serves the product.

python -m benchmarks.quality FOLDER [--labels FILE …]          every figure of a folder of documents
python -m benchmarks.quality passages FOLDER [--labels FILE …] claim to passage
python -m benchmarks.quality silence FOLDER [--labels FILE …]  who is silent on a claim
python -m benchmarks.quality pairs FOLDER [--labels FILE …]    cross-author pairs and clusters
python -m benchmarks.quality candidates PATH [--labels FILE …] what is worth a claim: folder, CDCP folder or table
python -m benchmarks.quality same-claim PATH [--labels FILE …] pairs of texts: table, or the pairs of a folder
python -m benchmarks.quality keypoints PATH [--split NAME]     arguments and key points: table or three files
python -m benchmarks.quality stances PATH [--labels FILE …]    stance hints: folder, table, or three files with sides
python -m benchmarks.quality labellers FOLDER --labels A --labels B

`--json` prints the same as JSON, `--engine onnx` chooses the engine. Label formats and what each figure means:
docs/algorithms/agreement-quality.md. Nothing is tuned here.
"""
