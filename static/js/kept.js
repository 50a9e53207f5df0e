// The page holds a form that was not saved: whoever leaves it otherwise than by sending is asked first.
let isSending = false;
document.querySelector("#kept").addEventListener("submit", () => { isSending = true; });
addEventListener("pageshow", () => { isSending = false; });
addEventListener("beforeunload", (event) => {
  if (!isSending) event.preventDefault();
});
