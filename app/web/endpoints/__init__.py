"""The screens on which IT runs webhooks, and the notice that an address was disabled."""
