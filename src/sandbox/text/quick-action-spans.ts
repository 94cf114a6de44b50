export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds what GitLab's extractor leaves alone within a paragraph: `/^<[^>]+?>\n[\s\S]+?\n<\/[^>]+?>$|`[\s\S]+?`/gm`. Ruby's
 * engine and Node's take long over it, so it is a scan here. Offsets to look from must not go back.
 */
export function spanFinder(text: string): (from: number) => Span | null {
  const tagEnd = nextOf(text, ">");
  const closers = closersOf(text, tagEnd);
  const starts = tagStarts(text, tagEnd);
  const tickFrom = nextOf(text, "`");
  let [tag, closer] = [0, 0];
  let code: Span = { start: -1, end: 0 };
  const tagFrom = (from: number): Span | null => {
    while (tag < starts.length && (starts[tag]?.start ?? 0) < from) tag += 1;
    const opened = starts[tag];
    if (opened === undefined) return null;
    // Starts and closers come in order, so neither list is gone through twice.
    while (closer < closers.length && (closers[closer]?.start ?? 0) < opened.end + 2) closer += 1;
    const closed = closers[closer];
    return closed === undefined ? null : { start: opened.start, end: closed.end };
  };
  return (from) => {
    const start = tickFrom(from);
    if (start !== code.start) code = { start, end: start === -1 ? 0 : text.indexOf("`", start + 2) + 1 };
    const html = tagFrom(from);
    const isCode = code.end > 0 && (html === null || code.start < html.start);
    return isCode ? code : html;
  };
}
/** Tags that fill the rest of their line from its first character on; `end` is behind the `>`. */
function tagStarts(text: string, tagEnd: (from: number) => number): Span[] {
  const found: Span[] = [];
  for (let start = 0; start !== -1 && start < text.length; ) {
    if (text[start] === "<" && text[start + 1] !== ">") {
      const close = tagEnd(start + 2);
      if (close !== -1 && text[close + 1] === "\n") found.push({ start, end: close + 1 });
    }
    const next = text.indexOf("\n", start);
    start = next === -1 ? -1 : next + 1;
  }
  return found;
}

/** Closing tags at the beginning of a line, the line break before them included, with which a line ends. */
function closersOf(text: string, tagEnd: (from: number) => number): readonly Span[] {
  const found: Span[] = [];
  for (let start = text.indexOf("\n</"); start !== -1; start = text.indexOf("\n</", start + 1)) {
    if (text[start + 3] === ">") continue;
    const close = tagEnd(start + 4);
    if (close !== -1 && (close + 1 === text.length || text[close + 1] === "\n")) found.push({ start, end: close + 1 });
  }
  return found;
}

/** Where a part comes next from an offset on; -1 for nowhere. It is looked for once only between two of them. */
export function nextOf(text: string, part: string): (from: number) => number {
  let [asked, found] = [0, text.indexOf(part)];
  return (from) => {
    if (from < asked || (found !== -1 && from > found)) found = text.indexOf(part, from);
    asked = from;
    return found;
  };
}
