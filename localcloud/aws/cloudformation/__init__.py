"""CloudFormation's resource types and their properties, as a service's API takes them."""
