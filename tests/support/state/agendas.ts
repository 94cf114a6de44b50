import type { CarryInput } from "../../../src/domain/action-items/carry/carry.ts";
import { planCarry } from "../../../src/domain/action-items/carry/carry.ts";
import { renderCarriedItems } from "../../../src/domain/action-items/carry/render.ts";
import type { AgendaText, CarriedItem, CarryPlan } from "../../../src/domain/action-items/read/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { renderIssueMarker } from "../../../src/domain/marker/issue-marker.ts";
import { EN } from "../texts.ts";

/** An agenda written by people: no marker is believed in it. */
export function byHand(iid: number, date: string, description: string): AgendaText {
  return { iid: asIssueIid(iid), date, description, confidential: false, byBot: false };
}

/** An agenda the bot made for that day, with the ledger of what it was made with. */
export function byBot(iid: number, date: string, carried: readonly string[], body: string): AgendaText {
  const marker = renderIssueMarker({ kind: "agenda", series: "cadence-call", occurrence: date, date, carried });
  return { iid: asIssueIid(iid), date, description: `${marker}\n\n${body}`, confidential: false, byBot: true };
}

export const RULES = {
  enabled: true,
  sections: null,
  flagAfter: 3,
  flagAfterDays: 28,
  horizonDays: 56,
  dayOrder: "unknown",
} as const;
export const READING = { callDate: "2026-11-24", dayOrder: "unknown" } as const;
export const SIDES = { customer: "Acme", accountTeam: ["@jane", "@sam"], attendees: ["@bob"] } as const;

/** Carries from agendas into the next one; `today` is 24 Nov 2026 unless told. */
export function carry(agendas: readonly AgendaText[], more: Partial<CarryInput> = {}): CarryPlan {
  return planCarry({
    agendas,
    confidential: false,
    today: "2026-11-24",
    templateItems: [],
    rules: RULES,
    sides: SIDES,
    mentions: "quiet",
    texts: EN,
    maxLength: 1_000_000,
    ...more,
  });
}

/** The carried block as Markdown. */
export function carriedMarkdown(plan: CarryPlan): string {
  return renderCarriedItems(plan.items, SIDES.customer, 3, EN);
}

/** The next agenda as the bot would make it, so that carrying can go on from it. */
export function nextAgenda(iid: number, date: string, plan: CarryPlan): AgendaText {
  return byBot(iid, date, plan.ids, `## Action items\n\n${carriedMarkdown(plan)}\n`);
}

/** Texts of carried items, children indented by `> `. */
export function texts(items: readonly CarriedItem[], depth = 0): readonly string[] {
  return items.flatMap((item) => [`${"> ".repeat(depth)}${item.text}`, ...texts(item.children, depth + 1)]);
}
