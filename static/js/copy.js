// Copied text has no soft hyphens and word joiners, and plain spaces before slashes: those break lines well on the page
// only. (Elements in their place would copy clean without a script, but Chromium then forgets hyphens in balanced
// lines.) What stands beside titles, numbers of sources and links to an item, and what is not seen, styles leave out
// already (user-select).
const UNSEEN = /[\u00ad\u2060]/g;
const plain = (text) => text.replace(UNSEEN, "").replaceAll("\u00a0/", " /");

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const text = selection.toString();
  // Without any, or within a field, the browser copies well alone.
  if (text.search(UNSEEN) < 0 || event.target.closest?.("input, textarea")) return;
  const copied = document.createElement("div");
  for (let index = 0; index < selection.rangeCount; index += 1) {
    copied.append(selection.getRangeAt(index).cloneContents());
  }
  for (const beside of copied.querySelectorAll(".cite, .anchor, .vh")) beside.remove();
  event.clipboardData.setData("text/plain", plain(text));
  event.clipboardData.setData("text/html", plain(copied.innerHTML).replaceAll("&nbsp;/", " /"));
  event.preventDefault();
});
