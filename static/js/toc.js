// Marks the section in view in the page's own navigation, and on phones brings its link into the strip.

const strip = document.querySelector(".toc ol");
const links = new Map();
for (const link of strip.querySelectorAll("a")) {
  const section = document.getElementById(link.hash.slice(1));
  if (section) links.set(section, link);
}

function mark(link) {
  for (const other of links.values()) other.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  // Not scrollIntoView: it would move the page as well.
  strip.scrollTo({ left: link.parentElement.offsetLeft - strip.clientWidth / 3 });
}

const inView = new Set();
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inView.add(target);
      else inView.delete(target);
    }
    const first = [...links.keys()].find((section) => inView.has(section));
    // Between two sections the last one stays marked.
    if (first) mark(links.get(first));
  },
  // A line a quarter down the window: what crosses it is being read.
  { rootMargin: "-25% 0px -74% 0px" },
);
mark(links.values().next().value);
for (const section of links.keys()) observer.observe(section);
