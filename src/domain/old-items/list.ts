import { asIssueIid, type IssueIid } from "../ids.ts";
import { normaliseText } from "../text/similarity.ts";

/** Where the list of open items from before the bot is read, on the default branch. */
export const OLD_ITEMS_PATH = ".gitlab/cadence-history.md";

/** What people decide about an open item from before the bot: it is carried, carried with a question, or left where it is. */
export type OldItemDecision = "keep" | "ask" | "leave";

const DECISIONS: readonly OldItemDecision[] = ["keep", "ask", "leave"];

/** By issue, then by the words of an item, normalised: what was decided. */
export type OldItemDecisions = ReadonlyMap<IssueIid, ReadonlyMap<string, OldItemDecision>>;

/** What a list says, and the lines that say nothing that can be understood, by number from 1. */
export interface OldItemsList {
  readonly decisions: OldItemDecisions;
  readonly unread: readonly number[];
}

/** An open item with what is proposed, in the list that people prune. */
export interface ListedItem {
  readonly iid: IssueIid;
  /** Title of the issue, and the day of its call. */
  readonly title: string;
  readonly date: string;
  readonly text: string;
  readonly decision: OldItemDecision;
}

const HEAD = `# Open action items from before the bot

Change the word in front of a line: **keep** carries the item into the next agenda, **ask** carries it with the question
whether it is still needed, **leave** leaves it where it is. A line that you take out is left as well. The issues
themselves are never changed.
`;

/** Words that can stand in one line of a list, whatever people wrote. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The list as a Markdown file, the oldest issue first. */
export function renderOldItems(items: readonly ListedItem[]): string {
  const byIssue = new Map<IssueIid, ListedItem[]>();
  for (const item of items) {
    const known = byIssue.get(item.iid);
    if (known === undefined) byIssue.set(item.iid, [item]);
    else known.push(item);
  }
  const sections = [...byIssue].map(([iid, own]) => {
    const [{ title = "", date = "" } = {}] = own;
    const lines = own.map(({ decision, text }) => `- ${decision}: ${oneLine(text)}`);
    const heading = title.includes(date) ? oneLine(title) : `${oneLine(title)} (${date})`;
    return `## #${iid} ${heading}\n\n${lines.join("\n")}\n`;
  });
  return [HEAD, ...sections].join("\n");
}

function headingOf(line: string): IssueIid | null {
  const found = /^#{1,6}[ \t]{1,4}#(\d{1,9})(?!\d)/.exec(line);
  return found === null ? null : asIssueIid(Number(found[1]));
}

/** Reads a list again, as people left it: lines below a heading that begins with the number of an issue. */
export function parseOldItems(text: string): OldItemsList {
  const decisions = new Map<IssueIid, Map<string, OldItemDecision>>();
  const unread: number[] = [];
  let current: Map<string, OldItemDecision> | null = null;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const iid = headingOf(line);
    if (iid !== null) {
      current = decisions.get(iid) ?? new Map();
      decisions.set(iid, current);
      continue;
    }
    const bullet = /^[ \t]{0,8}[-*+][ \t]{1,4}/.exec(line);
    if (bullet === null || current === null) continue;
    const rest = line.slice(bullet[0].length);
    const colon = rest.indexOf(":");
    const word = rest.slice(0, Math.max(0, colon)).replaceAll("*", "").trim().toLowerCase();
    const decision = DECISIONS.find((one) => one === word);
    const key = normaliseText(rest.slice(colon + 1));
    if (decision === undefined || key === "") unread.push(index + 1);
    else current.set(key, decision);
  }
  return { decisions, unread };
}
