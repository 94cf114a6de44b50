import { type DocumentKind, makeDocument, pick, randomFrom } from "./gitlab/gitlab-documents.ts";

const lines = [
  ...[
    "/close",
    "/close",
    "/close",
    "/label ~a",
    "/label ~a",
    "/close\t",
    "/close  ",
    "/CLOSE",
    "/shrug",
    "/due x",
    "/unknown",
  ],
  ...[
    "/label ~a `",
    "/label `x` <!--",
    "/close [^1]",
    "/title /close",
    "/todo\\",
    "/close\u00A0",
    "/label\fa",
    "/label \va",
  ],
  ...["\\/close", "&#47;close", "\t/close", "\u00A0/close", "a\u2028/close", "[^1]: /close", ": /close", "/clo\u017Fe"],
  ...[
    "`",
    "``",
    "`x",
    "\\",
    "$a",
    "$$",
    "> [!note]",
    ">>>",
    "<b>",
    "</b>",
    "<b a='",
    "'>",
    "<!--",
    "-->",
    "```",
    "- x",
  ],
  ...["![a", "](u)", '[a](u "', '")', "[r]: /u", "[r]", "[[a", "]]", "term", "~ x", "> q", "1. a", "# h", ""],
];

/** A document made at random of what means something in GitLab's Markdown, quick actions and what hides them among it. */
export function makeCommandDocument(seed: number, kind: DocumentKind): string {
  const random = randomFrom(seed + 1_000_000);
  const made = makeDocument(seed, kind).split("\n");
  const more = 1 + Math.floor(random() * 5);
  for (let count = 0; count < more; count++)
    made.splice(Math.floor(random() * (made.length + 1)), 0, pick(random, lines));
  return made.join("\n");
}
