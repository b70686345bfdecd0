"""What may be done, in the words of the conference: the only door from a page to anything stored."""
