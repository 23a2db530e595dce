"""Images of products and variants."""

from .asking import asker

_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01"
    b"\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_URL = "https://img.example/mug.png"


def drive_images(simulator, product: dict) -> None:
    """:param product: one with variants, as GET shows it"""
    ask = asker(simulator)
    path = f"/catalog/products/{product['id']}"
    images = f"{path}/images"
    fields = {"is_thumbnail": "true", "sort_order": "1", "description": "d"}
    file = {"image_file": ("mug.gif", _GIF, "image/gif")}
    first = ask("POST", images, 200, files=file, form=fields)["data"]
    body = {"image_url": _URL, "description": "A mug", "is_thumbnail": False}
    second = ask("POST", images, 200, body)["data"]
    ask("GET", images, 200, limit=1, page=2)
    ask("GET", f"{images}/{first['id']}", 200)
    ask("PUT", f"{images}/{second['id']}", 200, {"is_thumbnail": True})
    ask("PUT", f"{images}/{second['id']}", 200, files=file)
    ask("GET", path, 200, include="images,primary_image")
    ask("GET", "/catalog/products", 200, include="images,primary_image")
    ask("POST", images, 400, {"image_url": "http://localhost/a.png"})
    ask("POST", images, 422, {"description": "nothing"})
    ask("POST", images, 422, files={"image_file": ("a.txt", b"hello")})
    ask("PUT", f"{images}/999999", 404, {"sort_order": 1})
    ask("DELETE", f"{images}/{first['id']}", 204)
    image = f"{path}/variants/{product['variants'][0]['id']}/image"
    ask("POST", image, 200, files=file)
    ask("POST", image, 200, {"image_url": _URL})
    ask("POST", image, 422, {})
    large = {"image_file": ("a.gif", _GIF.ljust(1024 * 1024 + 1))}
    ask("POST", image, 500, files=large)
