"""The mechanics of the service, without any person, mission or badge."""
