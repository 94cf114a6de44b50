import * as z from "zod/mini";
import { DEPLOYMENTS } from "../../domain/profile/types.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { TOPIC_BANK } from "../../domain/topics/bank.ts";
import type { TopicInterval } from "../../domain/topics/types.ts";
import { DEFAULT_MOST_TOPICS } from "./handbook-defaults.ts";
import { described, freeText, leaf, oneOrMore, type Read } from "./leaf.ts";
import { CalendarDay } from "./rhythm.ts";
import { readLine, refusal } from "./texts.ts";

const IDS: readonly string[] = TOPIC_BANK.map(({ id }) => id);
const LONGEST_TOPIC = 200;
const MOST_TOPICS = 10;

/** `topics`: what agendas of the main series suggest to talk about. */
export function TopicsSchema() {
  const about = {
    description:
      "What the agendas of the main meeting suggest to talk about: questions of the handbook that fit this customer, each after its time, and topics of your own. Without `profile` and `topics` there are none.",
    examples: [{ max: 3, add: ["Move to the new runners"], drop: ["events"] }],
  };
  const keys = {
    max: z.optional(Max()),
    add: z.optional(Added()),
    drop: z.optional(
      oneOrMore(
        { description: "Topics of the handbook that are never suggested.", examples: [["events"]], default: [] },
        leaf({ title: "topic", examples: ["events"] }, readTopic),
      ),
    ),
  };
  return described(about, z.strictObject(keys));
}

function Max() {
  const about = {
    description: "How many topics an agenda suggests at most, those left over from the last call included; 0 is none.",
    default: DEFAULT_MOST_TOPICS,
    examples: [3],
  };
  return described(about, z.int().check(z.gte(0), z.lte(MOST_TOPICS)));
}

function Added() {
  const about = {
    description: "Topics of your own, before those of the handbook: a text, or one with what it is for and until when.",
    examples: [
      ["Move to the new runners"],
      [{ topic: "How does the beta of Duo go?", until: "2026-06-30", every: "2 months" }],
    ],
    default: [],
  };
  return oneOrMore(about, z.union([Text(), OwnTopicSchema()]));
}

function Text() {
  return freeText({ title: "text", examples: ["Move to the new runners"] }, (text) => {
    const line = readLine(text, "the topic", "Move to the new runners");
    if (!line.ok || line.value.length <= LONGEST_TOPIC) return line;
    return refusal(`the topic has ${line.value.length} letters, ${LONGEST_TOPIC} at most`, ["Move to the new runners"]);
  });
}

function OwnTopicSchema() {
  const list = (title: string, description: string, example: string) =>
    oneOrMore(
      { description, examples: [[example]] },
      freeText({ title: "text" }, (text) => readLine(text, title, example)),
    );
  const keys = {
    topic: described({ description: "What to talk about, best as a question." }, Text()),
    link: z.optional(Link()),
    until: z.optional(CalendarDay("The last day of a call that it is suggested for.", "2026-06-30")),
    every: z.optional(Every()),
    deployment: z.optional(
      oneOrMore({ description: "For customers of these alone.", examples: [["self-managed"]] }, z.enum(DEPLOYMENTS)),
    ),
    areas: z.optional(list("an area", "For customers who care about one of these (`profile.areas`).", "ci")),
    regions: z.optional(list("the region", "For customers in one of these (`profile.region`).", "EMEA")),
  };
  return described({}, z.strictObject(keys));
}

function Link() {
  const about = { title: "address", description: "A page about it.", examples: ["https://docs.gitlab.com/update/"] };
  return leaf(about, (text): Read<string> => {
    const isAddress = /^https:\/\/[^\s<>"()]{1,500}$/.test(text);
    return isAddress ? { ok: true, value: text } : refusal("not an address that begins with https://", about.examples);
  });
}

const EVERY = /^(?:every )?(?:(\d{1,2}) )?(month|call)s?$/;

function Every() {
  const about = {
    title: "interval",
    description: "How long it rests once it was suggested.",
    default: "once",
    examples: ["once", "2 months", "3 calls"],
  };
  return leaf(about, (text): Read<TopicInterval> => {
    const word = text.trim().toLowerCase();
    if (word === "once") return { ok: true, value: "once" };
    const [, count = "1", unit] = EVERY.exec(word) ?? [];
    const number = Number(count);
    if (unit === undefined || number === 0) return refusal("not an interval", about.examples);
    return { ok: true, value: unit === "month" ? { months: number } : { calls: number } };
  });
}

function readTopic(text: string): Read<string> {
  const word = text.trim().toLowerCase();
  if (IDS.includes(word)) return { ok: true, value: word };
  return refusal(`"${text}" is no topic of the handbook`, IDS, nearestWord(word, IDS));
}
