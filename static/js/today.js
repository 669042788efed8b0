// Near me: the phone says where it is, rounded to about a hundred metres, and the page is asked for again from there.

const FAULTS = {
  1: "โทรศัพท์ไม่อนุญาตให้ใช้ตำแหน่ง โปรดเลือกหมู่บ้านที่เริ่ม หรืออนุญาตในการตั้งค่าของเบราว์เซอร์",
  2: "หาตำแหน่งไม่ได้ในตอนนี้ โปรดเลือกหมู่บ้านที่เริ่ม",
  3: "หาตำแหน่งนานเกินไป โปรดลองอีกครั้งหรือเลือกหมู่บ้านที่เริ่ม",
};

function locate(address) {
  document.body.classList.add("is-busy");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const url = new URL(address, location.href);
      url.searchParams.delete("start");
      url.searchParams.set("lat", coords.latitude.toFixed(3));
      url.searchParams.set("lon", coords.longitude.toFixed(3));
      location.assign(url);
    },
    (fault) => {
      document.body.classList.remove("is-busy");
      const place = document.querySelector("[data-near-fault]");
      if (place) place.textContent = FAULTS[fault.code];
      else location.assign(address);
    },
    { enableHighAccuracy: false, timeout: 8000, maximumAge: 120000 },
  );
}

if (navigator.geolocation) {
  document.querySelectorAll("[data-locate]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => locate(location.href));
  });
  document.querySelectorAll("[data-near]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      locate(link.href);
    });
  });
}
