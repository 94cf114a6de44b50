import type { Block } from "../markdown/blocks.ts";
import { paragraphOf } from "../markdown/notes.ts";
import { flattenText } from "../text/flatten.ts";
import { textKey } from "../text/similarity.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { PlainDate } from "../time/types.ts";
import { suggestedLines } from "../topics/marks.ts";
import { paragraphText } from "./block-text.ts";
import { readContent } from "./content.ts";
import { endsAsQuestion, isPlaceholder, isStruck, readMinutesLines } from "./minutes-lines.ts";
import { readParts } from "./parts.ts";

/** Nobody talks about more in one call. */
const MOST_TOPICS = 10;
const MAX_TEXT = 200;
/** Shorter words say little of a topic. */
const LETTERS = 4;
/** The heading of topics that were offered already: once is enough. */
const LEFT_OVER = /^(?:left over from|offen geblieben aus)\b/i;
/** What people write behind a topic that is done with. */
const SETTLED =
  /(?:[-–—:(]\s{0,3})?(?:done|covered|discussed|skipped|dropped|n\/a|erledigt|besprochen|fait|hecho|feito|klaar|済)\)?[.!]?$/iu;

/** An agenda whose call was held. */
export interface HeldAgenda {
  readonly description: string;
  readonly date: PlainDate;
}

interface WrittenTopic {
  readonly text: string;
  readonly isCovered: boolean;
}

function topicOf(source: string, block: Block): WrittenTopic | null {
  const first = block.kind === "item" && block.box === null ? paragraphOf(block) : undefined;
  if (first === undefined) return null;
  const raw = paragraphText(source, first);
  const [line, ...more] = readMinutesLines(raw);
  if (line === undefined || isPlaceholder(raw) || endsAsQuestion(raw)) return null;
  const text = flattenText(raw).trim();
  const hasNotes = block.children.some((child) => child !== first && child.kind !== "definition");
  return {
    text,
    isCovered: hasNotes || more.length > 0 || line.kind !== "text" || isStruck(text) || SETTLED.test(text),
  };
}

function wordsOf(text: string): readonly string[] {
  return (textKey(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= LETTERS);
}

/** Whether something that was written of the call has the words of a topic. */
function isMentioned(topic: string, written: ReadonlySet<string>): boolean {
  const words = wordsOf(topic);
  return words.length > 0 && words.every((word) => written.has(word));
}

/**
 * The topics of an agenda that its call did not come to (handbook A50, A55), at most ten, each as inert Markdown on one line:
 * list items below a heading for topics with nothing below them, of which recap, decisions and questions say nothing. None
 * where the notes do not tell what was talked about: no topic has any, and there is no recap. Time is linear.
 *
 * @param untouched lines of the agenda's template (`templateLines`)
 */
export function leftTopics(
  { description, date }: HeldAgenda,
  untouched: ReadonlySet<string>,
  project: OwnProject | null,
): readonly string[] {
  const parts = readParts(description, date).filter(({ kind }) => kind === "topics");
  const topics = parts.flatMap(({ subheading, blocks }) =>
    LEFT_OVER.test(subheading ?? "") ? [] : blocks.flatMap((block) => topicOf(description, block) ?? []),
  );
  const suggested = new Set(suggestedLines(description));
  const own = topics.filter(({ text }) => !untouched.has(textKey(text)) && !suggested.has(textKey(text)));
  const content = readContent({ description, itemTexts: [], project, callDate: date, untouched });
  const told = [
    ...content.recap.map(({ text }) => text),
    ...content.decisions,
    ...content.questions,
    ...content.answers,
  ];
  if (told.length === 0 && !own.some(({ isCovered }) => isCovered)) return [];
  const written = new Set(told.flatMap(wordsOf));
  const left = own.filter(({ text, isCovered }) => !isCovered && !isMentioned(text, written));
  const texts = [...new Map(left.toReversed().map(({ text }) => [textKey(text), text])).values()].toReversed();
  return texts
    .slice(0, MOST_TOPICS)
    .map((text) => makeInlineInert(text, { mentions: "quiet", project, maxLength: MAX_TEXT }));
}
