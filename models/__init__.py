"""Everything that runs on ONNX Runtime. Imports neither Qt nor torch."""

import os

# From version 1.29 on ONNX Runtime reports to its maker what it runs, and keeps a number of the device on the disk for
# that; only the environment turns this off from the start, and versions differ in the name. Whatever imports
# onnxruntime here imports this package first.
os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
