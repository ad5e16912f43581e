"""The operations of the CodePipeline API that are offered; all others are answered as not offered, by name."""
