import type { DateReading, DayOrder } from "../../due-date/types.ts";
import type { IssueIid } from "../../ids.ts";
import type { ParseMarkdown } from "../../markdown/known-documents.ts";
import type { BoxState, MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import type { OldItemDecision } from "../../old-items/list.ts";
import type { Reason } from "../../reason.ts";
import type { OwnProject } from "../../text-safety/index.ts";
import type { Instant, PlainDate } from "../../time/types.ts";

/** What `carry:` of a meeting series says. */
export interface CarryRules {
  readonly enabled: boolean;
  /** Headings that hold action items (their sub-headings included), or null for the whole issue. */
  readonly sections: readonly string[] | null;
  /** An item carried more often than this is marked for a decision. */
  readonly flagAfter: number;
  /** An item older than this many days is marked for a decision. */
  readonly flagAfterDays: number;
  /** Days that an open item of agendas from before the bot may be old when the bot begins: older ones are not carried. */
  readonly horizonDays: number;
  /** How the project's country writes days in figures. */
  readonly dayOrder: DayOrder;
}

/** How the questions are read that people noted in an agenda without a box. */
export interface QuestionRules {
  /**
   * `asked`: open ones are items, since no follow-up gives them a box; `carried`: those that a later agenda took over;
   * `followed`: those that its follow-up gave a box, where they were answered here since.
   */
  readonly count: "asked" | "carried" | "followed";
  readonly project: OwnProject | null;
}

/** One agenda or follow-up, as far as action items are concerned. */
export interface AgendaText {
  readonly iid: IssueIid;
  /** Id of its series. Default: that of all texts without one. */
  readonly series?: string;
  /** What its series says of its items. Default: the rules that hold for all texts. */
  readonly rules?: CarryRules;
  /** Default: an agenda. */
  readonly kind?: "agenda" | "follow-up";
  /** Ids an agenda that a person wrote was given later, as the bot's own comment on it says. */
  readonly lateIds?: readonly string[];
  /** The bot does not edit its boxes: another agenda stands for the call. Default: it does. */
  readonly leftAlone?: boolean;
  /** The day the bot began, of a text from before that: it is read and never written. Default: of a text since then. */
  readonly began?: PlainDate;
  /** What people decided about the open items of such a text, by their words (`normaliseText`). Default: nobody did. */
  readonly decided?: ReadonlyMap<string, OldItemDecision>;
  /** Which of its questions without a box are items. Default: none. */
  readonly questions?: QuestionRules;
  /** Issues that the bot made for items; none where that is not known. */
  readonly itemIssues?: ReadonlySet<IssueIid>;
  /** Day of its call. */
  readonly date: PlainDate;
  readonly confidential: boolean;
  readonly description: string;
  /** How the description is read; `parseMarkdown` by default. */
  readonly parse?: ParseMarkdown;
  /** Markers in it are believed: the bot is its author. */
  readonly byBot: boolean;
}

/** Which people belong to which side; entries as configured, `@name` or a plain name. */
export interface Sides {
  readonly customer: string;
  /** What the account team is called; `GitLab` by default. */
  readonly teamName?: string;
  readonly accountTeam: readonly string[];
  readonly attendees: readonly string[];
  /** Who only watches: nobody of these owns an item (handbook B4). None by default. */
  readonly watching?: readonly string[];
}

/** Owner and due date as written in an item's text. */
export interface ItemDetails {
  /** User name without `@` of the first mention, or null. */
  readonly owner: string | null;
  readonly due: PlainDate | null;
  /** A day that can be read in two ways or that there is none of, as written; null where the due date is clear. */
  readonly unclearDue: string | null;
  /** The text without the owner and due date at its beginning and end, for where columns show them. */
  readonly bare: string;
}

/** An action item as it stands in one agenda. */
export interface Appearance {
  readonly agenda: AgendaText;
  /** The whole agenda as parsed. */
  readonly document: MarkdownDocument;
  readonly item: TaskItem;
  /** Its box, or the state that a word before its text (DONE, WONT) gives it. */
  readonly state: BoxState;
  /** Text of the item on one line, without the bot's marker and origin. */
  readonly text: string;
  readonly details: ItemDetails;
  /** How the days in its text are read. */
  readonly reading: DateReading;
  /** The issue it was given or is all about (`#45`), or null. */
  readonly issue: IssueIid | null;
  /** A person asks for an issue of its own (`/cadence issue` below it, or the box that offers one). */
  readonly promote: boolean;
  /** Whether the item carries a marker that is believed. */
  readonly marked: boolean;
  /** A question without a box, where it was asked: it says what became of it, and nothing is written there. */
  readonly boxless?: true;
}

/** All that is known of one action item over the agendas of a series. */
export interface ItemTimeline {
  /** `ORIGIN_IID-TAG`, the same in every copy. */
  readonly id: string;
  readonly origin: IssueIid;
  readonly originDate: PlainDate | null;
  /** Where it stands, oldest agenda first. Never empty for a life that can be carried. */
  readonly appearances: readonly Appearance[];
  /** Agendas that were made with a copy of it, whether or not the copy still stands there. */
  readonly carriedInto: readonly AgendaText[];
  /** Agendas it stood in where neither it nor its words stand any more, oldest first. */
  readonly missing: readonly AgendaText[];
  /** The child item that GitLab made of it, and the iid of the agenda where that happened; null as far as is known. */
  readonly converted: { readonly iid: IssueIid; readonly in: IssueIid } | null;
  /** The issue it was given, is all about or was made, or null. */
  readonly issue: IssueIid | null;
  readonly resolution: ItemResolution;
}

export type ItemResolution =
  | {
      readonly kind: "open";
      readonly newest: Appearance;
      /** Why it counts as open although a copy is ticked; null where all copies agree. */
      readonly reason: Reason | null;
      /** When a person opened it, where copies do not agree yet: it is news. */
      readonly opened?: Instant;
    }
  | {
      readonly kind: "resolved";
      /** The copy that shows it; the newest one where a closed issue or a command resolved it. */
      readonly where: Appearance;
      readonly state: "done" | "inapplicable";
      readonly reason: Reason;
    }
  | {
      readonly kind: "removed";
      readonly from: AgendaText;
      /** Why nobody knows whether GitLab made a child item of it, in words for people; null where it did not. */
      readonly unasked: string | null;
    };

/** An open item that goes into the next agenda. */
export interface CarriedItem {
  readonly id: string;
  readonly origin: IssueIid;
  /** The issue the text was taken from: its newest copy. */
  readonly from: IssueIid;
  /** Inert Markdown on one line. */
  readonly text: string;
  /** Inert Markdown blocks at column 0, or the empty string. */
  readonly notes: string;
  readonly children: readonly CarriedItem[];
  /** Heading that groups it, or null. */
  readonly group: string | null;
  readonly owner: string | null;
  readonly due: PlainDate | null;
  /** See `ItemDetails`. */
  readonly unclearDue: string | null;
  readonly overdue: boolean;
  /** How often it has been carried, this time included. */
  readonly carries: number;
  /** In how many follow-ups it stands. */
  readonly followUps: number;
  readonly ageDays: number;
  readonly needsDecision: boolean;
  /** The issue of its own, or null. */
  readonly issue: IssueIid | null;
  /** Markdown that tells its past at the end of its line (`renderTrailer`). */
  readonly trailer: string;
  readonly reason: Reason;
}

/** An item that does not go into the next agenda, and why. */
export interface LeftBehind {
  readonly iid: IssueIid;
  readonly text: string;
  readonly reason: Reason;
}

/** An item of earlier calls that goes on in a box of the template, open or done in the same round. */
export interface StandingItem {
  readonly id: string;
  readonly state: BoxState;
  /** Normalised first lines of the items around it and of itself, outermost first. */
  readonly path: readonly string[];
  /** Its first line as people left it; not inert. */
  readonly text: string;
  /** The lines right below it; not inert. */
  readonly rest: string;
  /** What stands below it; not inert. */
  readonly notes: string;
}

export interface CarryPlan {
  /** Top-level items in the order in which they are shown. */
  readonly items: readonly CarriedItem[];
  readonly leftBehind: readonly LeftBehind[];
  /** What goes on in the boxes that the template brings. */
  readonly standing: readonly StandingItem[];
  /** Ids of all carried items, children included, in the order shown: the ledger of the new agenda. */
  readonly ids: readonly string[];
  /** The issues the items were taken from, ascending. */
  readonly sources: readonly IssueIid[];
}
