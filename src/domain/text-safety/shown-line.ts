/** Characters that refer to something; behind a backslash they stay apart from the text around them. */
const REFERENCE_CHARACTERS = "$%#&@!~^";

/** Stands in a shown line for what no reference reaches over: code, links, escaped signs. */
export const APART = "\uFFFC";

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "#": "num",
    "!": "excl",
    $: "dollar",
    "%": "percnt",
    "&": "amp AMP",
    "^": "Hat",
    "@": "commat",
    ">": "gt GT",
    "/": "sol",
    ".": "period",
    _: "lowbar UnderBar",
    "[": "lsqb lbrack",
    "]": "rsqb rbrack",
    "*": "ast midast",
    ":": "colon",
    '"': "quot QUOT",
    "+": "plus",
    " ": "nbsp NonBreakingSpace Tab NewLine",
  }).flatMap(([character, names]) => names.split(" ").map((name) => [name, character] as const)),
);

const PART = /[^\\&\0]+|\\[!-/:-@[-`{-~]|&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|[^]/g;

/** The text that GitLab looks for references in, and where in the source each of its characters stands. */
export interface ShownLine {
  readonly text: string;
  readonly startOf: (at: number) => number;
  readonly endOf: (at: number) => number;
}

function characterOf([, decimal, hex, name]: RegExpExecArray): string {
  if (name !== undefined) return NAMED.get(name) ?? "\uFFFD";
  const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
  return code > 0 && code < 0x80 ? String.fromCharCode(code) : "\uFFFD";
}

function shownOf(part: RegExpExecArray): string {
  const [written] = part;
  if (written === "\0") return "";
  if (written.length > 1 && written.startsWith("\\")) {
    const character = written.slice(1);
    // GitLab joins other escaped characters with the text around them (lib/banzai/filter/escaped_char_filter.rb).
    return REFERENCE_CHARACTERS.includes(character) ? APART : character;
  }
  return written.length > 1 && written.startsWith("&") ? characterOf(part) : written;
}

/** Reads a line of Markdown without code as its text is shown: entities and escaped characters are themselves. */
export function showLine(source: string): ShownLine {
  if (!/[\\&\0]/.test(source)) return { text: source, startOf: (at) => at, endOf: (at) => at + 1 };
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  for (const part of source.matchAll(PART)) {
    const shown = shownOf(part as RegExpExecArray);
    const isWritten = shown === part[0];
    for (let at = 0; at < shown.length; at++) {
      starts.push(part.index + (isWritten ? at : 0));
      ends.push(part.index + (isWritten ? at + 1 : part[0].length));
    }
    text += shown;
  }
  return { text, startOf: (at) => starts[at] ?? source.length, endOf: (at) => ends[at] ?? source.length };
}
