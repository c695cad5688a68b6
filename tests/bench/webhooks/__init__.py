"""Measures of webhooks: what receivers that hang cost everybody else."""
