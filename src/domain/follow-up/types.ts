import type { Sides } from "../action-items/read/types.ts";
import type { AgendaTemplate } from "../agenda/types.ts";
import type { IssueIid } from "../ids.ts";
import type { BoxState } from "../markdown/types.ts";
import type { CallPeople } from "../people/types.ts";
import type { LeadTime, Occurrence } from "../schedule/types.ts";
import type { TemplateVariables } from "../template/values.ts";
import type { OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import type { HolidayCalendar, Instant, PlainDate } from "../time/types.ts";
import type { LeftOut } from "./left-out.ts";

/** What `follow_up:` of a meeting series says. */
export interface FollowUpRules {
  /**
   * `closed`: when the agenda is closed; `after-call`: when the call is over, closed or not; `only-with-items`: as `closed`, and
   * none for a call that left no open action item.
   */
  readonly when: "closed" | "after-call" | "only-with-items" | "off";
  /** How long after the call the follow-up is to be sent (handbook A69: one business day). */
  readonly due: LeadTime;
  /** Minutes between the making of a follow-up and the comment that tells the participants (handbook A77: proofread); null: until somebody approves it. */
  readonly draftMinutes: number | null;
  /** Name of a description template, without `.md`. */
  readonly template: string;
  /** Whether the bot closes one in which everything is resolved, once the next call was held. */
  readonly close: "when-resolved" | "never";
}

/** One action item as the follow-up shows it. */
export interface FollowUpItem {
  /** Identity that all copies share, `12-k3f`. */
  readonly id: string;
  /** iid of the issue where it was raised. */
  readonly origin: IssueIid;
  /** As people wrote it, on one line, without the bot's marker and origin; not yet inert. */
  readonly text: string;
  readonly state: BoxState;
  /** User name without `@`, or null. */
  readonly owner: string | null;
  readonly due: PlainDate | null;
  /** The two of `ItemDetails`. */
  readonly unclearDue: string | null;
  readonly bare: string;
  /** Heading people grouped it under in the agenda, or its owner's side (`groupOf`), or null. */
  readonly group: string | null;
  /** iid of the issue of its own that it was promoted to, or null. */
  readonly issue: IssueIid | null;
  readonly children: readonly FollowUpItem[];
}

export interface FollowUpInput {
  readonly agenda: {
    readonly iid: IssueIid;
    readonly title: string;
    /** Day of the call. */
    readonly date: PlainDate;
    /** When the call began, or null where only its day is known. */
    readonly start: Instant | null;
    readonly description: string;
    readonly confidential: boolean;
    /** Labels of the agenda. */
    readonly labels: readonly string[];
  };
  readonly series: string;
  /** Id of the occurrence. */
  readonly occurrence: string;
  /** When the agenda was closed; where nobody has to close it, when the call ended. */
  readonly closedAt: Instant;
  /** The day that it is written on: what it counts is true of it. */
  readonly today: PlainDate;
  readonly timeZone: string;
  readonly calendar: HolidayCalendar;
  readonly rules: FollowUpRules;
  readonly followUpLabel: string;
  /** Further labels of the series, as on its agendas. */
  readonly labels: readonly string[];
  readonly sides: Sides;
  /** Who is named as at this call; both sides of the table by default. */
  readonly people?: CallPeople;
  /** Whether observers are notified, who hear of it while it is a draft (handbook B2); nobody else is by a follow-up. Quiet by default. */
  readonly observed?: "quiet" | "notify";
  /** The CSM of the day, `@jane` or a plain name, or null. */
  readonly csm: string | null;
  readonly template: AgendaTemplate;
  readonly texts: Texts;
  /** Variables of the project's own for templates, as written; none by default. */
  readonly variables?: TemplateVariables;
  /** Lines of the agenda's template (`templateLines`); nothing where that was not read. */
  readonly untouched?: ReadonlySet<string>;
  /** Top-level items, resolved ones included, as they stand at this moment. */
  readonly items: readonly FollowUpItem[];
  /** There are others, which are not shown: it is not said that the call left none. */
  readonly itemsElsewhere?: boolean;
  /** The next call, or null when the series ends. */
  readonly next: Occurrence | null;
  /** iid of the agenda of the next call, or null when it is not made yet. */
  readonly nextAgenda: IssueIid | null;
  /** The project, or null when unknown. */
  readonly project: OwnProject | null;
  /** Titles of issues of this project, by iid: what a link holds (handbook A75). */
  readonly issueTitles: ReadonlyMap<IssueIid, string>;
}

/** What an agenda lacks for a good follow-up. */
export interface Gap {
  readonly kind: "no-owner" | "no-date" | "empty-recap" | "no-box" | "bare-link" | "no-action-items";
  /** Texts of the items concerned, plain and short; empty where it is about the call. */
  readonly items: readonly string[];
  /** With them the days that are not clear, null for none; left out where all are. */
  readonly unclear?: readonly (string | null)[] | undefined;
}

/** The follow-up issue to be created. */
export interface FollowUp {
  readonly title: string;
  /** Begins with the issue marker. */
  readonly description: string;
  readonly labels: readonly string[];
  /** User names without `@`. */
  readonly assignees: readonly string[];
  readonly dueDate: PlainDate;
  /** The day that the recap promises the next update for (handbook A70), or null. */
  readonly nextUpdate: PlainDate | null;
  readonly confidential: boolean;
  /** Ids of the items it was made with, in order, children included. */
  readonly ids: readonly string[];
  /** Questions that are still to be answered. */
  readonly openQuestions: number;
  readonly gaps: readonly Gap[];
  /** Zero where nothing was left out, or somebody asked for it. */
  readonly leftOut: LeftOut;
  /** What the template asked for and did not get, one sentence each. */
  readonly warnings: readonly string[];
}
