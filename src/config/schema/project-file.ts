import * as z from "zod";
import { readCountry } from "./country.ts";
import { DEFAULT_AGENDA_LABEL } from "./handbook-defaults.ts";
import { freeText, leaf, oneOrMore } from "./leaf.ts";
import { MeetingDefaults, MeetingFile } from "./meeting-file.ts";
import { readPerson } from "./people.ts";
import { readLabel, readLine, readProjectReference } from "./texts.ts";
import { readTimeZone } from "./time-zone.ts";

/** Ids of meeting series: they stand in markers and commands, and people type them. */
export const MEETING_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * `.gitlab/cadence.yml`: the one source of its types, its JSON Schema and its reference. A function, since building
 * it takes milliseconds that only those should pay who read a file.
 */
export function ProjectFile() {
  return z
    .strictObject({
      customer: freeText(
        { title: "text", description: "The customer's name, as it stands in titles.", examples: ["Acme"] },
        (text) => readLine(text, "the customer's name", "Acme"),
      ),
      timezone: leaf(
        {
          title: "time zone",
          description: "The place whose clock the calls keep, as a name of the IANA database.",
          examples: ["Europe/Berlin", "America/New_York", "UTC"],
        },
        readTimeZone,
      ),
      country: oneOrMore(
        {
          description:
            "Countries whose public holidays count, both sides' if they differ, with a region where it has holidays of its own (ISO 3166).",
          examples: ["DE", ["DE-BY", "US"]],
        },
        leaf({ title: "country code", examples: ["DE", "DE-BY"] }, readCountry),
      ).optional(),
      account_team: oneOrMore(
        {
          description: "Your side of the table: @username, or a name for people without one. The first is the CSM.",
          examples: [["@jane", "@sam"]],
          default: [],
        },
        leaf({ title: "@username or name", examples: ["@jane", "Jane Doe"] }, readPerson),
      ).optional(),
      attendees: oneOrMore(
        {
          description: "The customer's side of the table: @username, or a name for people without one.",
          examples: [["@bob", "Alice Smith"]],
          default: [],
        },
        leaf({ title: "@username or name", examples: ["@jane", "Jane Doe"] }, readPerson),
      ).optional(),
      agenda_label: freeText(
        {
          title: "label",
          description:
            "The label that marks agendas. Put it on an agenda you write by hand, with a due date, and it is adopted.",
          examples: ["meeting-agenda"],
          default: DEFAULT_AGENDA_LABEL,
        },
        readLabel,
      ).optional(),
      mentions: z
        .union([Mention(), MentionsFile()])
        .meta({
          description:
            "Whom a new agenda notifies: `notify` lets GitLab send what a mention sends, `quiet` shows the name only. One word stands for `carried`.",
          examples: ["quiet", { carried: "notify", attendees: "quiet" }],
        })
        .optional(),
      template_project: z
        .union([z.string(), z.number()])
        .meta({
          title: "project",
          description: "A project whose templates are used where this one has none, by path or id.",
          examples: ["account-management/templates", 1234],
        })
        .transform(String)
        .pipe(leaf({}, readProjectReference))
        .optional(),
      defaults: MeetingDefaults()
        .meta({ description: "Keys of a meeting that hold for all meetings which do not say otherwise." })
        .optional(),
      meetings: z.record(z.string(), MeetingFile()).meta({
        title: "map of meetings",
        description:
          "The meeting series of the project, each under an id of your choice: small letters, digits and dashes, 40 at most. The id stays for the life of the series.",
        examples: [{ "cadence-call": { repeat: "every 2 weeks on tuesday at 10:00", from: "2026-01-13" } }],
      }),
    })
    .meta({ title: "Configuration of collab-cadence" });
}

function Mention() {
  return z.enum(["quiet", "notify"]);
}

function MentionsFile() {
  return z.strictObject({
    carried: Mention()
      .meta({ description: "Mentions in action items that are carried forward.", default: "quiet" })
      .optional(),
    attendees: Mention()
      .meta({ description: "People of `account_team` and `attendees` in the head of the agenda.", default: "notify" })
      .optional(),
  });
}

/** The file once read, before defaults are filled in. */
export type ProjectInput = z.output<ReturnType<typeof ProjectFile>>;
