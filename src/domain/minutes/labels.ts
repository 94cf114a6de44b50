import { isAttendance } from "../attendance/heading.ts";
import type { Block } from "../markdown/blocks.ts";
import { isSectionName } from "../text/section-names.ts";
import type { PlainDate } from "../time/types.ts";
import { paragraphText } from "./block-text.ts";
import { readMinutesLines } from "./minutes-lines.ts";
import { type PartKind, partKindOf } from "./part-names.ts";

/** A line longer than this is a sentence. */
const MAX_LENGTH = 120;
/** A plain line of more words is one too. */
const MOST_WORDS = 5;
/** A line in bold, and what may stand behind it. */
const STRONG =
  /^(?:[\p{Extended_Pictographic}\u{FE0F}→➜▶•✓✔☑ ]|\d{1,2}[.)] ){0,4}(?:\*\*\*?|__|<(?:b|strong)>)([^*_<>]{1,100})(?:\*\*\*?|__|<\/(?:b|strong)>)[:：]?( ?[–—-]? ?\(?[\p{L}\p{N} .,/-]{1,30}\)?)?[:：]?$/u;
/** A day or a note on it: `**Recap** 24 Nov`. Other words make a sentence, as in `**Bob** sends it`. */
const BESIDE_STRONG =
  /^[ –—-]{0,3}(?:\(.{1,30}\)|(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}[.,]? )?\d{1,4}[-./ ].{0,16})$/iu;
const ENDS_IN_COLON = /^[^.!?。]{1,100}[:：][*_]{0,3}$/u;

/** A line that acts as a heading though it is none: `**Decisions**`, `Decisions:`. */
export interface MinutesLabel {
  /** What stands below it, or null where its words do not tell. */
  readonly kind: PartKind | null;
  /** In bold, as people divide a text that has no headings. */
  readonly isStrong: boolean;
  /** Names who was there: what follows their list is said by them. */
  readonly isAttendance: boolean;
}

/** Reads a line that acts as a heading, or null; `beforeList`: a list follows, so that a plain word will do. */
export function labelOf(written: string, beforeList: boolean, callDate: PlainDate | null): MinutesLabel | null {
  const text = written.trim();
  if (text === "" || text.length > MAX_LENGTH || text.includes("\n")) return null;
  const isStrong = isStrongLine(text, callDate);
  if (!isStrong && !ENDS_IN_COLON.test(text) && !((beforeList || isSectionName(text)) && isShort(text))) return null;
  const [said] = readMinutesLines(text);
  const kind = partKindOf(text, callDate);
  // The name of a part, alone in a line, is what a template leaves in place of a text, too.
  const isName = said?.kind === "text" || (said?.kind === "placeholder" && kind !== null);
  if (said !== undefined && !isName && said.text !== "") return null;
  if (kind === null && !isStrong) return null;
  return { kind, isStrong, isAttendance: isAttendance(text) };
}

function isStrongLine(text: string, callDate: PlainDate | null): boolean {
  const [all, bold = "", beside = ""] = STRONG.exec(text) ?? [];
  if (all === undefined) return false;
  return (
    beside === "" || BESIDE_STRONG.test(beside) || (/^ ?[–—-]/.test(beside) && partKindOf(bold, callDate) !== null)
  );
}

function isShort(text: string): boolean {
  return text.split(/\s+/, MOST_WORDS + 1).length <= MOST_WORDS && !/[.!?;,。…]$/.test(text);
}

/** The label that a block is, or null. */
export function labelIn(
  source: string,
  block: Block,
  next: Block | undefined,
  callDate: PlainDate | null,
): MinutesLabel | null {
  if (block.kind !== "paragraph") return null;
  return labelOf(paragraphText(source, block), next?.kind === "item" || next?.kind === "table", callDate);
}
