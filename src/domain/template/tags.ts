/** One Mustache tag of a template. */
export interface TemplateTag {
  /** `value` also stands for `{{{name}}}` and `{{&name}}`, which are the same without HTML escaping. */
  readonly kind: "value" | "section" | "inverted" | "close" | "comment" | "partial" | "delimiters";
  readonly name: string;
  /** Offset of its first character. */
  readonly start: number;
}

/** A place where the template can't be read on. */
export interface BrokenTag {
  readonly start: number;
  readonly name: string;
  readonly problem: string;
}

/** A tag's name is short; this bound keeps a stray `{{` from being searched through a megabyte, again and again. */
const MAX_TAG_LENGTH = 1_000;
const MAX_COMMENT_LENGTH = 100_000;

const KINDS: Readonly<Record<string, TemplateTag["kind"]>> = {
  "#": "section",
  "^": "inverted",
  "/": "close",
  ">": "partial",
  "!": "comment",
  "=": "delimiters",
};

interface Delimiters {
  readonly open: string;
  readonly close: string;
}

/** The text between the delimiters of the tag at `start`, its sigil, and where the tag ends; null when it isn't closed. */
function readTag(template: string, start: number, { open, close }: Delimiters) {
  const from = start + open.length;
  const blanks = /^\s*/.exec(template.slice(from, from + MAX_TAG_LENGTH))?.[0].length ?? 0;
  const sigil = template[from + blanks] ?? "";
  const end = sigil === "{" ? `}${close}` : sigil === "=" ? `=${close}` : close;
  const limit = from + (sigil === "!" ? MAX_COMMENT_LENGTH : MAX_TAG_LENGTH);
  const body = from + blanks + ("#^/>!=&{".includes(sigil) ? sigil.length : 0);
  const at = template.slice(body, limit + end.length).indexOf(end);
  return at < 0 ? null : { sigil, name: template.slice(body, body + at).trim(), end: body + at + end.length };
}

/** Offsets and names of all tags, as Mustache 4 reads them; stops at the first tag that can't be read. */
export function readTags(template: string): {
  readonly tags: readonly TemplateTag[];
  readonly broken: BrokenTag | null;
} {
  const tags: TemplateTag[] = [];
  let delimiters: Delimiters = { open: "{{", close: "}}" };
  let at = template.indexOf(delimiters.open);
  while (at >= 0) {
    const tag = readTag(template, at, delimiters);
    if (tag === null) {
      const name = template.slice(at + delimiters.open.length, at + 40).split(/[\r\n]/)[0] ?? "";
      return {
        tags,
        broken: { start: at, name: name.trim(), problem: `the tag is not closed with ${delimiters.close}` },
      };
    }
    const kind = KINDS[tag.sigil] ?? "value";
    tags.push({ kind, name: tag.name, start: at });
    if (kind === "delimiters") {
      const [open = "", close = "", ...more] = tag.name.split(/\s+/);
      if (open === "" || close === "" || more.length > 0 || /[=\w]/.test(open + close)) {
        return { tags, broken: { start: at, name: tag.name, problem: "delimiters are given as {{=<% %>=}}" } };
      }
      delimiters = { open, close };
    }
    at = template.indexOf(delimiters.open, tag.end);
  }
  return { tags, broken: null };
}

/** The names of all values and sections a template uses, each once, in order of first use; `.` is left out. */
export function templateVariables(template: string): readonly string[] {
  const used = readTags(template).tags.filter(
    ({ kind }) => kind === "value" || kind === "section" || kind === "inverted",
  );
  return [...new Set(used.map(({ name }) => name))].filter((name) => name !== ".");
}
