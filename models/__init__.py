"""Everything that runs on ONNX Runtime. Imports neither Qt nor torch."""
