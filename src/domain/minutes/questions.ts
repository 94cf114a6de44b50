import type { Block } from "../markdown/blocks.ts";
import { paragraphOf as firstParagraph } from "../markdown/notes.ts";
import { splitLines } from "../markdown/source.ts";
import { flattenText } from "../text/flatten.ts";
import { markedLines } from "../topics/marks.ts";
import { isAnswer, isOwnerAlone } from "./answers.ts";
import { paragraphText } from "./block-text.ts";
import { labelOf } from "./labels.ts";
import { markOf } from "./line-marks.ts";
import { endsAsQuestion, isPlaceholder, type MinutesLine, readMinutesLines } from "./minutes-lines.ts";
import type { AgendaReading, TextKind } from "./reading.ts";

/** A question of people is short. */
const MAX_QUESTION = 400;
const ARROW = /^(?:→|⇒|➜|➡\u{FE0F}?|=>|->)[ \t]*/u;
/** A question with its answer on the same line; a sign between them says that it is one. */
const INLINE =
  /^(?<question>[^?？]{2,400}[?？]+[*_)"”’]{0,3})\s+(?<sign>(?:→|⇒|➜|=>|->|–|—|--?(?= ))\s*)?(?<answer>\S.*)$/su;

/** A question and what of its own paragraph answers it. */
export interface Asked {
  readonly text: string;
  readonly answer: readonly string[];
  /** What stands below it, in the same item. */
  readonly below: readonly Block[];
  /** Whether paragraphs behind it may answer it without saying so. */
  readonly isParagraph: boolean;
}

/** The answer that a line says it is, or null. */
function answerOf(line: string): string | null {
  const text = line.trim();
  const mark = markOf(text);
  if (mark?.kind === "answer") return text.slice(mark.length);
  return ARROW.test(text) ? text.replace(ARROW, "") : null;
}

function fromLines(lines: readonly MinutesLine[], kind: TextKind): Pick<Asked, "text" | "answer"> | null {
  const [first, ...rest] = lines;
  const text = flattenText(first?.text ?? "");
  if (first?.kind !== "question" || text === "") return null;
  const isAnswered = rest.every((line) => line.kind === "answer" || (line.kind === "text" && endsAsQuestion(text)));
  if (!isAnswered) return null;
  const answer = rest.map((line) => flattenText(line.text));
  const inline = answer.length === 0 ? inlineOf(text, kind) : null;
  return inline ?? { text, answer };
}

function inlineOf(text: string, kind: TextKind): Pick<Asked, "text" | "answer"> | null {
  const { question = "", sign, answer = "" } = INLINE.exec(text)?.groups ?? {};
  const said = answerOf(answer);
  if (question === "" || (kind !== "questions" && sign === undefined && said === null)) return null;
  return isAnswer(said ?? answer) ? { text: question, answer: [said ?? answer] } : null;
}

/** `Does it? (@jane, due 2026-12-04)`: the question goes with who answers it. */
function withOwner(text: string): Pick<Asked, "text" | "answer"> | null {
  const { question = "", answer = "" } = INLINE.exec(text)?.groups ?? {};
  return question !== "" && (isOwnerAlone(answer) || endsAsQuestion(text)) ? { text, answer: [] } : null;
}

/** A paragraph that begins with a line that asks: the other lines of it answer. */
function fromText(raw: string, kind: TextKind): Pick<Asked, "text" | "answer"> | null {
  const [first = "", ...rest] = splitLines(raw).map((line) => line.trim());
  if (!endsAsQuestion(first) || first.length > MAX_QUESTION || rest.some(endsAsQuestion)) {
    return inlineOf(flattenText(raw), kind);
  }
  const answer = flattenText(rest.map((line) => answerOf(line) ?? line).join("\n"));
  return { text: flattenText(first), answer: answer === "" ? [] : [answer] };
}

/** A question that the bot suggested has the address of a page behind it. */
function suggested(raw: string): Pick<Asked, "text" | "answer"> | null {
  const [first = "", ...rest] = splitLines(raw).map((line) => line.trim());
  if (!/[?？]/.test(first)) return null;
  const answer = flattenText(rest.map((line) => answerOf(line) ?? line).join("\n"));
  return { text: flattenText(first), answer: answer === "" ? [] : [answer] };
}

/** The question that a block of a part asks, or null. */
export function askedBy({ source, callDate }: AgendaReading, block: Block, kind: TextKind): Asked | null {
  const isParagraph = block.kind === "paragraph";
  if (kind === "entry" || kind === "ignored" || (!isParagraph && block.kind !== "item") || block.box !== null)
    return null;
  const first = isParagraph ? block : firstParagraph(block);
  if (first === undefined) return null;
  const raw = paragraphText(source, first);
  const below = isParagraph ? [] : block.children.filter((child) => child !== first);
  if (isPlaceholder(raw) || (below.length > 0 && labelOf(raw, true, callDate) !== null)) return null;
  const marked = fromLines(readMinutesLines(raw), kind);
  if (marked !== null) return { ...marked, below, isParagraph };
  const mayAsk = kind === "questions" || kind === "topics" || (kind === "recap" && !isParagraph);
  const [line] = readMinutesLines(raw);
  if (!mayAsk || line?.kind !== "text") return null;
  const isSuggested = markedLines(source.slice(first.start, first.end)).length > 0;
  const asked = (isSuggested ? suggested(raw) : null) ?? fromText(raw, kind) ?? withOwner(flattenText(raw));
  return asked === null ? null : { ...asked, below, isParagraph };
}

/** What a block behind a question says to it: the text it answers with, null where it does not say that it does. */
export function saidInAnswer({ source }: AgendaReading, block: Block): string | null {
  const first =
    block.kind === "paragraph"
      ? block
      : block.kind === "item" && block.box === null
        ? firstParagraph(block)
        : undefined;
  if (first === undefined) return null;
  const said = answerOf(paragraphText(source, first));
  return said === null ? null : flattenText(said);
}
