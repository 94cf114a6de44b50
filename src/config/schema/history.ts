import * as z from "zod/mini";
import { DATE_PATTERN, readDate } from "./dates.ts";
import { described, freeText, leaf, oneOrMore, type Read } from "./leaf.ts";
import { readMeetingId } from "./meeting-id.ts";
import { readLine, refusal } from "./texts.ts";

const EXAMPLE = { before: "2026-12-01", titles: ["Acme weekly*"], series: "cadence-call" };

/** `history:` of the file: agendas from before the bot. */
export function History() {
  const description =
    "Agendas that people wrote by hand before the bot came: they are read for open items and never written, no label, comment, tick, relation, closing, reminder or follow-up. Without this key those are agendas with the agenda label whose call was before the day of the bot's first issue in the project.";
  return described(
    { description, examples: [EXAMPLE] },
    z.strictObject({
      before: Before(),
      titles: z.optional(Titles()),
      issues: z.optional(Issues()),
      series: z.optional(Series()),
    }),
  );
}

function Before() {
  const description =
    "The day from which on agendas are the bot's: those of calls before it are never written. Where an issue has no due date, the day in its title counts, else the day it was made.";
  return leaf({ title: "date", description, examples: [EXAMPLE.before], pattern: DATE_PATTERN }, readDate);
}

function Titles() {
  const description =
    "Titles of old agendas without the agenda label; `*` stands for anything, case does not matter. Each costs a request in each run.";
  return oneOrMore(
    { description, examples: [EXAMPLE.titles], default: [] },
    freeText({ title: "title, with *", examples: EXAMPLE.titles }, readTitlePattern),
  );
}

function Issues() {
  const description = "Numbers of old agendas that neither the label nor a title tells; all of them cost one request.";
  return oneOrMore({ description, examples: [[12, 15]], default: [] }, z.int().check(z.gte(1), z.lte(999_999_999)));
}

function Series() {
  const description = "The meeting that they belong to. Default: by their day and labels, else the main one.";
  return leaf({ title: "id of a meeting", description, examples: [EXAMPLE.series] }, readMeetingId);
}

/** A title, in which `*` stands for anything. */
export function readTitlePattern(text: string): Read<string> {
  const line = readLine(text, "the title", "Acme weekly*");
  if (!line.ok) return line;
  if (/[\p{L}\p{N}]/u.test(line.value)) return line;
  return refusal("every issue would be an agenda", ["Acme weekly*", "*Acme*"]);
}
