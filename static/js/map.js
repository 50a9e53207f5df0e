// On the career map, the position under the pointer or in focus shows its own lines alone.
function show(map, node) {
  const slug = node?.dataset.slug;
  const linked = new Set();
  for (const line of map.querySelectorAll("[data-ends]")) {
    const ends = line.dataset.ends.split(" ");
    const isIts = ends.includes(slug);
    line.toggleAttribute("data-its", isIts);
    if (isIts) ends.forEach((end) => linked.add(end));
  }
  for (const other of map.querySelectorAll("[data-slug]")) {
    other.toggleAttribute("data-its", linked.has(other.dataset.slug));
  }
  map.toggleAttribute("data-one", linked.size > 0);
}

for (const map of document.querySelectorAll(".map")) {
  const nodeOf = (element) => element?.closest?.(".map [data-slug]");
  const inFocus = () => nodeOf(document.activeElement);
  map.addEventListener("pointerover", ({ target }) => show(map, nodeOf(target) ?? inFocus()));
  map.addEventListener("pointerleave", () => show(map, inFocus()));
  map.addEventListener("focusin", ({ target }) => show(map, nodeOf(target)));
  map.addEventListener("focusout", ({ relatedTarget }) => show(map, nodeOf(relatedTarget)));
}
