"""PyTorch checkpoints to verified ONNX folders. The only place that knows torch; see docs/models.md."""
