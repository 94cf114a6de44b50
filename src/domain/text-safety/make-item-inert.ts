import { stripMarkers } from "../marker/strip-markers.ts";
import { inertContainer } from "./blocks.ts";
import { cleanCharacters } from "./characters.ts";
import { inertLines } from "./inline.ts";
import { type Dollars, DROPPED_LINE_END, type Mentions } from "./scan.ts";

export interface InertOptions {
  /** `quiet`: a mention is escaped, so that it notifies nobody; `notify`: left to GitLab. */
  readonly mentions: Mentions;
}

/** Code with `$` in it and a `$` outside can be one formula to GitLab: then those outside are escaped in a second walk. */
function withDollars(walk: (escapeDollars: boolean, dollars: Dollars) => string): string {
  const dollars: Dollars = { outside: false, inCode: false };
  const first = walk(false, dollars);
  return dollars.outside && dollars.inCode ? walk(true, dollars) : first;
}

/**
 * Makes the text of one action item inert (law 4), whoever wrote it: markers of ours and all other HTML comments go;
 * quick actions, raw HTML, definitions of links and footnotes, includes and starts of blocks become text; code spans end
 * where they began; with `quiet` nobody is mentioned outside code. Harmless text comes back unchanged; what is changed
 * looks the same, but for HTML. Safe to repeat. The lines after the first lose their indentation: the caller indents them
 * by two or more blanks below the `- [ ] ` in front of the first.
 *
 * What GitLab would act on: lib/gitlab/quick_actions/extractor.rb, lib/banzai/filter (quick actions, references, front
 * matter, block quote fences), User.reference_pattern.
 */
export function makeItemInert(markdown: string, options: InertOptions): string {
  const clean = stripMarkers(cleanCharacters(markdown));
  return withDollars((escapeDollars, dollars) => {
    let seen = false;
    const inert = clean.split(/(\n(?:[ \t]*\n)+)/).map((part, index) => {
      if (index % 2 === 1) return part;
      const firstLine = seen ? "start" : "inside";
      seen = true;
      const place = { mentions: options.mentions, escapeDollars, as: "text", firstLine, atMargin: true } as const;
      return inertLines(part, place, dollars).replaceAll(DROPPED_LINE_END, "");
    });
    return inert.join("");
  });
}

/**
 * Makes the notes of one action item inert (law 4): several blocks at column 0, which the caller indents by two or more
 * blanks after a blank line. Lists, quotes, headings, tables and code stay what they are; a fence that is not closed is
 * closed; all else as in `makeItemInert`. Code keeps its bytes, except tabs where indenting would change what they mean.
 * A `>>>` fence becomes text, and so does code whose beginning GitLab's parsers could disagree about.
 */
export function makeNotesInert(markdown: string, options: InertOptions): string {
  const lines = stripMarkers(cleanCharacters(markdown))
    .split("\n")
    .map((content) => ({ prefix: "", content }));
  return withDollars((escapeDollars, dollars) =>
    inertContainer(lines, 0, { mentions: options.mentions, escapeDollars, dollars })
      .map(({ prefix, content }) => prefix + content)
      .join("\n"),
  );
}
