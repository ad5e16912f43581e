"""What runs beside the delivery itself: the word to people, and what looks after what was delivered."""
