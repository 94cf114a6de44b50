import type { CarryRules } from "../../domain/action-items/read/types.ts";
import { dayOrderOf } from "../../domain/due-date/day-order.ts";
import type { DayOrder } from "../../domain/due-date/types.ts";
import type { FollowUpRules } from "../../domain/follow-up/types.ts";
import type { CallGuests } from "../../domain/people/types.ts";
import type { CallTrigger } from "../../domain/schedule/trigger.ts";
import type { Move } from "../../domain/schedule/types.ts";
import type { TextLanguage } from "../../domain/texts/language.ts";
import type { KindHours } from "../../domain/time/kind-hours.ts";
import type { HANDBOOK_DEFAULTS } from "../schema/handbook-defaults.ts";
import type { MeetingDefaultsInput, MeetingInput } from "../schema/meeting-file.ts";
import { type HandbookLayers, typeLayer, typeOfMeeting } from "./meeting-types.ts";
import { resolveObservers } from "./people.ts";
import { firstOf, recurrencesOf } from "./recurrences.ts";
import { ownTitle, titleIn } from "./titles.ts";
import type { MeetingSeries } from "./types.ts";

/** What a meeting takes from the file around it. */
export interface MeetingContext {
  readonly language: TextLanguage;
  readonly timeZone: string;
  readonly countries: readonly string[];
  readonly agendaLabel: string;
  readonly hours: KindHours;
  /** Where all calls take place, or null. */
  readonly joinUrl: string | null;
  readonly handbook: HandbookLayers;
  /** The file's `defaults`. */
  readonly defaults: MeetingDefaultsInput;
  /** Whether ids say of which type a meeting is. */
  readonly isTyped: boolean;
  /** The first meeting of the file: it is the call that the handbook names. */
  readonly isFirst: boolean;
}

/** Makes a series from what its meeting and the layers below it say. */
export function resolveMeeting(id: string, meeting: MeetingInput, context: MeetingContext): MeetingSeries {
  const type = typeOfMeeting({ id, type: meeting.type, isTyped: context.isTyped });
  // From the most general to the most special.
  const ofType = typeLayer(context.handbook, id, type, context.language);
  const layers = [context.handbook.all, ofType, context.defaults, meeting];
  const recurrences = recurrencesOf(meeting);
  const from = meeting.from ?? firstOf(recurrences);
  const merged = mergeLayers(layers);
  const { duration, lead_time, holidays, title, template, labels, assignees, confidential, home } = merged;
  return {
    id,
    type,
    schedule: {
      series: id,
      timeZone: context.timeZone,
      recurrences,
      from,
      until: meeting.until ?? null,
      durationMinutes: duration,
      leadTime: lead_time,
      hours: context.hours,
      skip: layers.flatMap((layer) => layer.skip ?? []),
      pause: layers.flatMap((layer) => layer.pause ?? []),
      move: movesOf(meeting),
      holidays: context.countries.length === 0 ? "ignore" : holidays,
    },
    title:
      context.isFirst || layers.slice(1).some((layer) => layer.title !== undefined)
        ? titleIn(title, context.language)
        : ownTitle(id, context.language),
    template,
    // Agendas have it anyway, and what else they have goes to their follow-ups, which must not be taken for agendas.
    labels: [...new Set(labels)].filter((label) => label !== context.agendaLabel),
    assignees: assignees === undefined ? null : [...new Set(assignees)],
    confidential,
    joinUrl: meeting.join_url ?? context.joinUrl,
    carry: resolveCarry(layers, dayOrderOf(context.countries)),
    followUp: resolveFollowUp(layers),
    home: home ?? null,
    miniReviews: [...new Set(meeting.mini_review)],
    main: meeting.main ?? false,
    continues: [...new Set(meeting.continues)],
    trigger: triggerOf(meeting),
    attendees: meeting.attendees ?? null,
    observers: meeting.observers === undefined ? null : resolveObservers(meeting.observers),
    guests: guestsOf(meeting),
    noteTakers: merged.note_taker ?? null,
  };
}

function triggerOf({ after, in: distance, when }: MeetingInput): CallTrigger | null {
  if (after === undefined || distance === undefined || when === undefined) return null;
  return { after, distance, weekday: when.weekday, time: when.time };
}

type Complete = { readonly [Key in keyof typeof HANDBOOK_DEFAULTS]-?: NonNullable<MeetingDefaultsInput[Key]> } & Pick<
  MeetingDefaultsInput,
  "assignees" | "home" | "note_taker"
>;

/** The value of the last layer that gives one, key by key. The handbook's layer gives all that is not optional in `Complete`. */
function mergeLayers(layers: readonly MeetingDefaultsInput[]): Complete {
  const given = layers.flatMap((layer) => Object.entries(layer).filter(([, value]) => value !== undefined));
  return Object.fromEntries(given) as unknown as Complete;
}

function resolveCarry(layers: readonly MeetingDefaultsInput[], dayOrder: DayOrder): CarryRules {
  const start: CarryRules = {
    enabled: true,
    sections: null,
    flagAfter: 0,
    flagAfterDays: 0,
    horizonDays: 0,
    dayOrder,
  };
  return layers.reduce<CarryRules>((merged, { carry }) => {
    if (carry === undefined) return merged;
    if (typeof carry === "boolean") return { ...merged, enabled: carry };
    const {
      sections = merged.sections,
      flag_after: flagAfter = merged.flagAfter,
      flag_after_days: flagAfterDays = merged.flagAfterDays,
      horizon: horizonDays = merged.horizonDays,
    } = carry;
    return { ...merged, enabled: true, sections, flagAfter, flagAfterDays, horizonDays };
  }, start);
}

/** Key by key; keys without `when` switch follow-ups on again, as those of `carry` do. */
function resolveFollowUp(layers: readonly MeetingDefaultsInput[]): FollowUpRules {
  const start: FollowUpRules = {
    when: "closed",
    due: { amount: 0, unit: "days" },
    draftMinutes: 0,
    template: "",
    close: "never",
  };
  return layers.reduce<FollowUpRules>((merged, { follow_up }) => {
    if (follow_up === undefined) return merged;
    const inherited = merged.when === "off" ? "closed" : merged.when;
    const {
      when = inherited,
      due = merged.due,
      draft_for = merged.draftMinutes,
      template = merged.template,
      close = merged.close,
    } = follow_up;
    return { when, due, draftMinutes: draft_for, template, close };
  }, start);
}

function guestsOf({ guests = {} }: MeetingInput): readonly CallGuests[] {
  const calls = Object.entries(guests).map(([date, people]) => ({ date, people }));
  return calls.sort((a, b) => a.date.localeCompare(b.date));
}

function movesOf({ move = {} }: MeetingInput): readonly Move[] {
  const moves = Object.entries(move).map(([date, target]) => ({ date, ...target }));
  return moves.sort((a, b) => a.date.localeCompare(b.date));
}
