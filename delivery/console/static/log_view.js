// A window on lines that are read as they are needed: however many there are, a few hundred elements show them. What
// lies above and below is left blank, as high as lines usually are.
const ROWS = 240;
const BEFORE = 80;
const NEAR = 30;
const MOST_HEIGHT = 8e6; // browsers lay nothing out that is much higher

export class LogView {
  // `read(first, count)` gives [number, spans] of lines by their place, which counts from 1; `moved({ upwards, atEnd })`
  // is called when the reader has scrolled, and says whether the lines there are to be shown. With `link`, which gives an
  // address, a line's number leads there.
  constructor(list, { read, moved, failed }) {
    Object.assign(this, { list, read, moved, failed, link: undefined, total: 0, first: 1, turn: 0, top: 0, waits: false });
    this.line = parseFloat(getComputedStyle(list).lineHeight);
    list.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  get height() {
    return Math.min(this.line, MOST_HEIGHT / Math.max(this.total, 1));
  }

  // The newest lines, their last one at the bottom.
  showEnd(lines, total) {
    this.turn += 1;
    this.total = Math.max(total, lines.length);
    this.draw(this.total - lines.length + 1, lines);
    this.scrollTo(this.list.scrollHeight);
  }

  // More lines: below what is shown, and in it where it had room.
  grow(total) {
    this.total = total;
    this.pad();
    this.move();
  }

  // The line at a place, so many pixels below the top.
  async showAt(place, below = 0) {
    const wanted = Math.max(1, Math.min(place, this.total));
    await this.drawAround(wanted, () => ({ place: wanted, below }));
  }

  // The lines that are shown are so many places further on, of so many: they stay where they are, with those around them.
  async leaveEnd(total, further) {
    const { place, below } = this.atTop();
    const row = this.list.children[place - this.first];
    this.total = total;
    this.first += further;
    this.pad();
    if (row) this.scrollTo(row.offsetTop - below);
    await this.drawAroundTop(place + further);
  }

  // `at` says what is at the top once the lines are there: a reader may have scrolled on meanwhile. By how many pixels
  // they have is what comes of it, as no later event can tell that from being scrolled from here.
  async drawAround(wanted, at) {
    const turn = ++this.turn;
    const first = Math.max(1, Math.min(wanted - BEFORE, this.total - ROWS + 1));
    const lines = await this.read(first, ROWS);
    if (turn !== this.turn) return undefined;
    const { place, below } = at();
    const top = this.list.scrollTop;
    const went = top - this.top;
    this.draw(first, lines);
    const row = this.list.children[place - first];
    this.scrollTo(row ? row.offsetTop - below : top);
    return went;
  }

  // A reader's scrolling is what leads elsewhere. A browser scrolls by steps, which end where it is scrolled from here.
  scrollTo(top) {
    if (Math.abs(this.list.scrollTop - top) >= 1) this.list.scrollTop = top;
    this.top = this.list.scrollTop;
  }

  draw(first, lines) {
    this.first = first;
    this.list.replaceChildren(...lines.map(([number, spans]) => rowOf(number, spans, this.link)));
    this.pad();
  }

  pad() {
    const after = this.total - this.first + 1 - this.list.childElementCount;
    this.list.style.setProperty("--above", `${(this.first - 1) * this.height}px`);
    this.list.style.setProperty("--below", `${Math.max(0, after) * this.height}px`);
  }

  // Once a frame, since where a line is has to be laid out.
  scrolled() {
    if (this.waits) return;
    this.waits = true;
    requestAnimationFrame(() => {
      this.waits = false;
      this.went(this.list.scrollTop - this.top);
    });
  }

  // The reader has scrolled by so many pixels; fewer than two are a rounding of what was scrolled from here.
  went(pixels) {
    if (Math.abs(pixels) < 2) return;
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.top = scrollTop;
    if (this.moved({ upwards: pixels < 0, atEnd: scrollTop + clientHeight > scrollHeight - this.line })) this.move();
  }

  move() {
    const { place, below } = this.atTop();
    const last = this.first + this.list.childElementCount - 1;
    const seen = Math.ceil(this.list.clientHeight / this.line);
    const nearStart = this.first > 1 && place - this.first < NEAR;
    const nearEnd = last < this.total && place + seen > last - NEAR;
    if (nearStart || nearEnd) this.drawAroundTop(Math.min(place, this.total)).catch(this.failed);
  }

  async drawAroundTop(place) {
    this.went((await this.drawAround(place, () => this.atTop())) ?? 0);
  }

  // Which line is at the top of the view, and how far below the top it begins.
  atTop() {
    const top = this.list.scrollTop;
    const rows = this.list.children;
    const end = rows.length ? rows[rows.length - 1].offsetTop + rows[rows.length - 1].offsetHeight : 0;
    if (rows.length && top >= rows[0].offsetTop && top < end) {
      let low = 0;
      for (let high = rows.length - 1; low < high; ) {
        const middle = (low + high) >> 1;
        if (rows[middle].offsetTop + rows[middle].offsetHeight > top) high = middle;
        else low = middle + 1;
      }
      return { place: this.first + low, below: rows[low].offsetTop - top };
    }
    const place = top < end ? top / this.height : this.first - 1 + rows.length + (top - end) / this.height;
    const whole = Math.floor(place);
    return { place: whole + 1, below: (whole - place) * this.height };
  }
}

// One element a line, unless it has colours; its number is drawn beside it and is not copied with it.
function rowOf(number, spans, link) {
  const row = document.createElement("div");
  if (link && number) {
    const leads = document.createElement("a");
    leads.href = link(number);
    leads.className = "line-number";
    leads.textContent = number;
    row.append(leads);
  } else if (number) row.dataset.number = number;
  if (typeof spans === "string") {
    row.append(spans || document.createElement("br")); // so that an empty line is copied
    return row;
  }
  for (const [classes, words] of spans) {
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = words;
    row.append(span);
  }
  return row;
}
