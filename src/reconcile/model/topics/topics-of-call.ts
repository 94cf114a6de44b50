import type { ProjectConfiguration } from "../../../config/resolve/types.ts";
import type { Occurrence } from "../../../domain/schedule/types.ts";
import { TEXT_LANGUAGES } from "../../../domain/texts/language.ts";
import { textsIn } from "../../../domain/texts/texts.ts";
import { chooseTopics, type TopicChoice, topicsOf } from "../../../domain/topics/choose.ts";
import { offeredTopics } from "../../../domain/topics/history.ts";
import { lineOfTopic, wordsOfTopic } from "../../../domain/topics/words.ts";
import type { ProjectState, SeriesAgenda, SeriesState } from "../types.ts";

/** Whether a series is the one whose agendas suggest topics: the main one, else the first of the file. */
function isMainSeries({ meetings }: ProjectConfiguration, id: string): boolean {
  return (meetings.find(({ main }) => main) ?? meetings[0])?.id === id;
}

/** Returns what a call offers to talk about; null where the file says neither `profile` nor `topics`, or for other series. `earlier`: its agendas before that call. */
export function topicsOfCall(
  { snapshot }: Pick<ProjectState, "snapshot">,
  { meeting }: Pick<SeriesState, "meeting">,
  { date }: Pick<Occurrence, "date">,
  earlier: readonly SeriesAgenda[],
): TopicChoice | null {
  const { topics: rules, profile } = snapshot.configuration;
  if (rules === null || !isMainSeries(snapshot.configuration, meeting.id)) return null;
  const topics = new Map(topicsOf(rules).map((topic) => [topic.id, topic]));
  const languages = TEXT_LANGUAGES.map(textsIn);
  const wordsOf = (id: string): readonly string[] => {
    const topic = topics.get(id);
    return topic === undefined ? [] : languages.map((texts) => lineOfTopic(topic, wordsOfTopic(topic, texts)));
  };
  const calls = earlier
    .filter(({ stands }) => stands)
    .map(({ date, held, issue }) => offeredTopics({ date, isHeld: held, description: issue.description }, wordsOf));
  return chooseTopics({ rules, profile, date, calls });
}
