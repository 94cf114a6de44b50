import type { AgendaInput } from "../../../src/domain/agenda/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import type { Occurrence } from "../../../src/domain/schedule/types.ts";
import { EN } from "../texts.ts";
import { byHand, RULES, SIDES } from "./agendas.ts";

/** A call of the series on a day at ten. */
export function occurrence(date: string): Occurrence {
  return {
    series: "cadence-call",
    id: date,
    date,
    time: "10:00",
    start: `${date}T09:00:00Z`,
    end: `${date}T09:50:00Z`,
    agendaDueAt: "2026-11-28T09:00:00Z",
    state: "planned",
    reasons: [],
  };
}

/** The agenda of 1 December 2026 from a template; #12 with two open items stands before it unless told. */
export function agendaInput(template: string, more: Partial<AgendaInput> = {}): AgendaInput {
  return {
    occurrence: occurrence("2026-12-01"),
    following: occurrence("2026-12-15"),
    previous: { iid: asIssueIid(12), date: "2026-11-17" },
    rules: {
      schedule: {
        series: "cadence-call",
        timeZone: "Europe/Berlin",
        recurrences: [
          {
            rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
            time: "10:00",
            text: "every 2 weeks on tuesday at 10:00",
          },
        ],
        from: "2026-01-13",
        until: null,
        durationMinutes: 50,
        leadTime: { amount: 3, unit: "days" },
        hours: "any-time",
        skip: [],
        pause: [],
        move: [],
        holidays: "ignore",
      },
      title: "GitLab / {{customer}} CSM Call - {{date}}",
      labels: ["customer"],
      assignees: ["@jane"],
      confidential: false,
      joinUrl: null,
      carry: RULES,
    },
    agendaLabel: "meeting-agenda",
    csm: "@jane",
    sides: SIDES,
    mentions: { carried: "quiet", attendees: "notify" },
    texts: EN,
    template: { name: "Meeting Agenda", text: template, source: "the project" },
    agendas: [byHand(12, "2026-11-17", "- [ ] Upload the diagram\n- [ ] @bob book a room")],
    today: "2026-11-28",
    ...more,
  };
}
