import * as z from "zod/mini";
import type { NoteTakers } from "../../domain/people/types.ts";
import { DATE_PATTERN } from "./dates.ts";
import { described, freeText, leaf, oneOrMore, type Read, readFurther } from "./leaf.ts";
import { Person, readPerson } from "./people.ts";
import { readLine } from "./texts.ts";

/** `attendees:` of a meeting, in place of the project's. */
export function MeetingAttendees() {
  const about = {
    description:
      "The customer's side of the table in this meeting, in place of the project's `attendees`: a team, a region, leaders.",
    examples: [["@bob", "Alice Smith"]],
  };
  return oneOrMore(about, Person());
}

/** `observers:` of the project, or of a meeting in place of these. */
export function Observers() {
  const about = {
    description:
      "People who watch and own nothing: somebody new, an account executive who is kept informed. Agendas and follow-ups name them; commands of theirs and items with their names count for nobody's. Beside `meetings` for all of them, in a meeting in place of these.",
    examples: [["@kim"], [{ user: "@ae", role: "account executive" }]],
  };
  const alone = readFurther(Person(), (user): Read<WrittenObserver> => ({ ok: true, value: { user } }));
  const map = z.strictObject({ user: Person("Who watches: @username, or a name."), role: z.optional(Role()) });
  return oneOrMore(about, z.union([alone, map]));
}

/** An entry of `observers:`, once read. */
export interface WrittenObserver {
  readonly user: string;
  readonly role?: string | undefined;
}

function Role() {
  const about = {
    title: "text",
    description: "What somebody is, as agendas say it behind the name.",
    examples: ["account executive"],
  };
  return freeText(about, (text) => readLine(text, "the role", "account executive"));
}

/** `guests:` of a meeting: people of single calls. */
export function Guests() {
  const about = {
    title: "map of dates",
    propertyNames: { pattern: DATE_PATTERN },
    description:
      "People who come to single calls, by the day the rhythm planned: the agenda of that call names them, and no other.",
    examples: [{ "2026-12-01": ["@pm"] }],
  };
  return described(about, z.record(z.string(), oneOrMore({}, Person())));
}

/** `note_taker:` of a meeting or of `defaults`. */
export function NoteTaker() {
  const description =
    "Who takes the notes, as agendas name it: one of the account team after the other (`rotate`), somebody, or several people in turn. Each planned call is a turn; who is away is passed over.";
  const about = { description, examples: ["rotate", "@jane", ["@jane", "@sam"]] };
  const one = leaf({ title: "rotate, @username or name", examples: ["rotate", "@jane"] }, readNoteTaker);
  const several = readFurther(
    described({ title: "list of people" }, z.array(Person())),
    (people): Read<NoteTakers> => ({ ok: true, value: people }),
  );
  return described(about, z.union([one, several]));
}

function readNoteTaker(text: string): Read<NoteTakers> {
  if (text.trim().toLowerCase() === "rotate") return { ok: true, value: "rotate" };
  const person = readPerson(text);
  return person.ok ? { ok: true, value: [person.value] } : { ...person, allowed: ["rotate", ...person.allowed] };
}
