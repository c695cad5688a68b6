"""What people are told: an inbox, transactional e-mail, one weekly digest at most, and no message twice."""
