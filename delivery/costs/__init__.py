"""What the synthesized templates cost a month on AWS: prices as dated data, and the page that is made from both."""

from delivery.costs.page import PAGE, PICTURE, page, picture

__all__ = ["PAGE", "PICTURE", "page", "picture"]
