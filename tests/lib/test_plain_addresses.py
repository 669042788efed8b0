import pytest

NUL = "%00"


@pytest.mark.parametrize(
    "address",
    [
        f"/?area={NUL}",
        f"/households/new/?village={NUL}",
        f"/households/?{NUL}=1",
        f"/office/history/villages/village/{NUL}/",
    ],
)
def test_an_address_with_a_nul_is_refused_before_any_database_sees_it(client, world, address):
    client.force_login(world.officer)
    assert client.get(address).status_code == 400


def test_a_host_that_is_not_ours_is_refused_with_a_page(client, db, settings):
    settings.ALLOWED_HOSTS = ["office.example"]
    answer = client.get("/login/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "อ่านไม่ได้" in answer.content.decode()


@pytest.mark.parametrize("part", ["/households/of-village/x/", "/visits/of-village/1/"])
def test_what_is_no_village_code_is_not_found(client, world, part):
    client.force_login(world.officer)
    assert client.get(part).status_code == 404


def test_who_tries_the_demo_reads_our_own_page_of_what_is_not_found(client, world, settings):
    settings.DEBUG = True
    client.force_login(world.officer)
    for address in ("/nothing/", f"/villages/{world.neighbour_village.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "ไม่พบหน้าที่ท่านเปิด" in answer.content.decode()
        assert "DEBUG" not in answer.content.decode()


def test_a_year_of_five_thousand_digits_is_no_year(client, world):
    client.force_login(world.officer)
    assert client.get("/", {"year": "9" * 5000}).status_code == 200


def test_a_version_of_five_thousand_digits_is_unknown(client, world):
    client.force_login(world.officer)
    answer = client.post(f"/villages/{world.village.pk}/edit/", {"name": "บ้านใหม่", "version": "9" * 5000})
    assert answer.status_code == 200
