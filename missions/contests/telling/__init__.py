"""What of contests reaches a person elsewhere: few lines on their home page, and news of the weekly e-mail, each once."""
