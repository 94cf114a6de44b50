/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Kinds of documents: each has more of what it is named after than the others. */
export const documentKinds = [
  "tasks",
  "inline",
  "alerts",
  "footnotes",
  "descriptions",
  "tables",
  "math",
  "wiki-links",
  "front-matter",
  "fenced-quotes",
  "html",
  "definitions",
  "tabs",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

const blanks = [" ", " ", " ", " ", "\u00A0", "\u2007", "\u202F", "\u3000", "\t", "\u2003", "&nbsp;"];
const symbols = ["x", "X", "~", "~", "y", "", "  ", "*", "-", "&#32;", "\u200B", "xx", "\\"];
const markers = [
  "- ",
  "- ",
  "- ",
  "* ",
  "+ ",
  "1. ",
  "1) ",
  "2. ",
  "10. ",
  "-   ",
  "-\t",
  "-     ",
  "-",
  "1.",
  "- - ",
  "* 1. ",
];
const indents = [
  "",
  "",
  "",
  "",
  " ",
  "  ",
  "  ",
  "   ",
  "    ",
  "      ",
  "\t",
  " \t",
  "> ",
  ">",
  "> > ",
  "  > ",
  ">>",
];
const glues = [" ", " ", " ", " ", "  ", "\t", "", "\u00A0", "\n  ", "\n"];
const words = [
  ...[
    "call Ann",
    "text",
    "a | b",
    "*em*",
    "**bold**",
    "`code`",
    "``",
    "`",
    "[a](/u)",
    "[a](",
    "[r]",
    "[r][]",
    "[t][r]",
    "(x)",
  ],
  ...[
    "<br>",
    "<b>x</b>",
    "<!-- c -->",
    "<!--",
    "-->",
    "~",
    "~~",
    "~a~",
    "~~a~~",
    "[~]",
    "a~",
    "$a$",
    "$",
    "$`m`$",
    "$$x$$",
  ],
  ...[
    "[[page]]",
    "[[a|b]]",
    "[[",
    "]]",
    "[^1]",
    "[^n]",
    "[ ]",
    "[x]",
    "\\",
    "\\[ ]",
    "&amp;",
    "&nbsp;",
    "http://x.io/~a",
    "www.x.io",
  ],
  ...[
    "@ann",
    "#1",
    "!1",
    "![i](u)",
    "![",
    "_a_",
    "__",
    "***",
    "日本~語~",
    "\u00A0",
    "é",
    "👍",
    "<",
    ">",
    '"q"',
    "'",
    "a  ",
    "x\\",
    ":",
  ],
  ...[
    "<a@b.c>",
    "<http://x>",
    "<x",
    "<i a='",
    "</i>",
    "^",
    "{.x}",
    "- [ ] in",
    "|",
    "\\|",
    "]",
    "[",
    "](u)",
    "*",
    "_",
    "/close",
  ],
];
const openers = [
  ...[
    "```",
    "~~~",
    "````",
    "``` js",
    "```a`",
    "# H",
    "## [ ] H ##",
    "===",
    "---",
    "***",
    "- - -",
    "___",
    "-",
    "=",
    "--",
  ],
  ...[
    "<div>",
    "</div>",
    "<details>",
    "<pre>",
    "</pre>",
    "<script>",
    "<?",
    "?>",
    "<!x",
    "<![CDATA[",
    "]]>",
    "<br>",
    "<x-y z>",
    "<b>",
  ],
  ...[
    "    code",
    "|---|",
    "|-|-|",
    "-:",
    ":-",
    "-|",
    "|-",
    ":-:|-",
    "| a | b |",
    "a|b",
    "[[_TOC_]]",
    "+",
    "1.",
    "\\",
    "|",
  ],
];
const ofKind: Readonly<Record<DocumentKind, readonly string[]>> = {
  tasks: [""],
  inline: [
    "- [~] a~b",
    "- [ ]*a* b",
    "- [x][r] t",
    "- [ ](u) t",
    "- [x] ",
    "- [ ]`c`",
    "- [~] [~]",
    "- [~]~a~",
    "- [ ]<br>",
    "- [ ]http://a.b",
  ],
  alerts: [
    "> [!note]",
    "> [!WARNING] Title",
    ">>> [!tip]",
    "> [!x]",
    ">> [!note]",
    "> - [ ] a",
    ">- [x] b",
    ">",
    ">>>",
  ],
  footnotes: [
    "[^1]: note",
    "[^n]: - [ ] a",
    "    - [ ] b",
    "text[^1]",
    "[^1]:",
    "see[^n]",
    "[^a b]: x",
    "      - [x] c",
    "- [ ][^1]",
  ],
  descriptions: [
    "term",
    ": details",
    ": - [ ] a",
    "  - [x] b",
    "~ other",
    ":   1. [ ] c",
    "",
    "- term",
    "  : [ ] x",
    "  : - [ ] y",
  ],
  tables: [
    "| [ ] | a |",
    "|---|---|",
    "| [x] | b | c |",
    "[ ] | x",
    "--|--",
    "| [ ] a | [~] |",
    "- | [ ] | a |",
    "  |-|-|",
    "| [\u00A0] | \\| |",
    "|[ ]|",
  ],
  math: ["- [ ]$a$", "$$", "- [~] $a~b$ ~", "```math", "- [ ]$`x`$", "$a", "- [x] $$a", "- [~] $1~ $2"],
  "wiki-links": ["- [[x]]", "- [ ][[a|b]]", "- [~] [[a~b]] ~", "[[", "- [x][[p]] t", "- [[ ] a"],
  "front-matter": ["---", "title: x", "...", "+++", ";;;", "- [ ] in it", "---\n", "--- yaml"],
  "fenced-quotes": [">>>", ">>>", ">>>>", " >>>", "  >>>", ">>> x", "- >>>", "  >>>", "> >>>"],
  html: [
    "<div>",
    "<details><summary>S</summary>",
    "</details>",
    "<!--",
    "-->",
    "<!-- c --> - [ ] a",
    "<br>",
    "<p",
    "<td>",
    "<td>\n\n- [ ] a\n\n</td>",
  ],
  definitions: [
    "[r]: /u",
    "- [r]: /u",
    "  [ ] a",
    "[x]: /u 't'",
    "[x]:",
    "/u",
    "- [x]: /u",
    "'title'",
    "[ ]: /u",
    "[~]: /u",
    '[r]: <u> "t"',
    "- [ ] a\n  [x]: /u",
  ],
  tabs: [
    "\t- [ ] a",
    "-\t[ ] a",
    "- \t[x] b",
    "\t\t[ ] c",
    " \t- [ ] d",
    "-\t-\t[ ] e",
    ">\t- [ ] f",
    "-\t\t[ ] g",
    "\tcode",
  ],
};

/** One of several, at random. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

function box(random: () => number): string {
  return `[${random() < 0.6 ? pick(random, blanks) : pick(random, symbols)}]`;
}

function someWords(random: () => number): string {
  return Array.from({ length: Math.floor(random() * 4) }, () => pick(random, words)).join(random() < 0.7 ? " " : "");
}

function line(random: () => number, kind: DocumentKind): string {
  const dice = random();
  const indent = random() < 0.5 ? "" : pick(random, indents);
  if (dice < 0.45) return `${indent}${pick(random, markers)}${box(random)}${pick(random, glues)}${someWords(random)}`;
  if (dice < 0.5) return `${indent}${box(random)} ${someWords(random)}`;
  if (dice < 0.6) return `${indent}${someWords(random)}`;
  if (dice < 0.75) return random() < 0.8 ? "" : pick(random, [" ", "    ", "\t", ">", "> "]);
  if (dice < 0.85) return `${indent}${pick(random, openers)}`;
  return `${random() < 0.7 ? "" : indent}${pick(random, ofKind[kind])}`;
}

/** A document of lines that mean something in GitLab's Markdown, put together at random. */
export function makeDocument(seed: number, kind: DocumentKind): string {
  const random = randomFrom(seed);
  const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () => line(random, kind));
  if (kind === "front-matter" && random() < 0.6) lines.unshift("---", "a: 1", "---");
  if (kind === "footnotes" && random() < 0.6) lines.push("", "[^1]: note", "", "see[^n] and[^1]");
  const end = pick(random, ["\n", "\n", "\n", "\n", "\n", "\r\n", "\r"]);
  return lines.join(end) + (random() < 0.7 ? end : "");
}
