// Parts that take a while to read: they come after the page, and once more when what the page follows has ended.
import { writeTimes } from "/static/times.js";

export function takeFragments() {
  for (const element of document.querySelectorAll("[data-fragment]")) {
    onceSeen(() => take(element));
    document.addEventListener("ended", () => take(element));
  }
}

// A page that was opened behind others need not be read for yet.
function onceSeen(what) {
  if (!document.hidden) what();
  else document.addEventListener("visibilitychange", what, { once: true });
}

async function take(element) {
  try {
    const answer = await fetch(element.dataset.fragment);
    if (!answer.ok) return; // the link that is there leads to a page that says why
    const text = await answer.text();
    if (text === element.innerHTML) return;
    element.innerHTML = text;
    writeTimes(element);
  } catch {
    return;
  } finally {
    element.removeAttribute("aria-busy");
  }
}
