import type { ItemDetails } from "./types.ts";

const MENTION = /(?<![\w`/@.\\-])\\?@([A-Za-z0-9_][\w.-]*)(\/[\w.-]+)*/g;
const DUE = /\b(?:due|by|until)\b:?\s+(?:on\s+)?(\d{4}-\d{2}-\d{2})(?!\d)/i;

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * Owner and due date of an item as people write them: the first `@mention`, also when it was made quiet (`\@bob`;
 * `@all` and `@group/team` are nobody), and the first `due 2026-12-01`. Dates in words (`by Friday`) stay text.
 */
export function readDetails(text: string): ItemDetails {
  const due = DUE.exec(text)?.[1] ?? null;
  const owner = [...text.matchAll(MENTION)]
    .filter((match) => match[2] === undefined)
    .map((match) => (match[1] ?? "").replace(/(?<![.-])[.-]+$/, ""))
    .find((name) => name.toLowerCase() !== "all");
  return { owner: owner ?? null, due: due !== null && isDate(due) ? due : null };
}
