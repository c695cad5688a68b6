"""Microsoft Graph: messages of channels of Teams, by notifications of changes that name what is to be fetched."""
