"""What the service promises, as sentences that a machine checks."""
