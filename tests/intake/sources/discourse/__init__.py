"""How a Discourse forum sends, by the shapes that its serializers write."""
