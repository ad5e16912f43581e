// Follows a log. Lines are made of text alone, and only the last ones are kept, so that the page stays small.
const LINES_KEPT = 5000;

export function followLog(list) {
  const find = document.getElementById("log-find");
  const found = document.getElementById("log-found");
  const follow = document.getElementById("log-follow");
  let last = 0;
  let scrolling = false;

  const source = new EventSource(list.dataset.log);
  source.addEventListener("lines", (event) => {
    const fragment = document.createDocumentFragment();
    for (const [number, spans] of JSON.parse(event.data)) {
      if (number <= last) continue; // after a connection that broke
      last = number;
      fragment.append(lineOf(number, spans));
    }
    list.append(fragment);
    while (list.childElementCount > LINES_KEPT) list.firstElementChild.remove();
    if (find.value) filter();
    toEnd();
  });
  source.addEventListener("ended", () => {
    source.close();
    list.dataset.complete = "";
    if (!list.childElementCount) list.textContent = "It has written no log.";
  });
  source.addEventListener("trouble", (event) => {
    source.close();
    list.append(lineOf("", [["ansi-red", JSON.parse(event.data)]]));
  });

  list.addEventListener("wheel", (event) => {
    if (event.deltaY < 0) follow.checked = false;
  });
  list.addEventListener("keydown", (event) => {
    if (["ArrowUp", "PageUp", "Home"].includes(event.key)) follow.checked = false;
  });
  follow.addEventListener("change", toEnd);
  find.addEventListener("input", filter);

  // Once a frame, however many events came, since where the end is has to be laid out each time.
  function toEnd() {
    if (!follow.checked || scrolling) return;
    scrolling = true;
    requestAnimationFrame(() => {
      scrolling = false;
      if (follow.checked) list.scrollTop = list.scrollHeight;
    });
  }

  function filter() {
    const wanted = find.value.toLowerCase();
    let matching = 0;
    for (const line of list.children) {
      const has = !wanted || line.lastElementChild.textContent.toLowerCase().includes(wanted);
      line.hidden = !has;
      if (has) matching += 1;
    }
    found.textContent = wanted ? `${matching} lines` : "";
  }
}

function lineOf(number, spans) {
  const line = document.createElement("div");
  const count = document.createElement("span");
  count.className = "line-number";
  count.textContent = number;
  count.ariaHidden = "true";
  const text = document.createElement("span");
  text.className = "line-text";
  for (const [classes, words] of spans) {
    if (!classes) {
      text.append(words);
      continue;
    }
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = words;
    text.append(span);
  }
  line.append(count, text);
  return line;
}
