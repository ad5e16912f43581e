// What a page does by itself: write times in the viewer's zone, count durations on, take live parts, follow a log, fetch what takes a while.
import { followLive } from "/static/live.js";
import { takeFragments } from "/static/fragment.js";
import { followLog } from "/static/log.js";
import { writeTimes, countOn } from "/static/times.js";

writeTimes(document);
countOn();
const live = document.querySelector("[data-live]");
if (live) followLive(live.dataset.live);
const log = document.querySelector("[data-log]");
if (log) followLog(log);
takeFragments();
// A long form is not sent twice by a second press.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) setTimeout(() => (button.disabled = true));
    const busy = form.querySelector("[data-busy]");
    if (busy) busy.textContent = busy.dataset.busy;
  });
}
