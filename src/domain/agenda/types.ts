import type { CarryInput } from "../action-items/carry/carry.ts";
import type { AgendaText, CarryPlan, CarryRules, Sides } from "../action-items/read/types.ts";
import type { ItemEvidence } from "../action-items/timeline/resolution.ts";
import type { IssueIid } from "../ids.ts";
import type { MeetingTypeName } from "../meeting-types/types.ts";
import type { HeldAgenda } from "../minutes/left-topics.ts";
import type { CallPeople } from "../people/types.ts";
import type { CustomerProfile } from "../profile/types.ts";
import type { Occurrence, SeriesSchedule } from "../schedule/types.ts";
import type { TemplateVariables } from "../template/values.ts";
import type { OwnProject } from "../text-safety/index.ts";
import type { TextLanguage } from "../texts/language.ts";
import type { Texts } from "../texts/texts.ts";
import type { TopicChoice } from "../topics/choose.ts";
import type { Objective } from "./objectives.ts";

/** What the configuration says about the agendas of one meeting series. */
export interface AgendaRules {
  readonly schedule: SeriesSchedule;
  /** Mustache pattern of the title. */
  readonly title: string;
  readonly labels: readonly string[];
  /** Each `@username`; empty for nobody, null for the CSM of the day. */
  readonly assignees: readonly string[] | null;
  readonly confidential: boolean;
  /** Where people join the call, or null. */
  readonly joinUrl: string | null;
  readonly carry: CarryRules;
}

/** The template an agenda is made from. */
export interface AgendaTemplate {
  readonly name: string;
  readonly text: string;
  /** Of a shipped one what it is in each language: issues stay in that which they were made in. */
  readonly translations?: ReadonlyMap<TextLanguage, string>;
  /** Where it comes from, in words: `the project`, `the template project group/templates`, `collab-cadence`. */
  readonly source: string;
  /** The project it is for, where no issue tells that yet. */
  readonly project?: OwnProject;
}

/** What a check-in with leaders tells of the cadence calls: how many items, counted on the day its agenda is made. */
export interface RollUp {
  readonly open: number;
  readonly overdue: number;
  /** Since the last check-in, or ever. */
  readonly done: number;
  /** Whether there was no check-in before. */
  readonly isFirst: boolean;
}

/** The agenda before the new one, to link to. */
export interface PreviousAgenda {
  readonly iid: IssueIid;
  readonly date: string;
}

export interface AgendaInput {
  readonly occurrence: Occurrence;
  /** The call after this one, or null when the series ends. */
  readonly following: Occurrence | null;
  readonly previous: PreviousAgenda | null;
  /** The agenda of the last call, where that was held and people may read here what it says; none by default. */
  readonly held?: HeldAgenda | null;
  readonly rules: AgendaRules;
  /** What kind of meeting it is; unknown by default. */
  readonly type?: MeetingTypeName | null;
  /** What it tells of other calls; nothing by default. */
  readonly rollUp?: RollUp | null;
  /** Whether a short review is part of this call; not by default. */
  readonly isMiniReview?: boolean;
  /** What kind of customer it is with; unknown by default. */
  readonly profile?: CustomerProfile | null;
  /** The clock that the customer keeps, or null where that is not known. */
  readonly customerTimeZone?: string | null;
  readonly agendaLabel: string;
  readonly sides: Sides;
  /** Who is named at this call; both sides of the table by default. */
  readonly people?: CallPeople;
  /** The CSM of the day, `@jane` or a plain name, or null. */
  readonly csm: string | null;
  readonly mentions: { readonly carried: "quiet" | "notify"; readonly attendees: "quiet" | "notify" };
  readonly template: AgendaTemplate;
  readonly texts: Texts;
  /** Variables of the project's own for templates and titles, as written; none by default. */
  readonly variables?: TemplateVariables;
  /** The project; unknown by default. */
  readonly project?: OwnProject | null;
  /** Earlier agendas of the series and of those whose items it may take, oldest first. */
  readonly agendas: readonly AgendaText[];
  /** What to talk about; none by default. */
  readonly topics?: TopicChoice | null;
  /** Issues that a success plan is made of; none by default. */
  readonly objectives?: readonly Objective[];
  /** See `CarryInput`. */
  readonly belongs?: CarryInput["belongs"];
  readonly evidence?: ItemEvidence | undefined;
  readonly today: string;
}

/** The issue to be created, people by user name. */
export interface Agenda {
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  /** User names without `@`. */
  readonly assignees: readonly string[];
  readonly dueDate: string;
  readonly confidential: boolean;
  readonly milestone: string | null;
  readonly carry: CarryPlan;
  /** What the template asked for and did not get, one sentence each. */
  readonly warnings: readonly string[];
}
