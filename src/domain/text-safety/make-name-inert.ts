import { makeInlineInert } from "./make-inline-inert.ts";

/** What Markdown or GitLab would act on in a name, wherever it stands. */
const ACTS =
  /\\(?=[!-/:-@[-`{-~]|$)|[`*[\]<|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|@(?=[A-Za-z0-9_.])|[#!](?=\d)|&(?=#|[A-Za-z0-9]{1,31};|\d)|%(?=[^\s<])|:(?=\/\/|[a-z0-9_+-]{1,50}:)|(?<=www)\./giu;
/** The other sign of an issue; a backslash would not keep it apart (app/models/issue.rb, `alternative_reference_prefix`). */
const ISSUE = /GL-(?=\d)/g;
const SIGNS = /[#!$&](?=\d)|[~%@^](?=["A-Za-z0-9_.])|GL-(?=\d)|:(?=\/\/)/g;
/** Parts a character from the next one and shows nothing. */
const JOINER = "\u2060";

/**
 * A name that is text and no Markdown, such as a customer's: `M*Modal`, `#1 Cleaners`, `_x_` and `<b>` are shown as they are
 * written, on one line, and refer to nothing.
 */
export function makeNameInert(name: string): string {
  const text = name.replace(/\s+/g, " ").trim().replace(ACTS, "\\$&").replace(ISSUE, `GL-${JOINER}`);
  return makeInlineInert(text, { mentions: "quiet" });
}

/** The same for a title, which knows no Markdown, and in which GitLab looks for references all the same. */
export function makeNameInertInTitle(name: string): string {
  return name.replace(SIGNS, `$&${JOINER}`);
}
