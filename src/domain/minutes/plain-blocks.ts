import type { IssueIid } from "../ids.ts";
import { parseMarkdown } from "../markdown/parse.ts";
import { makeNotesInert, type OwnProject } from "../text-safety/index.ts";

/** A block of Markdown at column 0. */
export interface PlainBlock {
  readonly text: string;
  readonly isItem: boolean;
}

/** Markdown with every line but the first and blank ones moved to the right. */
function indentRest(markdown: string, width: number): string {
  return markdown.replace(/\n(?=[^\n])/g, `\n${" ".repeat(width)}`);
}

/** A list item around Markdown blocks. */
export function listItem(marker: string, content: string): string {
  return `${marker} ${indentRest(content, marker.length + 1)}`;
}

/**
 * Blocks one below the other with a blank line between, except for items of a list. In an item (`tight`) a list follows
 * its text directly where it may interrupt a paragraph.
 */
export function joinBlocks(blocks: readonly PlainBlock[], tight: boolean): string {
  return blocks
    .map(({ text, isItem }, at) => {
      const previous = blocks[at - 1];
      if (previous === undefined) return text;
      const joins = isItem && (previous.isItem || (tight && at === 1 && /^(?:[-+*]|1[.)]) /.test(text)));
      return joins ? `\n${text}` : `\n\n${text}`;
    })
    .join("");
}

/** Boxes as text: a box in a follow-up is an action item and stands in a table. */
function escapeBoxes(markdown: string): string {
  let text = "";
  let from = 0;
  for (const { box } of parseMarkdown(markdown).items) {
    text += `${markdown.slice(from, box.start)}\\`;
    from = box.start;
  }
  return text + markdown.slice(from);
}

function moreIn(agenda: IssueIid): string {
  return `… (more in #${agenda})`;
}

/** As much of a text as fits, whole lines of it; what the cut leaves open is closed when it is made inert. */
function wholeLines(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf("\n", length)));
}

/** What bounds a part of a follow-up: characters of it, and the agenda that says the rest. */
interface BlockLimits {
  readonly agenda: IssueIid;
  readonly project: OwnProject | null;
  readonly length: number;
}

/** Blocks as inert Markdown up to a length; where more was said, the agenda is named. */
export function renderPlainBlocks(blocks: readonly PlainBlock[], { agenda, project, length }: BlockLimits): string {
  const kept: PlainBlock[] = [];
  let left = length;
  for (const block of blocks) {
    const text = kept.length === 0 ? wholeLines(block.text, length) : block.text;
    if (text === "" || text.length > left) break;
    left -= text.length;
    kept.push({ ...block, text });
  }
  const isWhole = kept.length === blocks.length && kept[0]?.text === blocks[0]?.text;
  const markdown = escapeBoxes(makeNotesInert(joinBlocks(kept, false), { mentions: "quiet", project }));
  return isWhole ? markdown : `${markdown}\n\n${moreIn(agenda)}`.trim();
}

/** Entries as a bullet list of inert Markdown up to a length. */
export function renderList(entries: readonly string[], limits: BlockLimits): string {
  return renderPlainBlocks(
    entries.map((entry) => ({ text: listItem("-", entry), isItem: true })),
    limits,
  );
}

/** The same as a list of boxes: what is open is carried and ticked as action items are. */
export function renderBoxes(entries: readonly string[], limits: BlockLimits): string {
  return renderList(entries, limits).replace(/^- /gm, "- [ ] ");
}
