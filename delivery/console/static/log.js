// Follows a log: its newest lines while the reader looks at the end, any other lines where they scroll, and those that
// have a text where they search.
import { LogLines } from "/static/log_lines.js";
import { LogView } from "/static/log_view.js";

const TYPING = 200; // milliseconds
const AT_THE_END = 60; // lines, more than the list is high

export function followLog(list) {
  const find = document.getElementById("log-find");
  const foundText = document.getElementById("log-found");
  const follow = document.getElementById("log-follow");
  const state = document.getElementById("log-state");
  const lines = new LogLines(list.dataset.log, ({ known, behind }) => behind && say(`reading, ${count(known)} so far`));
  const view = new LogView(list, { read: (first, number) => lines.read(first, number), moved, failed: (error) => say(error.message) });
  const wanted = new URLSearchParams(location.search);
  let news;
  let typing;
  let leaving = false; // the end, while what was written before it is read
  let before = 0; // the line that was at the top when a search began

  document.addEventListener("log", ({ detail }) => {
    const begins = !news;
    news = detail;
    if (news.complete) list.dataset.complete = "";
    if (begins && Number(wanted.get("line")) > 0) goTo(Number(wanted.get("line")));
    else if (lines.text) lookAgain();
    else if (follow.checked) showEnd();
    else if (!leaving) view.grow(news.known);
    saySize();
  });
  document.addEventListener("log-trouble", ({ detail }) => {
    list.replaceChildren(Object.assign(document.createElement("div"), { className: "ansi-red", textContent: detail }));
  });
  follow.addEventListener("change", () => {
    if (!follow.checked) return leaveEnd();
    find.value = "";
    lines.search("");
    foundText.textContent = "";
    view.link = undefined;
    showEnd();
  });
  find.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(search, TYPING);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.line-number");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(Number(link.textContent));
    list.focus({ preventScroll: true });
  });

  function showEnd() {
    saySize();
    if (!news || isMarked()) return;
    if (!news.lines.length && news.complete) list.textContent = "It has written no log.";
    else {
      const before = Math.max(0, news.lines.length - AT_THE_END);
      const last = news.lines.slice(before);
      view.showEnd(last.map((spans, place) => [news.first && news.first + before + place, spans]), news.known);
    }
  }

  // What a reader has marked at the end stays until they let go of it.
  function isMarked() {
    const marked = document.getSelection();
    return !marked.isCollapsed && list.contains(marked.anchorNode);
  }

  function moved({ upwards, atEnd }) {
    if (lines.text) return true;
    if (follow.checked && upwards) leaveEnd();
    else if (!follow.checked && atEnd && !upwards) {
      follow.checked = true;
      showEnd();
    }
    return !follow.checked && !leaving;
  }

  // From the end to the lines before it: those that the reader saw there stay where they are.
  async function leaveEnd() {
    follow.checked = false;
    const shown = news;
    if (!shown) return;
    leaving = shown.behind;
    const { at, known } = leaving ? await attempt(() => lines.whole(shown.version)) : { at: shown.first, known: shown.known };
    leaving = false;
    if (follow.checked || lines.text || !known) return;
    const last = at ? at + shown.lines.length - 1 : known; // of those that were shown
    await attempt(() => view.leaveEnd(known, last - view.total));
    saySize();
  }

  async function goTo(number) {
    follow.checked = false;
    find.value = foundText.textContent = "";
    lines.search("");
    view.link = undefined;
    const { known } = await attempt(() => lines.whole());
    if (!known || lines.text || follow.checked) return;
    view.total = known;
    await attempt(() => view.showAt(number, list.clientHeight / 3));
    list.scrollIntoView({ block: "nearest" }); // what came above it meanwhile may have moved it
    for (const row of list.children) row.classList.toggle("here", row.dataset.number === String(number));
    saySize();
  }

  async function search() {
    const text = find.value;
    if (text === lines.text) return;
    if (!lines.text) before = follow.checked ? 0 : view.atTop().place;
    lines.search(text);
    view.link = text ? addressOf : undefined;
    if (text) {
      foundText.textContent = "";
      const total = await look();
      if (total === undefined || lines.text !== text) return;
      view.total = total;
      return attempt(() => view.showAt(1));
    }
    foundText.textContent = "";
    if (!before) {
      follow.checked = true;
      return showEnd();
    }
    saySize();
    view.total = news.known;
    await attempt(() => view.showAt(before));
  }

  async function lookAgain() {
    const text = lines.text;
    const total = await look();
    if (total !== undefined && lines.text === text && total !== view.total) view.grow(total);
  }

  // How many lines have the text, as far as the log was read; said once a number is new.
  async function look() {
    const text = lines.text;
    const found = await attempt(() => lines.whole());
    if (lines.text !== text) return undefined;
    if (found.total === undefined) return undefined;
    const words = `${count(found.total)} line${found.total === 1 ? "" : "s"}`;
    if (foundText.textContent !== words) foundText.textContent = words;
    saySize();
    return found.total;
  }

  async function attempt(what) {
    try {
      return (await what()) ?? {};
    } catch (error) {
      say(error.message);
      return {};
    }
  }

  function addressOf(number) {
    const address = new URL(location.href);
    address.searchParams.set("log", list.dataset.name);
    address.searchParams.set("line", number);
    address.hash = "log";
    return address.href;
  }

  function saySize() {
    if (!news) return;
    if (lines.text) say(`of ${count(news.known)} lines`);
    else say(news.behind ? `more than ${count(news.known)} lines, the newest are shown` : `${count(news.known)} lines`);
  }

  function say(text) {
    if (state.textContent !== text) state.textContent = text;
  }
}

function count(number) {
  return number.toLocaleString("en");
}
