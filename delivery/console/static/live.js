// Takes the parts of a page that changed. Whatever has the keyboard keeps it, and what a reader has marked stays marked.
// A page that nobody sees follows nothing; what it has missed comes when it is shown. What somebody presses stays until
// they let go: of an element that is taken away between the two there is no click.
import { writeTimes } from "/static/times.js";

const MOST_SECONDS_APART = 30;
const OF_THE_LOG = ["log", "log-trouble"];

let pressed;
const held = new Map();

export function followLive(address) {
  let failures = 0;
  let source;
  let later;
  let over = false;
  const shown = new Map();

  function connect() {
    clearTimeout(later);
    source?.close();
    if (over || document.hidden) return;
    source = new EventSource(address);
    source.addEventListener("parts", (event) => {
      failures = 0;
      show("");
      take(JSON.parse(event.data), shown);
    });
    for (const name of OF_THE_LOG) {
      source.addEventListener(name, (event) => document.dispatchEvent(new CustomEvent(name, { detail: JSON.parse(event.data) })));
    }
    source.addEventListener("trouble", () => show("AWS does not answer"));
    source.addEventListener("ended", () => {
      over = true;
      source.close();
      document.dispatchEvent(new Event("ended"));
    });
    source.onerror = async () => {
      source.close();
      failures += 1;
      show("Not connected");
      if (await isStranger()) {
        over = true;
        return show("The console was started anew: open the address that it printed");
      }
      later = setTimeout(connect, Math.min(2 ** failures, MOST_SECONDS_APART) * 1000);
    };
  }

  document.addEventListener("visibilitychange", () => {
    failures = 0;
    connect();
  });
  holdWhatIsPressed();
  connect();
}

function holdWhatIsPressed() {
  const letGo = () => {
    pressed = undefined;
    for (const [element, text] of held) replace(element, text);
    held.clear();
  };
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, (event) => (pressed = event.target), true);
  // The click comes after these, so they wait for it.
  for (const name of ["pointerup", "pointercancel", "keyup"]) document.addEventListener(name, () => setTimeout(letGo), true);
  addEventListener("blur", letGo);
}

// Whether a console answers that does not know this browser; an event stream does not say so.
async function isStranger() {
  const answer = await fetch("/static/icon.svg", { method: "HEAD" }).catch(() => undefined);
  return answer?.status === 401;
}

function take({ html, spoken }, shown) {
  for (const [name, text] of Object.entries(html)) {
    const element = document.getElementById(name);
    if (element && shown.get(name) !== text) {
      if (pressed && element.contains(pressed)) {
        held.set(element, text);
      } else {
        held.delete(element);
        replace(element, text);
      }
    }
    shown.set(name, text);
  }
  // A page that was opened before a build began has no place for its log; made anew, it has.
  if (document.querySelector("[data-awaits-log]") && document.querySelector('#graph a[href^="?log="]')) location.reload();
  const said = document.getElementById("spoken");
  if (spoken && said.textContent !== spoken) said.textContent = spoken;
}

function replace(element, text) {
  const made = element.cloneNode(false);
  made.innerHTML = text;
  writeTimes(made);
  if (made.innerHTML === element.innerHTML) return;
  const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = [...element.querySelectorAll("[tabindex='0']")].map((each) => each.scrollTop);
  element.replaceChildren(...made.childNodes);
  element.querySelectorAll("[tabindex='0']").forEach((each, place) => (each.scrollTop = scrolled[place] ?? 0));
  if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function show(text) {
  const element = document.getElementById("link-state");
  element.textContent = text;
  element.hidden = !text;
}
