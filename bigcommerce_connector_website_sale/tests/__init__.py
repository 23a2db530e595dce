from . import test_gallery
from . import test_gallery_in
