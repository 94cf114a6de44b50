import type { IssueIid } from "../../ids.ts";
import { selfContained } from "../../markdown/self-contained.ts";
import type { MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import { cutGraphemes } from "../../text/cut.ts";
import { flattenText } from "../../text/flatten.ts";
import { stripCarryNote } from "./carry-note.ts";
import { readWord } from "./state-words.ts";
import type { Appearance } from "./types.ts";

/** An open item with the open items nested in it. */
export interface Nested<T> {
  readonly value: T;
  /** Texts of the parents that stay behind and of plain bullets below them, outermost first. */
  readonly context: readonly string[];
  readonly children: readonly Nested<T>[];
}

interface Open<T> {
  readonly id: string;
  readonly place: Appearance;
  readonly value: T;
}

interface NestedDraft<T> extends Nested<T> {
  readonly children: NestedDraft<T>[];
}

/** Between the words of parents that stay behind and those of the item. */
const CONTEXT_SIGN = "›";
/** A parent that stays behind is repeated for each of its children, of which there may be thousands. */
const MAX_CONTEXT = 500;

function contextText(item: TaskItem): string {
  const written = flattenText(stripCarryNote(flattenText(item.text)));
  // "DONE" says how the parent stands, not its child.
  return cutGraphemes(readWord(written)?.rest ?? written, MAX_CONTEXT);
}

/** Texts of the plain bullets between an item and the task item around it. Bullets at the top are the item's group. */
export function bulletsWithin({ parent, groups }: TaskItem): readonly string[] {
  if (parent === null) return [];
  return groups.map((text) => cutGraphemes(flattenText(text), MAX_CONTEXT)).filter((text) => text !== "");
}

/** A text with what is around it and not shown beside it, outermost first. */
export function withContext(context: readonly string[], text: string): string {
  return [...context, text].join(` ${CONTEXT_SIGN} `);
}

/** The item's own words: without those of parents that stay behind. */
export function withoutContext(text: string): string {
  return text.slice(text.lastIndexOf(CONTEXT_SIGN) + 1);
}

function ancestorsOf(item: TaskItem, document: MarkdownDocument): readonly TaskItem[] {
  const ancestors: TaskItem[] = [];
  for (let index = item.parent; index !== null; ) {
    const parent = document.items[index];
    if (parent === undefined) break;
    ancestors.push(parent);
    index = parent.parent;
  }
  return ancestors;
}

/** Texts of the items and plain bullets around an item, outermost first; bullets at the top are its group. */
export function contextOf({ document, item }: Pick<Appearance, "document" | "item">): readonly string[] {
  const whole = selfContained(document);
  const own = whole.items[item.index] ?? item;
  return [own, ...ancestorsOf(own, whole)]
    .toReversed()
    .flatMap((one) => [...bulletsWithin(one), ...(one === own ? [] : [whole.findings.of(one, contextText)])])
    .filter((text) => text !== "");
}

/**
 * Puts open items under their nearest open ancestor that is carried too. Ancestors that stay behind in between lend
 * their text as context.
 */
export function nestItems<T>(
  open: readonly Open<T>[],
  idAt: (iid: IssueIid, itemIndex: number) => string | null,
): readonly Nested<T>[] {
  const drafts = new Map<string, NestedDraft<T>>();
  const roots: NestedDraft<T>[] = [];
  const links: { readonly draft: NestedDraft<T>; readonly parentId: string | null }[] = [];
  const carried = new Set(open.map((one) => one.id));
  for (const { id, place, value } of open) {
    const document = selfContained(place.document);
    const item = document.items[place.item.index] ?? place.item;
    let missing = bulletsWithin(item);
    let parentId: string | null = null;
    for (const ancestor of ancestorsOf(item, document)) {
      const ancestorId = idAt(place.agenda.iid, ancestor.index);
      if (ancestorId !== null && ancestorId !== id && carried.has(ancestorId)) {
        parentId = ancestorId;
        break;
      }
      const above = [...bulletsWithin(ancestor), document.findings.of(ancestor, contextText)].filter(
        (text) => text !== "",
      );
      missing = [...above, ...missing];
    }
    const draft: NestedDraft<T> = {
      value,
      context: missing,
      children: [],
    };
    drafts.set(id, draft);
    links.push({ draft, parentId });
  }
  for (const { draft, parentId } of links) {
    const parent = parentId === null ? undefined : drafts.get(parentId);
    (parent === undefined ? roots : parent.children).push(draft);
  }
  return roots;
}
