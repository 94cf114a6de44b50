import { readFileSync } from "node:fs";
import { readDetails } from "../../../src/domain/action-items/read/details.ts";
import { buildFollowUp } from "../../../src/domain/follow-up/build.ts";
import type { FollowUp, FollowUpInput, FollowUpItem } from "../../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import type { Occurrence } from "../../../src/domain/schedule/types.ts";
import { READING, SIDES } from "../../support/state/agendas.ts";
import { EN } from "../../support/texts.ts";

export const SHIPPED = readFileSync(new URL("../../../issue_templates/Follow-up.md", import.meta.url), "utf8");

/** A template that shows one variable and nothing else. */
export function only(name: string): string {
  return `{{${name}}}`;
}

export function item(id: string, text: string, more: Partial<FollowUpItem> = {}): FollowUpItem {
  return {
    id,
    origin: asIssueIid(12),
    text,
    state: "open",
    ...readDetails(text, READING),
    owner: null,
    due: null,
    group: null,
    issue: null,
    children: [],
    ...more,
  };
}

const NEXT: Occurrence = {
  series: "cadence-call",
  id: "2026-12-08",
  date: "2026-12-08",
  time: "10:00",
  start: "2026-12-08T09:00:00Z",
  end: "2026-12-08T09:50:00Z",
  agendaDueAt: "2026-12-05T09:00:00Z",
  state: "planned",
  reasons: [],
};

/** A call of Tue 24 Nov 2026 in Berlin whose agenda, #12, was closed at its end. */
export function input(
  description: string,
  template: string,
  more: Partial<FollowUpInput> & { readonly confidential?: boolean; readonly title?: string } = {},
): FollowUpInput {
  const { confidential = false, title = "GitLab / Acme CSM Call - 2026-11-24", ...rest } = more;
  return {
    agenda: {
      iid: asIssueIid(12),
      title,
      date: "2026-11-24",
      start: "2026-11-24T09:00:00Z",
      description,
      confidential,
      labels: ["meeting-agenda"],
    },
    series: "cadence-call",
    occurrence: "2026-11-24",
    closedAt: "2026-11-24T10:00:00Z",
    today: "2026-11-24",
    timeZone: "Europe/Berlin",
    calendar: () => null,
    rules: {
      when: "closed",
      due: { amount: 1, unit: "business-days" },
      draftMinutes: 60,
      template: "Follow-up",
      close: "never",
    },
    followUpLabel: "follow-up",
    labels: [],
    sides: SIDES,
    csm: "@jane",
    texts: EN,
    template: { name: "Follow-up", text: template, source: "the project" },
    items: [],
    next: NEXT,
    nextAgenda: null,
    project: { url: "https://gitlab.example/acme/collaboration", path: "acme/collaboration" },
    issueTitles: new Map(),
    ...rest,
  };
}

/** The description without its marker. */
export function body(followUp: FollowUp): string {
  return followUp.description.replace(/^<!--.*-->\n\n/, "").trimEnd();
}

/** What one variable holds. */
export function variable(name: string, description: string, more: Parameters<typeof input>[2] = {}): string {
  return body(buildFollowUp(input(description, only(name), { items: [item("12-zzz", "unrelated")], ...more }))).split(
    /(?:^|\n\n)## Action items/,
  )[0] as string;
}

/** An agenda as people leave it after a call. */
export const AGENDA = `**When:** Tue 24 Nov 2026

## Attendees

- @jane
- @bob

## To read before the call

*Links and documents that help everybody prepare.*

- [Upgrade guide](https://docs.example/upgrade)

## Topics

1. Open action items
2. Upgrade to 18, see #45
   - Decision: upgrade in two steps
3. Runner fleet: slides at https://slides.example/runners

### From Acme

*Please add what you would like to talk about.*

- Does the new version still support LDAP?

## Action items

- [ ] @bob Upload the diagram, due 2026-12-01

## Recap and next steps

*What we agreed, and a line for each new action item: \`- [ ] @owner what, due 2026-01-31\`*

Acme upgrades to 18 before the holidays, staging first; the [checklist](https://docs.example/check) is ready.

- Staging: first week of December
- Production: a week later

**Decided:** no downtime outside the maintenance window.

- [ ] @sam send the sizing sheet

**Next call:** Tue 8 Dec 2026, 10:00 Europe/Berlin
`;

export const ITEMS: readonly FollowUpItem[] = [
  item("12-k3f", "@bob Upload the diagram, due 2026-12-01", { owner: "bob", due: "2026-12-01", group: "Acme" }),
  item("7-h2c", "Book the maintenance window (due 2026-11-20)", {
    due: "2026-11-20",
    owner: null,
    origin: asIssueIid(7),
  }),
  item("12-s4t", "@sam send the sizing sheet", {
    owner: "sam",
    group: "GitLab",
    children: [
      item("12-c1d", "ask @lee for the numbers", { owner: "lee" }),
      item("12-c2f", "draft", { state: "done" }),
    ],
  }),
  item("9-d5n", "@jane share the upgrade guide", { owner: "jane", group: "GitLab", state: "done" }),
];
