import { stripMarkers } from "../marker/strip-markers.ts";
import { cleanCharacters } from "./characters.ts";
import { cutGraphemes } from "./cut.ts";

/** GitLab's limit of a title, in characters (app/models/concerns/issuable.rb). */
const MAX_LENGTH = 255;

/** Titles know no backslash, so the name is parted from its sign by a character without width (U+2060). */
const MENTION = /(?<![A-Za-z0-9_])@(?=[A-Za-z0-9_.])/g;

/**
 * Makes a text fit to be an issue's title: one line of at most 255 characters (cut between graphemes, with `…`), no
 * control characters, no slash in front, no marker of ours. Titles are not Markdown, but GitLab looks for mentions in
 * them; so that none notifies, `@name` gets an invisible word joiner after the sign. Empty for a text without content.
 */
export function makeTitleInert(text: string): string {
  const line = stripMarkers(cleanCharacters(text)).replace(/\s+/g, " ");
  return cutGraphemes(
    line
      .replace(/^[\s/]+/, "")
      .trimEnd()
      .replace(MENTION, "@\u2060"),
    MAX_LENGTH,
  );
}
