"""Images of products and variants: files and addresses, order, thumbnail, limits."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from .conftest import SHIRT
from .pictures import padded, png, upload

PRODUCTS = "/v3/catalog/products"
URL = "https://img.example/mug.png"


@pytest.fixture
def images(mug):
    return f"{PRODUCTS}/{mug['id']}/images"


def test_a_file_is_served_as_it_was_sent(api, images):
    fields = {"is_thumbnail": "true", "sort_order": "3", "description": "A mug"}
    answer = upload(api, images, png(), **fields)
    assert answer.status_code == 200, answer.text
    image = answer.json()["data"]
    assert (image["is_thumbnail"], image["sort_order"]) == (True, 3)
    assert image["description"] == "A mug"
    assert image["image_file"].endswith("red-mug__1.png")
    for name in ("url_zoom", "url_standard", "url_thumbnail", "url_tiny", "image_url"):
        served = requests.get(image[name], timeout=10)
        assert served.content == png()
        assert served.headers["Content-Type"] == "image/png"
    assert api.get(f"{images}/{image['id']}").json()["data"] == image
    assert api.get(images).json()["data"] == [image]


def test_another_file_has_another_address_and_the_same_id(api, images):
    first = upload(api, images, png()).json()["data"]
    path = f"{images}/{first['id']}"
    second = upload(api, path, png((1, 2, 3)), method="PUT").json()["data"]
    assert second["id"] == first["id"]
    assert requests.get(first["url_zoom"], timeout=10).status_code == 404
    assert requests.get(second["url_zoom"], timeout=10).content == png((1, 2, 3))
    assert api.delete(path).status_code == 204
    assert requests.get(second["url_zoom"], timeout=10).status_code == 404
    assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a...", "gif"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"BM....", "bmp"),
        (b"\0\0\x08\x08\xff", "vnd.wap.wbmp"),
        (b"#define x_width 1", "x-xbitmap"),
    ],
)
def test_types_of_files(api, images, data, kind):
    image = upload(api, images, data).json()["data"]
    served = requests.get(image["url_zoom"], timeout=10)
    assert served.headers["Content-Type"] == f"image/{kind}"


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<svg xmlns=''/>", b"\0\0\1\0\1\0", b"%PDF-1.7"]
)
def test_file_that_is_no_image_is_refused(api, images, data):
    answer = upload(api, images, data)
    assert answer.status_code == 422
    assert "image_file" in answer.json()["errors"]
    assert api.get(images).json()["data"] == []


def test_more_than_8_megabytes(api, images):
    limit = 8 * 1024 * 1024
    assert upload(api, images, padded(limit)).status_code == 200
    assert upload(api, images, padded(limit + 1)).status_code == 422
    api.patch("/simulator/switches", {"large_image_status": 413})
    assert upload(api, images, padded(limit + 1)).status_code == 413
    assert len(api.get(images).json()["data"]) == 1


def test_a_file_or_an_address_is_required(api, images):
    assert api.post(images, {"description": "x"}).status_code == 422
    assert upload(api, images, None, description="x").status_code == 422
    # An address in a form is refused in the words of the documents.
    answer = upload(api, images, None, image_url=URL)
    assert answer.status_code == 422
    assert answer.json()["title"] == "image_url must be present if uploading by url"
    assert upload(api, images, png(), sort_order="first").status_code == 422
    assert upload(api, images, png(), is_thumbnail="maybe").status_code == 422
    assert api.call("POST", f"{PRODUCTS}/1/images", {"image_url": URL}).ok is False
    assert upload(api, PRODUCTS, png()).status_code == 415


def test_by_address(api, images):
    image = api.post(images, {"image_url": URL, "description": "d"}).json()["data"]
    assert requests.get(image["url_zoom"], timeout=10).content.startswith(b"\x89PNG")
    assert "private" not in api.post(images, {"image_url": URL}).text
    for wrong in ("https://img.example/" + "x" * 255, ""):
        assert api.post(images, {"image_url": wrong}).status_code == 422
    for private in ("http://192.168.1.4/a.png", "http://odoo/a.png", "http://[::1/a"):
        assert api.post(images, {"image_url": private}).status_code == 400
    api.patch("/simulator/switches", {"image_urls": "unreachable"})
    assert api.post(images, {"image_url": URL}).status_code == 400


@contextmanager
def site(files):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            data = files.get(self.path)
            self.send_response(200 if data else 404)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_details):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_addresses_of_this_machine_are_fetched_by_switch(api, images):
    api.patch(
        "/simulator/switches", {"private_image_urls": True, "image_urls": "fetched"}
    )
    with site({"/mug.png": png((9, 9, 9)), "/text": b"hello"}) as address:
        image = api.post(images, {"image_url": f"{address}/mug.png"}).json()["data"]
        assert requests.get(image["url_zoom"], timeout=10).content == png((9, 9, 9))
        for wrong in ("/text", "/nothing"):
            assert api.post(images, {"image_url": address + wrong}).status_code == 400
    assert api.post(images, {"image_url": f"{address}/mug.png"}).status_code == 400


def test_one_thumbnail(api, images, mug):
    def thumbnails():
        rows = api.get(images).json()["data"]
        return [row["id"] for row in rows if row["is_thumbnail"]]

    first, second = (
        api.post(images, {"image_url": URL}).json()["data"]["id"] for _ in range(2)
    )
    assert thumbnails() == [first]
    api.put(f"{images}/{second}", {"is_thumbnail": True})
    assert thumbnails() == [second]
    shown = api.get(f"{PRODUCTS}/{mug['id']}", include="primary_image,images")
    assert shown.json()["data"]["primary_image"]["id"] == second
    api.delete(f"{images}/{second}")
    assert thumbnails() == [first]


def test_a_lower_priority_moves_the_others_back(api, images):
    ids = [api.post(images, {"image_url": URL}).json()["data"]["id"] for _ in range(4)]

    def order():
        rows = api.get(images).json()["data"]
        return [ids.index(row["id"]) for row in rows], [r["sort_order"] for r in rows]

    assert order() == ([0, 1, 2, 3], [0, 1, 2, 3])
    api.put(f"{images}/{ids[0]}", {"sort_order": 2})
    assert order() == ([1, 0, 2, 3], [1, 2, 3, 4])


def test_1000_images_at_most(api, images, simulator, mug):
    first = api.post(images, {"image_url": URL}).json()["data"]
    product = simulator.store.catalog.products[mug["id"]]
    product.images *= 1000
    assert api.post(images, {"image_url": URL}).status_code == 422
    assert api.get(f"{images}/{first['id']}").status_code == 200


def test_a_variant_has_one_image(api, shirt):
    variant = shirt["variants"][0]["id"]
    path = f"{PRODUCTS}/{shirt['id']}/variants/{variant}"
    answer = upload(api, f"{path}/image", png())
    url = answer.json()["data"]["image_url"]
    assert requests.get(url, timeout=10).content == png()
    assert api.get(path).json()["data"]["image_url"] == url
    again = api.post(f"{path}/image", {"image_url": URL}).json()["data"]["image_url"]
    assert api.get(path).json()["data"]["image_url"] == again != url
    assert api.post(f"{path}/image", {}).status_code == 422
    assert upload(api, f"{path}/image", b"no image").status_code == 422
    # As documented.
    assert upload(api, f"{path}/image", padded(1024 * 1024 + 1)).status_code == 500


def test_images_inside_a_product_are_replaced_as_a_whole(api):
    body = {**SHIRT, "images": [{"image_url": URL}, {"image_url": URL + "?2"}]}
    path = f"{PRODUCTS}/{api.post(PRODUCTS, body).json()['data']['id']}"

    def shown():
        return api.get(path, include="images").json()["data"]["images"]

    before = shown()
    assert [image["is_thumbnail"] for image in before] == [True, False]
    api.put(path, {"images": [{"image_url": URL, "is_thumbnail": True}]})
    (after,) = shown()
    assert after["id"] not in [image["id"] for image in before]
    assert requests.get(before[0]["url_zoom"], timeout=10).status_code == 404
    api.delete(PRODUCTS, id__in=after["product_id"])
    assert requests.get(after["url_zoom"], timeout=10).status_code == 404


def test_a_record_names_files_by_their_hash(api, images, simulator):
    upload(api, images, png(), description="A mug")
    body = simulator.store.exchanges.rows[-1]["request_body"]
    assert "A mug" in body
    assert f"({len(png())} bytes, sha256" in body
    assert "PNG\r\n" not in body
