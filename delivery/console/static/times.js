// Times in the viewer's own zone and durations that go on; the server writes UTC, which stays where this does not run.
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

export function writeTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    const today = moment.toDateString() === new Date().toDateString();
    element.textContent = today ? clock.format(moment) : `${day.format(moment)}, ${clock.format(moment)}`;
    element.title = whole.format(moment);
  }
  writeDurations(root);
}

function writeDurations(root) {
  for (const element of root.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.round((Date.now() - Number(element.dataset.since)) / 1000));
    const text = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
    if (element.textContent !== text) element.textContent = text;
  }
}

// Once a second, while somebody sees it: durations, and what turns where something runs, by a quarter. An animation
// would have every page drawn sixty times a second for as long as something runs.
export function countOn() {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let turned = 0;
  const tick = () => {
    if (document.hidden) return;
    writeDurations(document);
    if (still.matches) return;
    turned = (turned + 90) % 360;
    for (const element of document.querySelectorAll(".turn")) element.style.transform = `rotate(${turned}deg)`;
  };
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
}
