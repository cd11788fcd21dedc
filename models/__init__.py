"""Everything that runs on ONNX Runtime. Imports neither Qt nor torch."""

import os

# From 1.29 on the runtime's Linux builds keep an identifier of the machine and send what models are run to their maker.
# With this, which is read when the runtime is loaded, it neither keeps nor sends anything.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
