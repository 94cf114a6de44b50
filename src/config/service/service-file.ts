import * as z from "zod/mini";
import { GuardSchema } from "../schema/guard.ts";
import { type JsonSchema, toConfigurationJsonSchema } from "../schema/json-schema.ts";
import { described, freeText, leaf, oneOrMore } from "../schema/leaf.ts";
import { readFormerBot } from "../schema/people.ts";
import { ProjectFile } from "../schema/project-file.ts";
import { readLine, readProjectReference } from "../schema/texts.ts";
import { DEFAULT_REQUESTS } from "./configuration-of.ts";
import { readExcluded, readGroupPath, readInstance, readPart, readSpan, readWebhookUrl } from "./readers.ts";

/** `cadence.yml` of the service: the one source of its types, its JSON Schema and its reference. */
export function ServiceFile() {
  const keys = {
    gitlab_url: z.optional(Instance()),
    webhook_url: z.optional(WebhookUrl()),
    groups: z.optional(Groups()),
    topics: z.optional(Topics()),
    projects: z.optional(Projects()),
    exclude: z.optional(Exclude()),
    bots: z.optional(Bots()),
    adopt: z.optional(Adopt()),
    defaults: z.optional(Defaults()),
    customers: z.optional(Customers()),
    guard: z.optional(GuardSchema()),
    sweep: z.optional(Sweep()),
    requests: z.optional(Requests()),
  };
  return described({ title: "Configuration of the collab-cadence service" }, z.strictObject(keys));
}

/** The JSON Schema of the service's `cadence.yml`, for editors. */
export function serviceConfigurationJsonSchema(): JsonSchema {
  return toConfigurationJsonSchema(ServiceFile());
}

function Instance() {
  const description = "Address of the GitLab instance. Without it GITLAB_URL of the environment counts.";
  return leaf({ title: "address", description, examples: ["https://gitlab.example.com"] }, readInstance);
}

function WebhookUrl() {
  const description =
    "Where GitLab reaches the service, with the path of webhooks: what `hooks apply` sets, and what the service knows its own webhooks by. Without it those count whose address ends with `/webhooks/gitlab`.";
  return leaf(
    { title: "address", description, examples: ["https://cadence.example.com/webhooks/gitlab"] },
    readWebhookUrl,
  );
}

function Groups() {
  const description = "Groups whose projects are served, by path; the groups below them belong to them.";
  const about = { description, examples: [["account-management"]], default: [] };
  return oneOrMore(about, leaf({ title: "path of a group" }, readGroupPath));
}

function Topics() {
  const description = "Topics: projects that have one, and of which the token's user is a member, are served.";
  const topic = freeText({ title: "topic" }, (text) => readLine(text, "a topic", "customer-collaboration"));
  return oneOrMore({ description, examples: [["customer-collaboration"]], default: [] }, topic);
}

function Projects() {
  const description =
    "Single projects, by path or id. Each costs a request per sweep; groups and topics cost one per hundred.";
  const project = freeText({ title: "project" }, readProjectReference);
  return oneOrMore({ description, examples: [["acme/collaboration", 1234]], default: [] }, project);
}

function Exclude() {
  const description = "Projects, by path or id, and groups, by path with all that is in them, which are not served.";
  const place = freeText({ title: "project or group" }, readExcluded);
  return oneOrMore({ description, examples: [["account-management/internal"]], default: [] }, place);
}

function Bots() {
  const description =
    "User names of the accounts that the bot had before, where its token was made anew instead of rotated: what they marked counts as the bot's own.";
  const bot = leaf({ title: "@username" }, readFormerBot);
  return oneOrMore({ description, examples: [["@project_12_bot_4f2a9c"]], default: [] }, bot);
}

function Adopt() {
  const description =
    "Which projects found are served: those with a `.gitlab/cadence.yml` of their own (or an entry under `customers`), or all; those without get `defaults`.";
  return described({ description, default: "with-file", examples: ["all"] }, z.enum(["with-file", "all"]));
}

function Defaults() {
  const description =
    "Keys of a project's file that hold for projects without one. Without `customer` the name of the project stands for it.";
  const example = {
    timezone: "Europe/Berlin",
    meetings: { "cadence-call": { repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" } },
  };
  return described({ title: "project file", description, examples: [example] }, z.partial(ProjectFile()));
}

function Customers() {
  const description =
    "Configurations of projects without a file of their own, by path or id: keys of a project's file. A key given here takes the place of the same key of `defaults`; of `variables`, `profile` and `topics` each name does. A file in the project counts more than both.";
  const example = { "account-management/emea/acme": { customer: "Acme", attendees: ["@bob"] } };
  const about = { title: "map of project files", description, examples: [example] };
  return described(about, z.record(z.string(), z.partial(ProjectFile())));
}

function Sweep() {
  const every = {
    title: "length of time",
    description: "Time between two sweeps over the fleet: 1 minute to 1 day.",
    examples: ["15 minutes", "1 hour"],
    default: "15 minutes",
  };
  const full = {
    title: "length of time",
    description: "Time after which a project is looked at whatever is known of it: 1 hour to 4 weeks.",
    examples: ["1 day", "12 hours"],
    default: "1 day",
  };
  const map = z.strictObject({
    every: z.optional(
      leaf(every, (text) => readSpan(text, { least: 1, most: 1440, words: "1 minute to 1 day" }, every.examples)),
    ),
    full: z.optional(
      leaf(full, (text) => readSpan(text, { least: 60, most: 40_320, words: "1 hour to 4 weeks" }, full.examples)),
    ),
  });
  return described({ description: "How often the fleet is looked over.", examples: [{ every: "5 minutes" }] }, map);
}

function Requests() {
  const perMinute = {
    description: "Requests per minute at most, whatever GitLab allows. Its limits are kept in any case.",
    examples: [600],
    default: DEFAULT_REQUESTS.perMinute,
  };
  const reserve = {
    title: "percentage",
    description: "The part of them that sweeps leave to what people wait for.",
    examples: ["20%"],
    default: "20%",
  };
  const map = z.strictObject({
    per_minute: z.optional(described(perMinute, z.int().check(z.gte(10), z.lte(100_000)))),
    reserve: z.optional(freeText(reserve, readPart)),
  });
  const description = "How many requests all processes with one token send.";
  return described({ description, examples: [{ per_minute: 600, reserve: "30%" }] }, map);
}
