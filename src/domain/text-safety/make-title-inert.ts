import { stripMarkers } from "../marker/strip-markers.ts";
import { cutGraphemes } from "../text/cut.ts";
import { formatIn, isForeignAddress } from "./addresses.ts";
import { cleanCharacters } from "./characters.ts";
import type { OwnProject } from "./own-project.ts";
import { findReferences } from "./references.ts";

/** GitLab's limit of a title, in characters (app/models/concerns/issuable.rb). */
const MAX_LENGTH = 255;

/** Titles know no backslash, so what refers is parted from its sign by a character without width (U+2060). */
const JOINER = "\u2060";
const MENTION = /(?<![A-Za-z0-9_])@(?=[A-Za-z0-9_.])/g;

const ADDRESS = /[A-Za-z][A-Za-z0-9+.-]{0,31}:(?=\/\/)[^\s<>]{0,2000}/g;

function quietAddress(address: string, project: OwnProject | null): string {
  const format = formatIn(address, project);
  const text = format === null ? address : address.slice(0, format.start) + address.slice(format.end);
  return isForeignAddress(text, project) ? text.replace(":", `:${JOINER}`) : text;
}

/** Parts references to other projects after their sign, and takes off what would show the title of an issue of this one. */
function quietReferences(title: string, project: OwnProject | null): string {
  let text = "";
  let from = 0;
  for (const { kind, start, end } of findReferences(title, project)) {
    text += title.slice(from, kind === "format" ? start : end);
    text += kind === "format" ? (end > start ? "" : " ") : JOINER;
    from = end;
  }
  return text + title.slice(from);
}

/**
 * Makes a text fit to be an issue's title: one line of at most 255 characters (cut between graphemes, with `…`), no
 * control characters, no slash in front, no marker of ours. Titles are not Markdown, but GitLab looks for mentions and
 * references in them; so that none notifies and none leads to another project than `project`, these get an invisible word
 * joiner after their sign. Empty for a text without content.
 */
export function makeTitleInert(text: string, project: OwnProject | null = null): string {
  const line = stripMarkers(cleanCharacters(text)).replace(/\s+/g, " ");
  const quiet = quietReferences(
    line.replace(ADDRESS, (address) => quietAddress(address, project)),
    project,
  );
  return cutGraphemes(
    quiet
      .replace(/^[\s/]+/, "")
      .trimEnd()
      .replace(MENTION, `@${JOINER}`),
    MAX_LENGTH,
  );
}
