"""What counted badges count, and counts that go on from what they remember."""
