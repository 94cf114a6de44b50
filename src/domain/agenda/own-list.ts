import { OWN_WORDS } from "../marker/own-words.ts";
import type { Texts } from "../texts/texts.ts";

/** The rest is counted. */
const MOST_NAMED = 10;

/** A list of texts, inert on one line each, of which no reader takes any for a person's word, and how many more there are. */
export function ownList(texts: readonly string[], { agenda }: Texts): string {
  const named = texts.slice(0, MOST_NAMED);
  const more = texts.length - named.length;
  const lines = more > 0 ? [...named, agenda.more({ count: more })] : named;
  // In a list a text that begins as a box does would be one.
  return lines.map((line) => `- ${line.replace(/^\[(?=.\])/u, "\\[")} ${OWN_WORDS}`).join("\n");
}
