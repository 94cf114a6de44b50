import { isOwnPath, type OwnProject } from "./own-project.ts";

/** Something that GitLab would make a reference of, and must not. */
export interface FoundReference {
  /**
   * `sign`: a backslash before the character keeps it text. `word`: GitLab drops that backslash, so the character and the
   * next one are parted. `format`: asks for the title and state of an issue (`#1+s`).
   */
  readonly kind: "sign" | "word" | "format";
  readonly start: number;
  readonly end: number;
}

/**
 * What may begin a reference, with the least that follows it. Sources: `reference_pattern` of app/models/issue.rb,
 * merge_request.rb, snippet.rb, ee epic.rb, label.rb, milestone.rb, commit.rb, project.rb, alert_management/alert.rb,
 * customer_relations/contact.rb; GitLab doc, "GitLab-specific references".
 */
const START = new RegExp(
  [
    String.raw`(?<alert>\^alert#)(?=\d)`,
    String.raw`(?<typed>\["?(?<type>vulnerability|feature_flag|issue|work_item|epic|contact|wiki_page|iteration|cadence):)(?=\S)`,
    String.raw`(?<iteration>\*iteration:)(?=[\d"])`,
    String.raw`(?<number>[#!$&])(?=\d)`,
    String.raw`(?<name>~)(?=["\w.?&-])`,
    String.raw`(?<milestone>%)(?=[^\s<\u2060])(?![)\]}.,;:!?'"*_]*(?:\s|$))`,
    String.raw`(?<commit>@)(?=[\da-fA-F]{7})`,
    "(?<project>>)",
    String.raw`(?<alternative>GL-)(?=\d)`,
  ].join("|"),
  "g",
);

const PATH_CHARACTER = /[\w./-]/;
/** Longer than any path in a reference that could be the project's own. */
const MAX_PATH = 2_000;
const FORMAT = /\d+((?:\+s?)+)/y;
const AFTER_FORMAT = /[\s).,;:!?\]}'"*_|]|$/y;
const OWN_TYPED = /(?:(?<path>[\w./-]+)\/)?\d+\]/y;
const OWN_TYPES: ReadonlySet<string> = new Set(["vulnerability", "feature_flag", "issue", "work_item"]);
const OWN_PAGE = /[^\]:]+\]/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The path before a sign, or the empty string where it stands for itself. */
export function pathBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start <= MAX_PATH && PATH_CHARACTER.test(text[start - 1] as string)) start -= 1;
  const path = text.slice(start, at);
  return /[\w.]/.test(path) && !path.endsWith("/") ? path : "";
}

/** `[issue:5]` and the like: those of the project have its path or none. */
function isOwnTyped(text: string, at: number, type: string, project: OwnProject | null): boolean {
  if (type === "wiki_page") return matchAt(OWN_PAGE, text, at) !== null;
  const found = OWN_TYPES.has(type) ? matchAt(OWN_TYPED, text, at) : null;
  const path = found?.groups?.["path"];
  return found !== null && (path === undefined || isOwnPath(path, project));
}

/** `#1+` shows the title of an issue and `#1+s` its state and assignees, as they are whenever somebody looks. */
function formatAt(text: string, at: number): readonly FoundReference[] {
  const found = matchAt(FORMAT, text, at);
  if (found === null) return [];
  const [all, format = ""] = found;
  const end = at + all.length;
  // In `#1+2` the sign is meant: a blank before it is enough.
  const isFormat = matchAt(AFTER_FORMAT, text, end) !== null;
  return [{ kind: "format", start: end - format.length, end: isFormat ? end : end - format.length }];
}

function isForeign(
  groups: Readonly<Record<string, string | undefined>>,
  path: string,
  own: OwnProject | null,
): boolean {
  const { number, name, milestone, commit, project, alert } = groups;
  // Epics and iterations belong to a group, which others share.
  if (groups["iteration"] !== undefined || number === "&") return true;
  if (project !== undefined) return path.lastIndexOf("/") > 0 && !isOwnPath(path, own);
  const isReference = [number, name, milestone, commit, alert].some((one) => one !== undefined);
  return isReference && path !== "" && !isOwnPath(path, own);
}

function readStart(start: RegExpExecArray, text: string, own: OwnProject | null): readonly FoundReference[] {
  const groups = start.groups ?? {};
  const at = start.index;
  const { typed, type = "", iteration, project } = groups;
  if (typed !== undefined) {
    const isOwn = isOwnTyped(text, at + typed.length, type.toLowerCase(), own);
    return isOwn ? [] : [{ kind: "word", start: at, end: at + 1 }];
  }
  if (isForeign(groups, pathBefore(text, at), own)) {
    if (project !== undefined) return [{ kind: "word", start: at - 1, end: at }];
    const first: FoundReference = { kind: iteration === undefined ? "sign" : "word", start: at, end: at + 1 };
    // Without its first sign an alert reads as an issue of a project of that name.
    const last = at + start[0].length;
    return groups["alert"] === undefined ? [first] : [first, { kind: "sign", start: last - 1, end: last }];
  }
  const isNumbered = groups["number"] === "#" || groups["number"] === "!" || groups["alternative"] !== undefined;
  return isNumbered ? formatAt(text, at + start[0].length) : [];
}

/**
 * What of a text, as it is shown, GitLab would take for a reference to something outside the project, or to the title of
 * something in it. References to the project itself are none of it. Time is linear.
 */
export function findReferences(text: string, project: OwnProject | null): readonly FoundReference[] {
  return [...text.matchAll(START)].flatMap((start) => readStart(start as RegExpExecArray, text, project));
}
