import type { Texts } from "../texts/texts.ts";
import type { BankTopicId } from "./bank.ts";
import type { OwnTopic, Topic } from "./types.ts";

/** Returns what stands on the line of a topic: its words, and the whole address of its page (handbook A74, A75). */
export function lineOfTopic(topic: Topic | OwnTopic, words: string): string {
  return topic.link === undefined ? words : `${words} ${topic.link}`;
}

/** Returns the words of a topic in a language, without its link; of one that the file has as they were written. */
export function wordsOfTopic(topic: Topic | OwnTopic, { topics }: Pick<Texts, "topics">): string {
  return "text" in topic ? topic.text : topics[topic.id as BankTopicId];
}
