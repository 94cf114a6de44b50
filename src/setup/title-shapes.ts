import type { Issue } from "../gitlab/port.ts";

/** So many issues have titles of one form before that is taken for a pattern. */
const LEAST = 3;
/** What comes before the first figure of a title must be so long to tell anything. */
const LEAST_LETTERS = 3;

/** What a title begins with, up to its first figure, without signs at the end. */
function beginningOf(title: string): string {
  const figure = title.search(/\p{N}/u);
  const head = figure < 0 ? title : title.slice(0, figure);
  let end = head.length;
  while (end > 0 && !/[\p{L}\p{M}]/u.test(head.charAt(end - 1))) end -= 1;
  return head.slice(0, end).trim();
}

function isTelling(beginning: string): boolean {
  return [...beginning].length >= LEAST_LETTERS && !beginning.includes("*");
}

/**
 * Patterns of titles that several issues share and that are agendas by all signs: at least half of those say so, each by a
 * day in its title or by its headings (`isSign`). The most frequent first, at most `most`.
 */
export function titlePatterns(
  issues: readonly Issue[],
  isSign: (issue: Issue) => boolean,
  most: number,
): readonly string[] {
  const groups = new Map<string, { readonly beginning: string; readonly issues: Issue[] }>();
  for (const issue of issues) {
    const beginning = beginningOf(issue.title);
    if (!isTelling(beginning)) continue;
    const key = beginning.normalize("NFKC").toLowerCase();
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { beginning, issues: [issue] });
    else known.issues.push(issue);
  }
  return [...groups.values()]
    .filter(({ issues: own }) => own.length >= LEAST && own.filter(isSign).length * 2 >= own.length)
    .sort((a, b) => b.issues.length - a.issues.length)
    .slice(0, most)
    .map(({ beginning }) => `${beginning}*`);
}
