import { inertContainer } from "./blocks.ts";
import { cleanCharacters } from "./characters.ts";
import { walkWithoutTags } from "./drop-tags.ts";
import { inertLines } from "./inline.ts";
import type { OwnProject } from "./own-project.ts";
import { DROPPED_LINE_END, type MentionStyle, type Tags, traitsOf } from "./scan.ts";
import type { TextWalk } from "./walk-text.ts";

export interface InertOptions {
  /** `quiet`: a mention is escaped, so that it notifies nobody; `notify`: left to GitLab. */
  readonly mentions: MentionStyle;
  /**
   * The project it is written into; null where that is unknown, and for texts of which nobody needs to follow a link. What
   * GitLab would take for a reference to anything else becomes text, whatever `mentions` says.
   */
  readonly project?: OwnProject | null;
}

/** `(issue #3)` and `(from #3)` at the end of a line, as people type them: before a marker it would be the bot's word. */
const TYPED_POINTER = /(?<!\\)\((?=(?:issue|from) #\d{1,9}[^()\n]*\)[ \t]*$)/gim;

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
  const { mentions, project = null } = options;
  const walkFor = (tags: Tags): TextWalk => {
    return (text, escapeDollars, learned) => {
      const place = {
        mentions,
        project,
        item: traitsOf(text),
        tags,
        // A formula over several lines would swallow what is put behind the first.
        escapeDollars: escapeDollars || text.includes("\n"),
        as: "text",
        atMargin: true,
      } as const;
      const paragraphs = text.split(/(\n(?:[ \t]*\n)+)/);
      return paragraphs
        .map((part, index) => {
          if (index % 2 === 1) return part;
          return inertLines(part, { ...place, firstLine: index === 0 ? "inside" : "start" }, learned);
        })
        .join("")
        .replaceAll(DROPPED_LINE_END, "")
        .replaceAll(TYPED_POINTER, "\\(");
    };
  };
  return walkWithoutTags(cleanCharacters(markdown), walkFor);
}

/**
 * Makes the notes of one action item inert (law 4): several blocks at column 0, which the caller indents by two or more
 * blanks after a blank line. Lists, quotes, headings, tables and code stay what they are; a fence that is not closed is
 * closed; all else as in `makeItemInert`. Code keeps its bytes, except tabs where indenting would change what they mean.
 * Tags of elements that GitLab shows go, the words in
 * them stay. A `>>>` fence becomes text, and so does code whose beginning GitLab's parsers could disagree about.
 */
export function makeNotesInert(markdown: string, options: InertOptions): string {
  const { mentions, project = null } = options;
  const walkFor = (tags: Tags): TextWalk => {
    return (text, escapeDollars, learned) => {
      const lines = text.split("\n").map((content) => ({ prefix: "", content }));
      return inertContainer(lines, 0, { mentions, project, item: traitsOf(text), tags, escapeDollars, learned })
        .map(({ prefix, content }) => prefix + content)
        .join("\n");
    };
  };
  return walkWithoutTags(cleanCharacters(markdown), walkFor);
}
