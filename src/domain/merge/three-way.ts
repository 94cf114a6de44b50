import { diffLines, type Hunk } from "./line-diff.ts";
import { type Lines, newlineOf, splitText } from "./lines.ts";

/** A merged text, and how many changes of our side had to give way to the person's. */
export interface Merged {
  readonly text: string;
  readonly conflicts: number;
}

/** Lines of `theirs` to be replaced. */
interface Patch {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The three texts, line by line. */
interface MergeSides {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/**
 * Merges two changes of one text line by line: `theirs`, the person's, byte for byte, with what `ours` changed put in.
 * Where both changed the same lines the person's stay and `conflicts` counts ours; changes side by side are no conflict.
 * Where both only added lines, both additions stay, the person's first, lines they share once. Lines that come from ours
 * get the person's line ends; a change of line ends alone is none.
 */
export function mergeTexts(base: string, ours: string, theirs: string): Merged {
  const person = splitText(theirs);
  const our = splitText(ours);
  const sides = { base: splitText(base).texts, ours: our.texts, theirs: person.texts };
  const theirHunks = diffLines(sides.base, sides.theirs);
  const patches: Patch[] = [];
  let conflicts = 0;
  let shift = 0;
  let next = 0;
  for (const hunk of diffLines(sides.base, sides.ours)) {
    // Hunks of the person that end before ours shift it; the others are looked at for a conflict.
    for (let other = theirHunks[next]; other !== undefined && other.end <= hunk.start; other = theirHunks[++next]) {
      if (isInsertionAt(hunk, other)) break;
      shift = other.otherEnd - other.end;
    }
    const outcome = resolve(hunk, theirHunks[next], sides, shift);
    if (outcome === "conflict") conflicts++;
    else for (const patch of outcome) patches.push(patch);
  }
  const newline = newlineOf(person) ?? newlineOf(our) ?? "\n";
  return { text: applyPatches(person, patches, newline), conflicts };
}

function isInsertionAt(hunk: Hunk, other: Hunk): boolean {
  return hunk.start === hunk.end && other.start === other.end && hunk.start === other.start;
}

/** What becomes of one hunk of ours, given the person's next one: patches, or a conflict. */
function resolve(hunk: Hunk, other: Hunk | undefined, sides: MergeSides, shift: number): readonly Patch[] | "conflict" {
  const lines = sides.ours.slice(hunk.otherStart, hunk.otherEnd);
  if (other === undefined || other.start > hunk.end || (other.start === hunk.end && !isInsertionAt(hunk, other))) {
    return [{ start: hunk.start + shift, end: hunk.end + shift, lines }];
  }
  const theirLines = sides.theirs.slice(other.otherStart, other.otherEnd);
  if (isInsertionAt(hunk, other)) return addTo(theirLines, lines, other.otherStart);
  const isSame = hunk.start === other.start && hunk.end === other.end && lines.join("\n") === theirLines.join("\n");
  return isSame ? [] : "conflict";
}

/** Puts our addition to the person's, which begins at line `offset`: what they share once, else the person's lines first. */
function addTo(theirs: readonly string[], ours: readonly string[], offset: number): readonly Patch[] {
  return diffLines(theirs, ours).map(({ end, otherStart, otherEnd }) => {
    return { start: offset + end, end: offset + end, lines: ours.slice(otherStart, otherEnd) };
  });
}

/** A line that has no end of its own gets that of the line before: next to a lone `\r` another would make one of two. */
function applyPatches({ texts, ends }: Lines, patches: readonly Patch[], newline: string): string {
  const parts: string[] = [];
  let end = newline;
  let done = 0;
  const add = (text: string, ownEnd: string): void => {
    end = ownEnd || end;
    parts.push(text, end);
  };
  const keepUntil = (line: number): void => {
    for (; done < line; done++) add(texts[done] as string, ends[done] as string);
  };
  for (const patch of patches) {
    keepUntil(patch.start);
    for (const line of patch.lines) add(line, "");
    done = patch.end;
  }
  keepUntil(texts.length);
  return parts.slice(0, -1).join("");
}
