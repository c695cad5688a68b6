"""The jury of an ideas contest: conflicts that jurors declare, the sheets that they fill in, and the mean with its spread."""
