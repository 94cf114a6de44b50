import type { Splice } from "../markdown/types.ts";
import { type FoundReference, findReferences } from "./references.ts";
import { JOINER, type Scan } from "./scan.ts";
import { type ShownLine, showLine } from "./shown-line.ts";

/** A sign with what may follow it in the source; `\0` stands for a dropped tag, and a backslash may hide either. */
const MAY_REFER =
  /[#!$][\d&\0]|&[\da-z#]|~["\w.?&\0-]|%[^\s<]|@[\da-f&\0]|[\w.;\0-]>|\^[a&\0]|\[["a-z&\0]|\*[i&\0]|GL-|\\/i;
const MOST_MARKS = 44;
const GLUED = /^[^[\]]{0,40}\[[^[\]]\]$/;

const WORD = /[^ \t\n]+/g;
/**
 * Words that are an address for every version of GitLab, behind their first part: nothing in it refers, and a backslash would
 * end up in it. In what may be a link the address ends with the bracket.
 */
const BARE_ADDRESS =
  /^(\\?\()?https?:\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#](?:[\w.%/?#=+@:,;!'()-]|&(?![a-z0-9#]{1,32};))*)?$/i;
const LINKED_ADDRESS =
  /^([^\s`$<]{0,500}\]\\?\()https?:\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}(?::\d{1,5})?(?:[/?#](?:[\w.%/?#=+@:,;!'(-]|&(?![a-z0-9#]{1,32};))*)?(?:\)[).,;:!?'"]*)?$/i;
/** Underscores that may begin or end emphasis, of which an older GitLab makes the end of an address. */
const EMPHASIS = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/;

/** A word that is an address from an offset on, if it is one at all. */
interface Word {
  readonly end: number;
  readonly addressFrom: number;
}

/** The word that holds an offset; offsets ascend from call to call. */
function wordsOf(line: string): (at: number) => Word {
  const words = line.matchAll(WORD);
  let known: Word = { end: 0, addressFrom: 0 };
  return (at) => {
    while (at >= known.end) {
      const next = words.next();
      if (next.done === true) return { end: line.length, addressFrom: line.length };
      const [word] = next.value;
      const end = next.value.index + word.length;
      const address = EMPHASIS.test(word) ? null : (BARE_ADDRESS.exec(word) ?? LINKED_ADDRESS.exec(word));
      known = { end, addressFrom: address === null ? end : next.value.index + (address[1]?.length ?? 0) };
    }
    return known;
  };
}

function editFor(finding: FoundReference, { text, startOf, endOf }: ShownLine, word: Word): readonly Splice[] {
  const start = startOf(finding.start);
  if (start >= word.addressFrom) return [];
  const end = finding.end > finding.start ? endOf(finding.end - 1) : start;
  switch (finding.kind) {
    case "sign": {
      // Glued to `[x]`, which is text, a backslash would make a box of that.
      const glued = finding.start <= MOST_MARKS && GLUED.test(text.slice(0, finding.start)) ? JOINER : "";
      return [{ start, end, text: `${glued}\\${text[finding.start]}` }];
    }
    case "word":
      return [{ start: end, end, text: JOINER }];
    default:
      return [{ start, end, text: end > start ? "" : " " }];
  }
}

/** Makes edits, which are apart and in order, in the parts of a line; one may reach over several. */
function applyTo(out: string[], from: number, edits: readonly Splice[]): void {
  let next = 0;
  let offset = 0;
  let done = 0;
  for (let index = from; index < out.length; index++) {
    const part = out[index] as string;
    const end = offset + part.length;
    const isLast = index === out.length - 1;
    const parts: string[] = [];
    for (let edit = edits[next]; edit !== undefined && (edit.start < end || isLast); edit = edits[++next]) {
      parts.push(part.slice(Math.max(0, done - offset), edit.start - offset), edit.text);
      done = edit.end;
    }
    if (parts.length > 0 || done > offset) out[index] = parts.join("") + part.slice(Math.max(0, done - offset));
    offset = end;
  }
}

/**
 * Takes the effect from what GitLab would make a reference of, in the line that was just read: to other projects, to what
 * several projects share, and to titles that change. It looks the same.
 */
export function quietReferences(scan: Scan): void {
  const { out, lineOut, opaque } = scan;
  const line = out
    .slice(lineOut)
    .map((part, index) => opaque.get(lineOut + index)?.repeat(part.length) ?? part)
    .join("");
  if (!MAY_REFER.test(line)) return;
  const shown = showLine(line);
  const wordAt = wordsOf(line);
  const edits = findReferences(shown.text, scan.place.project).flatMap((finding) =>
    editFor(finding, shown, wordAt(shown.startOf(finding.start))),
  );
  // What was part of an address may be text now.
  if (edits.some(({ text }) => text.trim() === "") || (edits.length > 0 && scan.urls.length > 0)) {
    scan.learned.again = true;
  }
  applyTo(out, lineOut, edits);
}
