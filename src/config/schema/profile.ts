import * as z from "zod/mini";
import {
  CUSTOMER_KINDS,
  type CustomerPriority,
  DEPLOYMENTS,
  SEGMENTS,
  type Segment,
} from "../../domain/profile/types.ts";
import { nearestWord } from "../../domain/text/nearest-word.ts";
import { described, freeText, leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { CalendarDay } from "./rhythm.ts";
import { readLine, refusal } from "./texts.ts";

/** `profile`: which of its keys must be there is said with the whole file (`check-profile.ts`), since a service's file may give them in two places. */
export function ProfileSchema() {
  const about = {
    description:
      "What kind of customer this is. It chooses what the handbook recommends: how often `calls` take place, what belongs on agendas.",
    examples: [{ segment: "strategic", priority: 1, deployment: "self-managed", since: "2026-01-12" }],
  };
  const keys = {
    segment: z.optional(SegmentSchema()),
    priority: z.optional(Priority()),
    deployment: z.optional(
      described(
        { description: "Where the customer's GitLab runs: what is talked about depends on it." },
        z.enum(DEPLOYMENTS),
      ),
    ),
    since: z.optional(
      CalendarDay(
        "The first day of the contract. Fortnights, months and quarters of `calls` are counted from its week.",
        "2026-01-12",
      ),
    ),
    customer: z.optional(
      described(
        {
          description:
            "Whether the calls begin with onboarding, once a week. Default: `existing` when `since` lies more than 45 days before the first call of the file.",
          examples: ["new"],
        },
        z.enum(CUSTOMER_KINDS),
      ),
    ),
    onboarded: z.optional(
      CalendarDay("The last day of onboarding, of a new customer. Default: 45 days after `since`.", "2026-02-26"),
    ),
    region: z.optional(
      freeText({ title: "text", description: "Where the customer is, for topics.", examples: ["EMEA"] }, (text) =>
        readLine(text, "the region", "EMEA"),
      ),
    ),
    areas: z.optional(
      oneOrMore(
        {
          description: "Areas of the product that the customer cares about, for topics.",
          examples: [["ci", "security"]],
          default: [],
        },
        freeText({ title: "text" }, (text) => readLine(text, "an area", "ci")),
      ),
    ),
  };
  return described(about, z.strictObject(keys));
}

function Priority() {
  const about = { description: "1 or 2, within the segment: how often `calls` take place.", examples: [1] };
  const number = described(about, z.int().check(z.gte(1), z.lte(2)));
  return readFurther(number, (value): Read<CustomerPriority> => ({ ok: true, value: value === 1 ? 1 : 2 }));
}

/** Segments that the handbook gives neither recurring calls nor a collaboration project (A5, A16). */
const WITHOUT_PROJECT: readonly string[] = ["scale", "digital"];

function SegmentSchema() {
  const about = {
    title: SEGMENTS.map((one) => `\`${one}\``).join(" or "),
    description: "How customer success looks after this customer.",
    examples: [...SEGMENTS],
  };
  return leaf(about, (text): Read<Segment> => {
    const word = text.trim().toLowerCase();
    const segment = SEGMENTS.find((one) => one === word);
    if (segment !== undefined) return { ok: true, value: segment };
    if (WITHOUT_PROJECT.includes(word)) {
      const problem = `customers of the segment ${word} have no recurring calls and no collaboration project (handbook A5, A16)`;
      return refusal(problem, SEGMENTS);
    }
    return refusal(`"${text}" is no segment`, SEGMENTS, nearestWord(word, SEGMENTS));
  });
}
