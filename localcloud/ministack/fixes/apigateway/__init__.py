"""REST APIs as AWS answers for them."""
