import type { PlainDate } from "../time/types.ts";

/** Somebody who watches a call and what follows it, and owns nothing of it (handbook B1, B4, E44). */
export interface Observer {
  /** `@jane` or a plain name. */
  readonly user: string;
  /** `account executive`, as written; null where the file does not say. */
  readonly role: string | null;
}

/** People who are asked to one call (handbook A2). */
export interface CallGuests {
  /** The day that the rhythm planned, as under `move`. */
  readonly date: PlainDate;
  /** As written. */
  readonly people: readonly string[];
}

/** A time in which somebody is not there (handbook C29), both days included. */
export interface Absence {
  /** As written. */
  readonly user: string;
  readonly from: PlainDate;
  /** null where nobody knows the last day yet. */
  readonly to: PlainDate | null;
  /** Who takes their place; null where nobody does. */
  readonly cover: string | null;
}

/** Who takes notes (handbook A54): the account team in turn, or people of a list in turn. */
export type NoteTakers = "rotate" | readonly string[];

/** Everybody who is named at one call, each as written. */
export interface CallPeople {
  readonly accountTeam: readonly string[];
  readonly attendees: readonly string[];
  readonly guests: readonly string[];
  readonly observers: readonly Observer[];
  /** null where the file does not say. */
  readonly noteTaker: string | null;
}
