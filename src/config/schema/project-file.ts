import * as z from "zod/mini";
import { TEXT_LANGUAGES } from "../../domain/texts/language.ts";
import { Away } from "./away.ts";
import { Observers } from "./call-people.ts";
import { CADENCE_SERIES, CadenceCalls } from "./calls.ts";
import { readCountry } from "./country.ts";
import { Csm } from "./csm.ts";
import { DEFAULT_LANGUAGE, DEFAULT_TEAM_NAME } from "./handbook-defaults.ts";
import { History } from "./history.ts";
import { JoinUrl } from "./join-url.ts";
import { described, freeText, leaf, oneOrMore } from "./leaf.ts";
import { MeetingDefaults, MeetingFile } from "./meeting-file.ts";
import { MEETING_ID } from "./meeting-id.ts";
import { MentionsSchema, Noise, Reminders } from "./notices.ts";
import { Person } from "./people.ts";
import { ProfileSchema } from "./profile.ts";
import { AgendaLabel, FollowUpLabel, ObjectiveLabels, StateLabels } from "./project-labels.ts";
import { readLine, readProjectReference } from "./texts.ts";
import { readTimeZone } from "./time-zone.ts";
import { TopicsSchema } from "./topics.ts";
import { OwnVariables } from "./variables.ts";

/**
 * `.gitlab/cadence.yml`: the one source of its types, its JSON Schema and its reference. A function, since building
 * it takes milliseconds that only those should pay who read a file.
 */
export function ProjectFile() {
  const keys = {
    customer: Customer(),
    language: z.optional(LanguageSchema()),
    team_name: z.optional(TeamName()),
    timezone: TimeZone(),
    customer_timezone: z.optional(CustomerTimeZone()),
    country: z.optional(Country()),
    csm: z.optional(Csm()),
    account_team: z.optional(
      People(
        "Your side of the table: @username, or a name for people without one. The first is the CSM where `csm` is not given.",
        ["@jane", "@sam"],
      ),
    ),
    attendees: z.optional(
      People("The customer's side of the table: @username, or a name for people without one.", ["@bob", "Alice Smith"]),
    ),
    observers: z.optional(Observers()),
    away: z.optional(Away()),
    agenda_label: z.optional(AgendaLabel()),
    follow_up_label: z.optional(FollowUpLabel()),
    state_labels: z.optional(StateLabels()),
    objectives: z.optional(ObjectiveLabels()),
    mentions: z.optional(MentionsSchema()),
    reminders: z.optional(Reminders()),
    noise: z.optional(Noise()),
    template_project: z.optional(TemplateProject()),
    variables: z.optional(OwnVariables()),
    join_url: z.optional(JoinUrl()),
    history: z.optional(History()),
    defaults: z.optional(
      described(
        { description: "Keys of a meeting that hold for all meetings which do not say otherwise." },
        MeetingDefaults(),
      ),
    ),
    profile: z.optional(ProfileSchema()),
    calls: z.optional(CadenceCalls()),
    topics: z.optional(TopicsSchema()),
    meetings: z.optional(Meetings()),
  };
  const about = { title: "Configuration of collab-cadence", ...whenForEditors() };
  return described(about, z.strictObject(keys));
}

/** A meeting says when it meets in one of four ways; the one that `calls` is short for in none of them. */
function whenForEditors() {
  const one = { oneOf: [["repeat"], ["rrule", "at"], ["contract"], ["after", "in"]].map((required) => ({ required })) };
  const inShort = { properties: { [CADENCE_SERIES]: {} }, additionalProperties: one };
  return {
    oneOf: [
      { required: ["calls"], properties: { meetings: inShort } },
      { required: ["meetings"], not: { required: ["calls"] }, properties: { meetings: { additionalProperties: one } } },
    ],
  };
}

/** The file once read, before defaults are filled in. */
export type ProjectInput = z.output<ReturnType<typeof ProjectFile>>;

function Customer() {
  const about = { title: "text", description: "The customer's name, as it stands in titles.", examples: ["Acme"] };
  return freeText(about, (text) => readLine(text, "the customer's name", "Acme"));
}

function LanguageSchema() {
  const about = {
    description:
      "The language of what is written into issues: agendas, follow-ups, comments, shipped templates. What stands there already stays, and is read whatever its language is.",
    default: DEFAULT_LANGUAGE,
    examples: ["de"],
  };
  return described(about, z.enum(TEXT_LANGUAGES));
}

function TeamName() {
  const about = {
    title: "text",
    description:
      "What your side of the table is called in titles, headings and follow-ups. Changed later, it holds for what is made from then on; headings written before are still known.",
    examples: ["Acme Support"],
    default: DEFAULT_TEAM_NAME,
  };
  return freeText(about, (text) => readLine(text, "the team's name", DEFAULT_TEAM_NAME));
}

function TimeZone() {
  const about = {
    title: "time zone",
    description: "The place whose clock the calls keep, as a name of the IANA database.",
    examples: ["Europe/Berlin", "America/New_York", "UTC"],
  };
  return leaf(about, readTimeZone);
}

function CustomerTimeZone() {
  const about = {
    title: "time zone",
    description:
      "The place whose clock the customer keeps, where that is another one: agendas say when the call begins there too.",
    examples: ["America/New_York"],
  };
  return leaf(about, readTimeZone);
}

function Country() {
  const about = {
    description:
      "Countries whose public holidays count, both sides' if they differ, with a region where it has holidays of its own (ISO 3166). Days in figures in action items (`01/02/2026`) are read as they are written there.",
    examples: ["DE", ["DE-BY", "US"]],
  };
  return oneOrMore(about, leaf({ title: "country code", examples: ["DE", "DE-BY"] }, readCountry));
}

function People(description: string, example: readonly string[]) {
  return oneOrMore({ description, examples: [example], default: [] }, Person());
}

function TemplateProject() {
  const about = {
    title: "project",
    description:
      "A project whose templates are used where this one has none, by path or id; those that say `<!-- cadence:shared -->`.",
    examples: ["account-management/templates", 1234],
  };
  return freeText(about, readProjectReference);
}

function Meetings() {
  const about = {
    title: "map of meetings",
    propertyNames: { pattern: MEETING_ID.source },
    description:
      "The meeting series of the project, each under an id of your choice: small letters, digits and dashes, 40 at most. The id stays for the life of the series.",
    examples: [{ "cadence-call": { repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" } }],
  };
  return described(about, z.record(z.string(), MeetingFile()));
}
