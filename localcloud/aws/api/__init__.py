"""One way to serve an AWS API: operations, shapes, pages, and the paths beside them."""
