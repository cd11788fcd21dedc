"""PyTorch checkpoints to verified ONNX folders. The only place that knows torch. Not written yet."""
