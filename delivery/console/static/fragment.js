// Parts that take a while to read: they come after the page, and once more when what the page follows has ended.
import { writeTimes } from "/static/times.js";

export function takeFragments() {
  for (const element of document.querySelectorAll("[data-fragment]")) {
    take(element);
    document.addEventListener("ended", () => take(element));
  }
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
