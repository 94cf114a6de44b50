/** Ends with two blanks, or with one backslash that is not itself escaped. */
function isHardEnd(line: string): boolean {
  return line.endsWith("  ") || (line.endsWith("\\") && !line.endsWith("\\\\"));
}

/**
 * An item's paragraph on one line: soft line breaks become a space, hard ones (`\` or two spaces at the line's end)
 * `<br>`. One line can't land at column 0 of a new issue (GitLab runs quick actions there).
 */
export function flattenText(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  let flat = "";
  lines.forEach((line, index) => {
    const hard = index < lines.length - 1 && isHardEnd(line);
    const content = (hard && line.endsWith("\\") ? line.slice(0, -1) : line).trim();
    flat += content;
    if (index < lines.length - 1 && content !== "") flat += hard ? "<br>" : " ";
  });
  return flat.trim();
}
