import type { Splice } from "../markdown/types.ts";
import { isForeignAddress, isForeignReference, resolved } from "../text-safety/addresses.ts";
import type { OwnProject } from "../text-safety/own-project.ts";
import { type FoundReference, findReferences } from "../text-safety/references.ts";
import { JOINER } from "../text-safety/scan.ts";
import { APART, type ShownLine, showLine } from "../text-safety/shown-line.ts";

/** What a text that the bot posts may do in GitLab. */
export interface Allowed {
  /** `nobody` is notified; `people` are, one by one, but no group and not everybody; of these only who is `known`. */
  readonly notifies: "nobody" | "people" | "known";
  /** Who is known for a person, `@name`: somebody's own projects are in a namespace that bears the name. */
  readonly known?: readonly string[];
  /** The project it is written into; null where that is unknown. */
  readonly project: OwnProject | null;
}

const MENTION = /(?<!\w)@(?=([\w.][\w.-]*(?:\/[\w.][\w.-]*)*))/g;
/** `@all`, `@group/team`, and the group around the project: a name without a slash is that of a person else. */
function isAllowed(name: string, { notifies, project, known = [] }: Allowed): boolean {
  const group = project?.path.split("/", 1)[0]?.toLowerCase();
  const bare = name.toLowerCase().replace(/\.$/, "");
  if (notifies === "nobody" || bare === "all" || bare.includes("/")) return false;
  return (notifies === "people" && bare !== group) || known.some((person) => person.toLowerCase() === `@${bare}`);
}

function findMentions(text: string, allowed: Allowed): readonly FoundReference[] {
  return [...text.matchAll(MENTION)].flatMap(({ 1: name = "", index }) =>
    isAllowed(name, allowed) ? [] : [{ kind: "sign", start: index, end: index + 1 } as const],
  );
}

/**
 * What takes the effect from the references and mentions in a text of which code, addresses and tags are blotted out.
 *
 * @param isMarkdown whether a backslash keeps a sign from meaning something, as it does not in raw HTML
 */
export function quietWords(text: string, allowed: Allowed, isMarkdown: boolean): readonly Splice[] {
  const source = isMarkdown ? text : text.replaceAll("\\", "\uFFFD");
  const shown = showLine(source);
  const references = findReferences(shown.text, allowed.project).filter(({ kind }) => kind !== "format");
  const splices = [...references, ...findMentions(shown.text, allowed)].map((one) => quietOne(one, shown, isMarkdown));
  if (!source.includes("\0")) return splices;
  // Behind an address a name is a mention, though a dropped tag joins it with that.
  const apart = showLine(source.replaceAll("\0", APART));
  const known = new Set(splices.map(({ start }) => start));
  const others = findMentions(apart.text, allowed).map((one) => quietOne(one, apart, isMarkdown));
  return [...splices, ...others.filter(({ start }) => !known.has(start))];
}

function quietOne({ kind, start, end }: FoundReference, shown: ShownLine, isMarkdown: boolean): Splice {
  const behind = shown.endOf(end - 1);
  if (kind === "word") return { start: behind, end: behind, text: JOINER };
  const sign = shown.text.slice(start, end);
  // Glued to `[x]` a backslash would make a box of it.
  const glued = shown.text[start - 1] === "]" ? JOINER : "";
  const text = isMarkdown ? `${glued}\\${sign}` : JOINER + sign + JOINER;
  return { start: shown.startOf(start), end: behind, text };
}

/**
 * What becomes of an address that GitLab would take for a reference or a mention: `code`, or a `path` that leads to the same
 * place and is none; null for one that stays.
 */
export function treatmentOfAddress(address: string, allowed: Allowed): "code" | "path" | null {
  const read = resolved(address);
  // A mention by itself (ReferenceFilter reads the unescaped address).
  if (/^@[\w.]/.test(read)) return isAllowed(read.slice(1), allowed) ? null : "code";
  if (isForeignAddress(address, allowed.project)) return "code";
  return isForeignReference(address, allowed.project) ? "path" : null;
}

/** Makes a path of the address that is written at an offset, `other/p#5` or `<other/p#5>`. */
export function asPath(written: string, start: number): Splice {
  const at = start + (/^<?\/?/.exec(written)?.[0].length ?? 0);
  return { start: at, end: at, text: "./" };
}
