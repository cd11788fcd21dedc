"""PyTorch checkpoints to verified ONNX folders. The only place that knows torch; see docs/models.md."""

import models as models  # before ONNX Runtime is loaded: it keeps the runtime from sending anything
