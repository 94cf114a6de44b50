import { plainWords } from "../markdown/shown-text.ts";
import { type Content, readContent } from "../minutes/content.ts";
import { cutGraphemes } from "../text/cut.ts";
import type { FollowUpInput, FollowUpItem, Gap } from "./types.ts";

const LONGEST_TEXT = 80;

/** An item's text in a few plain words. */
function plainText({ bare }: FollowUpItem): string {
  return cutGraphemes(plainWords(bare), LONGEST_TEXT);
}

/** The days that are not clear, where there are any. */
function unclearDays(items: readonly FollowUpItem[]): Pick<Gap, "unclear"> {
  const unclear = items.map(({ unclearDue }) => unclearDue);
  return unclear.every((day) => day === null) ? {} : { unclear };
}

/** The open items that lack something themselves, and so do all items around them. */
function lacking(items: readonly FollowUpItem[], lacks: (item: FollowUpItem) => boolean): readonly FollowUpItem[] {
  return items.flatMap((item) => {
    if (!lacks(item)) return [];
    const below = lacking(item.children, lacks);
    return item.state === "open" ? [item, ...below] : below;
  });
}

/** The texts of all items, children included. */
export function itemTexts(items: readonly FollowUpItem[]): readonly string[] {
  return items.flatMap((item) => [item.text, ...itemTexts(item.children)]);
}

/** The gaps of an agenda whose content has been read already. */
export function gapsOf(
  items: readonly FollowUpItem[],
  content: Content,
  bareLinks: readonly string[] = [],
): readonly Gap[] {
  const noOwner = lacking(items, ({ owner }) => owner === null);
  const noDate = lacking(items, ({ due }) => due === null);
  const gaps: Gap[] = [];
  if (noOwner.length > 0) gaps.push({ kind: "no-owner", items: noOwner.map(plainText) });
  if (noDate.length > 0) gaps.push({ kind: "no-date", items: noDate.map(plainText), ...unclearDays(noDate) });
  if (content.recap.length === 0 && content.decisions.length === 0) gaps.push({ kind: "empty-recap", items: [] });
  if (bareLinks.length > 0) gaps.push({ kind: "bare-link", items: bareLinks });
  const { texts } = content.actions;
  if (texts.length > 0)
    gaps.push({ kind: "no-box", items: texts.map((text) => cutGraphemes(plainWords(text), LONGEST_TEXT)) });
  else if (items.length === 0) gaps.push({ kind: "no-action-items", items: [] });
  return gaps;
}

/**
 * What an agenda lacks for a good follow-up (handbook A57, A58, A60, C12): open items without an owner, without a date (a
 * child has those of its parents), a recap with nothing in it, action items without a box, a call without any.
 */
export function findGaps(input: {
  readonly agenda: Pick<FollowUpInput["agenda"], "description">;
  readonly items: readonly FollowUpItem[];
}): readonly Gap[] {
  const { description } = input.agenda;
  const read = { description, itemTexts: itemTexts(input.items), project: null, callDate: null };
  return gapsOf(input.items, readContent(read));
}
