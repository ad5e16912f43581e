// Lines of a log as the page asks for them, some of them kept.
const PIECE = 240;
const PIECES_KEPT = 40;
const ASK_AGAIN = 150; // milliseconds, while the console still reads the log

export class LogLines {
  constructor(address, progress) {
    Object.assign(this, { address, progress, pieces: new Map(), total: 0, text: "" });
  }

  search(text) {
    this.text = text;
    this.pieces.clear();
  }

  // Asks until the console has read all that there is; `view` is the version of what the reader has before them.
  async whole(view) {
    for (;;) {
      const found = await this.ask(1, 0, view);
      this.progress(found);
      if (!found.behind || !this.known(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
    }
  }

  // Whether it goes on: a log that is too long to be kept stops at some line.
  known({ known }) {
    const grew = known !== this.last;
    this.last = known;
    return grew;
  }

  async read(first, count) {
    const lines = [];
    for (let piece = Math.floor((first - 1) / PIECE); piece * PIECE < first - 1 + count; piece += 1) {
      lines.push(...(await this.piece(piece)).map((line, place) => [piece * PIECE + place + 1, line]));
    }
    return lines.filter(([place]) => place >= first && place < first + count).map(([, line]) => line);
  }

  async piece(piece) {
    const kept = this.pieces.get(piece);
    if (kept) {
      this.pieces.delete(piece);
      this.pieces.set(piece, kept);
      return kept;
    }
    const text = this.text;
    const { lines } = await this.ask(piece * PIECE + 1, PIECE);
    if (lines.length === PIECE && text === this.text) this.pieces.set(piece, lines);
    if (this.pieces.size > PIECES_KEPT) this.pieces.delete(this.pieces.keys().next().value);
    return lines;
  }

  async ask(first, count, view = 0) {
    const query = new URLSearchParams({ first, count, view, text: this.text });
    const answer = await fetch(`${this.address}/lines?${query}`).catch(() => undefined);
    if (!answer?.ok) throw new Error("the log cannot be read now");
    const found = await answer.json();
    this.total = found.total;
    return found;
  }
}
