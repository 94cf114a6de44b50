import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import type { JudgedTopic, TopicChoice } from "../topics/choose.ts";
import { renderTopicMark } from "../topics/marks.ts";
import { lineOfTopic, wordsOfTopic } from "../topics/words.ts";

const MAX_TEXT = 200;

/** What an agenda offers to talk about, as Markdown. */
export interface AgendaTopics {
  /** A list of questions, or the empty string. */
  readonly suggested: string;
  /** Lines of action items that are raised with it. */
  readonly raised: readonly string[];
  /** Ids of all of them, for the marker. */
  readonly ids: readonly string[];
}

/**
 * Returns what an agenda offers to talk about, as much of it as fits beside what is left over from the last call.
 *
 * @param left how many topics are left over
 */
export function renderTopics(
  choice: TopicChoice | null,
  texts: Texts,
  { left, project }: { readonly left: number; readonly project: OwnProject | null },
): AgendaTopics {
  if (choice === null) return { suggested: "", raised: [], ids: [] };
  const suggested = choice.suggested.slice(0, Math.max(0, choice.max - left));
  const line = ({ topic }: JudgedTopic): string =>
    lineOfTopic(
      topic,
      makeInlineInert(wordsOfTopic(topic, texts), { mentions: "quiet", project, maxLength: MAX_TEXT }),
    );
  return {
    suggested: suggested.map((one) => `- ${line(one)} ${renderTopicMark(one.topic.id)}`).join("\n"),
    // The marker of the agenda says that it was raised; on its line, which is carried on, the mark would be somebody's words.
    raised: choice.raised.map((one) => `- [ ] ${line(one)}`),
    ids: [...suggested, ...choice.raised].map(({ topic }) => topic.id),
  };
}
