/** What could be taken for a marker or a directive of ours: any comment that begins with `cadence` or `c:`. */
const OURS = /<!--\s{0,100}(?:cadence(?![a-z0-9])|c\s{0,100}:)/iy;
const CLOSER = "-->";

/** One pass: removes every closed comment of ours, escapes an unclosed one. */
function removeOnce(text: string, escape: boolean): string {
  const parts: string[] = [];
  let from = 0;
  const lastCloser = text.lastIndexOf(CLOSER);
  for (let at = text.indexOf("<!--"); at >= 0; at = text.indexOf("<!--", Math.max(at + 1, from))) {
    OURS.lastIndex = at;
    if (!OURS.test(text)) continue;
    if (escape || lastCloser < at) {
      parts.push(text.slice(from, at), "<\\!--");
      from = at + 4;
      continue;
    }
    const end = text.indexOf(CLOSER, at) + CLOSER.length;
    const before = text.slice(from, at);
    const atLineEnd = end === text.length || text[end] === "\n" || text[end] === "\r";
    parts.push(atLineEnd ? before.replace(/(?<![ \t])[ \t]+$/, "") : before);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/**
 * Removes issue markers, item markers and directives of ours from a text that people wrote, imitations in odd spacing or
 * case included, wherever they stand, in code too: the bot reads markers without asking where they stand. What would
 * become one by the removal (a marker cut in two by another) is escaped instead, `<\!--`.
 */
export function stripMarkers(text: string): string {
  if (!text.includes("<!--")) return text;
  return removeOnce(removeOnce(text, false), true);
}
