from . import test_gallery
