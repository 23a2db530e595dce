from . import product_image
