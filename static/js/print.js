// Buttons that print, and the address and the day at the head of what is printed.
const head = document.querySelector(".printed");
const day = document.createElement("time");
head.append(day);

function write() {
  const today = new Date();
  day.dateTime = today.toISOString().slice(0, 10);
  day.textContent = today.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  head.querySelector("span").textContent = location.href.split("#")[0];
}

write();
addEventListener("beforeprint", write);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
