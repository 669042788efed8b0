def test_no_cache_may_keep_a_page_behind_login(client, world):
    client.force_login(world.officer)
    answer = client.get("/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_every_page_carries_a_strict_content_policy(client, db):
    policy = client.get("/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_address_asks_for_a_login_first(client, db):
    assert client.get("/")["Location"].startswith("/login/")
