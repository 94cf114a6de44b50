/** FNV-1a, 32 bits, over UTF-16 code units: short, pure and the same on every machine. */
export function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * Hash of a description as the bot wrote it, by which an edit of its text shows. The marker line, the states of boxes,
 * line ends and blanks at the end do not count: ticking a box is no edit, and GitLab changes the rest by itself.
 */
export function contentHash(description: string): string {
  const text = description
    .replace(/\r\n?/g, "\n")
    .replace(/^\s*<!-- cadence:[^\n]*-->[ \t]*\n/, "")
    .replace(/\[[ xX~]\]/g, "[ ]")
    .trim();
  return fnv1a(text).toString(36);
}
