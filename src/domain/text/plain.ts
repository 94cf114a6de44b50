/** Returns an item's text as a person would read it: without the escapes that keep GitLab quiet. */
export function plain(text: string): string {
  return text.replace(/\\([@#!~%&/<>[\]*_`\\-])/g, "$1").replace(/<br>/g, " ");
}
