import { type Command, Option } from "commander";
import { type CommonOptions, usageError } from "../../app/options.ts";
import { readDate } from "../../config/schema/dates.ts";
import { readTitlePattern } from "../../config/schema/history.ts";
import { asIssueIid, type IssueIid } from "../../domain/ids.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { checked, common, example, type RawOptions, repeatable, withCommonOptions } from "./command-options.ts";

export interface AdoptOptions extends CommonOptions {
  /** Agendas of calls before this day; null is what the file says, else the day the bot began. */
  readonly before: PlainDate | null;
  readonly titles: readonly string[];
  readonly issues: readonly IssueIid[];
  readonly series: string | null;
  /** Where the list of open items is written; null prints none. */
  readonly items: string | null;
  /** Opens a merge request with block and list; without it nothing is written in GitLab. */
  readonly mergeRequest: boolean;
}

interface RawAdoptOptions extends RawOptions {
  readonly before?: PlainDate;
  readonly titles?: readonly string[];
  readonly issues?: readonly IssueIid[];
  readonly into?: string;
  readonly items?: string;
  readonly mergeRequest?: true;
}

function parseDay(text: string): PlainDate {
  const day = readDate(text);
  if (day.ok) return day.value;
  throw usageError("--before", text, day.problem, day.allowed, day.nearest ?? null);
}

function parseTitle(text: string): readonly string[] {
  const pattern = readTitlePattern(text);
  if (pattern.ok) return [pattern.value];
  throw usageError("--titles", text, pattern.problem, pattern.allowed);
}

function parseIids(text: string): readonly IssueIid[] {
  return text.split(",").map((one) => {
    const digits = one.trim().replace(/^#/, "");
    if (/^[1-9]\d{0,8}$/.test(digits)) return asIssueIid(Number(digits));
    throw usageError("--issues", one, "is no number of an issue", ["12,15,20"]);
  });
}

/** Adds `cadence adopt`; `run` does it. */
export function addAdopt(program: Command, run: (options: AdoptOptions) => Promise<void>): void {
  const description =
    "propose how years of hand-made agendas are read: what is one, and what becomes of their open items";
  example(
    withCommonOptions(program.command("adopt").description(`${description} (docs/history.md)`), {
      at: true,
    })
      .option("--before <day>", "agendas of calls before this day (default: the day the bot began)", checked(parseDay))
      .option("--titles <pattern>", "titles of old agendas, * for anything; repeatable", repeatable(parseTitle))
      .option("--issues <numbers>", "numbers of old agendas, with commas; repeatable", repeatable(parseIids))
      .addOption(new Option("--into <series>", "the meeting that they belong to"))
      .option("--items <file>", "write the list of their open items into a new file")
      .option("--merge-request", "open a merge request with both; without it nothing is written in GitLab"),
    "cadence adopt --project acme/collaboration",
    "cadence adopt --project acme/collaboration --titles 'Acme weekly*' --issues 12,15 --items cadence-history.md",
    "cadence adopt --project acme/collaboration --merge-request",
  ).action((raw: RawAdoptOptions) => {
    const { before = null, titles = [], issues = [], into = null, items = null, mergeRequest = false } = raw;
    return run({ ...common(raw), before, titles, issues, series: into, items, mergeRequest });
  });
}
