"""From 1 to 10,000 tailorings a second: limits as dated data, a simulation of what breaks, and the page from both."""

from delivery.scaling.page import PAGE, PICTURES, page, pictures

__all__ = ["PAGE", "PICTURES", "page", "pictures"]
