import { findInlineComments } from "../markdown/comments.ts";
import { readEntity } from "../markdown/inline/entities.ts";
import { NO_TEXT, showText } from "../markdown/shown-text.ts";
import { withLatinLetters } from "./look-alikes.ts";

const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});/g;
/** Letters with a mark, of which only the letter counts (`&uuml;`). */
const MARKED_LETTER = /^&([A-Za-z])(?:uml|acute|grave|circ|tilde|cedil|ring|caron|macr|breve|ogon|dot);$/;
const OTHER_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&shy;", ""],
  ["&ZeroWidthSpace;", ""],
  ["&NoBreak;", ""],
  ["&zwnj;", ""],
  ["&zwj;", ""],
  ["&lrm;", ""],
  ["&rlm;", ""],
  ["&szlig;", "ss"],
  ["&lowbar;", "_"],
  ["&period;", "."],
  ["&hyphen;", "-"],
  ["&dash;", "-"],
  ["&commat;", "@"],
  ["&colon;", ":"],
  ["&sol;", "/"],
]);

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(ENTITY, (entity) => {
    const [, letter] = MARKED_LETTER.exec(entity) ?? [];
    return letter ?? OTHER_ENTITIES.get(entity) ?? readEntity(entity, 0)?.char ?? entity;
  });
}

/**
 * A text by its letters: no accents, no characters that nobody sees (soft hyphens, blanks without width, private ones), wide
 * and narrow forms as one. Case stays. The lunate sigma looks like a c, and would be decomposed to one that does not.
 */
export function plainLetters(text: string): string {
  return text
    .replace(/[ϲϹ]/g, (sigma) => (sigma === "Ϲ" ? "C" : "c"))
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]|[^\P{Cc}\s]/gu, "")
    .normalize("NFC");
}

function withoutComments(source: string): string {
  let text = "";
  let from = 0;
  for (const { start, end } of findInlineComments(source, 0, source.length)) {
    text += source.slice(from, start);
    from = end;
  }
  // GitLab deletes carriage returns before it reads a text.
  return (text + source.slice(from)).replaceAll("\r", "");
}

/** Bounded, so that time stays linear. An attribute may hold a bracket. */
const TAG = /<[^<>"']{0,200}(?:(?:"[^"]{0,200}"|'[^']{0,200}')[^<>"']{0,200}){0,12}>/g;

/** What begins or ends a line or a cell, so that words beside it are two. */
const LINE_TAG =
  /^<\/?(?:br|caption|d[dlt]|details|div|h[1-6r]|li|ol|p|pre|blockquote|summary|t[dhr]|table|tbody|thead|ul)\b/i;

function inPlaceOfTag(tag: string): string {
  return LINE_TAG.test(tag) ? " " : "";
}

/** GitLab's marks of what was put in or taken out (`{+ … +}`, `[- … -]`), with the blanks that people put beside them. */
const DIFF_MARK = /[{[][+-]\s?|\s?[+-][}\]]/g;

/** Addresses as a browser shows them: single bytes that stand for a letter. */
function withoutPercents(text: string): string {
  if (!/%[2-7][0-9a-f]/i.test(text)) return text;
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * The ways in which a text may be read: as it is written (addresses of links, code, attributes), without the marks and tags
 * that GitLab takes out of the middle of a word, and as the parser shows it; each also with look-alikes of Latin letters as those.
 * What stands in hidden comments is in none.
 */
export function shownViews(source: string): readonly string[] {
  const written = withoutComments(source);
  const views = new Set([plainLetters(decoded(written)), plainLetters(withoutPercents(decoded(written)))]);
  if (/[*_~`\\<]|[{[][+-]/.test(written)) {
    views.add(
      plainLetters(
        decoded(
          written
            .replace(TAG, inPlaceOfTag)
            .replace(/<[^<>]*>/g, inPlaceOfTag)
            .replace(DIFF_MARK, "")
            .replace(/[*_~`\\]/g, ""),
        ),
      ),
    );
  }
  if (written.includes("[")) views.add(plainLetters(decoded(showText(written).text.replaceAll(NO_TEXT, ""))));
  for (const view of [...views]) views.add(withLatinLetters(view));
  return [...views];
}
