/** A quick action of a template that the bot carries out itself, through parameters of the issue. */
export type TemplateAction =
  | { readonly kind: "label"; readonly names: readonly string[] }
  /** User names without `@`. */
  | { readonly kind: "assign"; readonly usernames: readonly string[] }
  /** An ISO date or a Mustache variable. */
  | { readonly kind: "due"; readonly text: string }
  | { readonly kind: "milestone"; readonly title: string }
  | { readonly kind: "confidential" };

export type ParsedAction =
  | { readonly ok: true; readonly action: TemplateAction }
  | { readonly ok: false; readonly why: string };

const VARIABLE = /^\{\{[^{}]+\}\}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Words with quoted texts and Mustache tags kept whole. */
const WORD = /(?:"[^"]*"|\{\{[^{}]*\}\}|[^\s"])+/g;

function refuse(why: string): ParsedAction {
  return { ok: false, why };
}

/** A reference without its sign and quotes: `~"a b"` is `a b`. */
function nameOf(word: string, sign: string): string {
  return (word.startsWith(sign) ? word.slice(1) : word).replace(/^"([^"]*)"$/, "$1").trim();
}

function parseLabel(argument: string): ParsedAction {
  const names = (argument.match(WORD) ?? []).map((word) => nameOf(word, "~")).filter((name) => name !== "");
  if (names.length === 0) return refuse('/label needs labels, such as ~meeting or ~"next step"');
  const comma = names.find((name) => name.includes(","));
  if (comma !== undefined) return refuse(`labels are parted by blanks, and a name holds no comma: ${comma}`);
  return { ok: true, action: { kind: "label", names } };
}

function parseAssign(argument: string): ParsedAction {
  const words = argument.match(WORD) ?? [];
  if (words.length === 0) return refuse("/assign needs user names, such as @jane");
  const usernames = words.map((word) => nameOf(word, "@"));
  if (usernames.some((name) => name.toLowerCase() === "me"))
    return refuse("/assign me would be the bot: name a person");
  const stranger = usernames.find((name) => !/^[A-Za-z0-9_.-]+$/.test(name) && !/\{\{[^{}]+\}\}/.test(name));
  if (stranger !== undefined) return refuse(`${stranger} is not a user name`);
  return { ok: true, action: { kind: "assign", usernames } };
}

function parseDue(argument: string): ParsedAction {
  if (DAY.test(argument) || VARIABLE.test(argument)) return { ok: true, action: { kind: "due", text: argument } };
  return refuse("/due takes a day such as 2026-12-01 or a variable such as {{date}}");
}

function parseMilestone(argument: string): ParsedAction {
  const title = nameOf(argument, "%");
  return title === ""
    ? refuse('/milestone needs a title, such as %"Q1"')
    : { ok: true, action: { kind: "milestone", title } };
}

function parseConfidential(argument: string): ParsedAction {
  return argument === ""
    ? { ok: true, action: { kind: "confidential" } }
    : refuse("/confidential takes no words after it");
}

const PARSERS: ReadonlyMap<string, (argument: string) => ParsedAction> = new Map([
  ["label", parseLabel],
  ["labels", parseLabel],
  ["assign", parseAssign],
  ["due", parseDue],
  ["milestone", parseMilestone],
  ["confidential", parseConfidential],
]);

/** Reads one quick action of a template by the allow-list: label, assign, due, milestone, confidential. */
export function parseTemplateAction(command: string, argument: string): ParsedAction {
  const parse = PARSERS.get(command.toLowerCase());
  if (parse !== undefined) return parse(argument.trim());
  return refuse(
    `/${command} is not carried out: templates may use /label, /assign, /due, /milestone and /confidential`,
  );
}
