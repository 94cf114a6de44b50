import { readFileSync } from "node:fs";
import type { AgendaText } from "../../src/domain/action-items/read/types.ts";
import { buildAgenda } from "../../src/domain/agenda/build.ts";
import type { AgendaInput } from "../../src/domain/agenda/types.ts";
import { buildFollowUp } from "../../src/domain/follow-up/build.ts";
import type { FollowUpInput, FollowUpItem } from "../../src/domain/follow-up/types.ts";
import { asIssueIid } from "../../src/domain/ids.ts";
import { type Texts, textsIn } from "../../src/domain/texts/texts.ts";
import { input, item } from "../../tests/domain/follow-up/follow-ups.ts";
import { agendaInput, occurrence } from "../../tests/support/state/agenda-input.ts";
import { byBot } from "../../tests/support/state/agendas.ts";

/** An issue as people see it: made by the product from made-up data, the same at every run. */
export interface Scene {
  readonly name: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly markdown: string;
}

/** The shipped template in the language that a scene is told in. */
function template(name: string, { language }: Pick<Texts, "language"> = textsIn("en")): string {
  const folder = language === "en" ? "" : `${language}/`;
  return readFileSync(new URL(`../../issue_templates/${folder}${name}.md`, import.meta.url), "utf8");
}

const PROJECT = { url: "https://gitlab.example/acme/collaboration", path: "acme/collaboration" };

const GERMAN = textsIn("de");

function agenda(name: string, more: Partial<AgendaInput>): Scene {
  const { titles } = more.texts ?? textsIn("en");
  const built = buildAgenda(
    agendaInput(template("Meeting Agenda", more.texts), {
      occurrence: occurrence("2026-03-24"),
      following: occurrence("2026-04-07"),
      previous: { iid: asIssueIid(8), date: "2026-03-10" },
      customerTimeZone: "America/New_York",
      project: PROJECT,
      today: "2026-03-19",
      mentions: { carried: "notify", attendees: "notify" },
      agendas: [],
      ...more,
      rules: {
        ...agendaInput("").rules,
        title: titles.customer,
        joinUrl: "https://example.zoom.us/j/123456789",
        ...more.rules,
      },
    }),
  );
  return { name, title: built.title, labels: built.labels, markdown: built.description };
}

function followUp(
  name: string,
  description: string,
  more: Partial<FollowUpInput> & { readonly title?: string },
): Scene {
  const built = buildFollowUp(input(description, template("Follow-up", more.texts), { project: PROJECT, ...more }));
  return { name, title: built.title, labels: built.labels, markdown: built.description };
}

const DAYS = ["2026-01-13", "2026-01-27", "2026-02-10", "2026-02-24", "2026-03-10"] as const;

/** Agendas #1, #3 … #8 of the series, of which each carried what the one before left open. */
function agendas(lines: readonly string[], done: readonly string[] = []): readonly AgendaText[] {
  const ids = lines.map(
    (_, at) => `1-${"bcdfghjkmnpqrstvwxyz"[at % 20]}${"bcdfghjkmnpqrstvwxyz"[Math.floor(at / 20)]}2`,
  );
  return DAYS.map((date, at) => {
    const open = lines.map((line, index) => `- [ ] ${line} <!--c:${ids[index]}-->`);
    const rest = at === DAYS.length - 1 ? done.map((line) => `- [x] ${line}`) : [];
    return byBot([1, 3, 5, 7, 8][at] as number, date, ids, `## Action items\n\n${[...open, ...rest].join("\n")}\n`);
  });
}

function fresh(lines: readonly string[], done: readonly string[] = []): AgendaText {
  const open = lines.map((line) => `- [ ] ${line}`);
  const rest = done.map((line) => `- [x] ${line}`);
  return byBot(8, "2026-03-10", [], `## Action items\n\n${[...open, ...rest].join("\n")}\n`);
}

const FULL = [
  "@jane Ask Support about Geo, due 2026-04-03",
  "@sam Send the sizing sheet for the runners, due 2026-03-26",
  "@bob Book a room for the workshop",
  "Who decides on the pilot group?",
];
const STALE = ["@jane Ask Support about Geo", "@bob Upload the architecture diagram, due 2026-01-20"];
const FORTY = Array.from({ length: 40 }, (_, at) => {
  const owner = ["@jane", "@bob", "@sam"][at % 3];
  return `${owner} Check step ${at + 1} of the migration plan${at % 4 === 0 ? `, due 2026-03-${11 + (at % 18)}` : ""}`;
});
const LONG = [
  "@a-very-long-user-name-of-somebody.with-dots_and_underscores Compare the throughput of the self-managed runners in Frankfurt with those in Virginia for the nightly pipelines of the payment platform, and write down what would have to change before the freeze",
  "@bob https://gitlab.example/acme/collaboration/-/blob/main/architecture/decisions/2026/0042-use-geo-for-disaster-recovery.md",
];
const RIGHT_TO_LEFT = [
  "@jane לשלוח את מדריך השדרוג, due 2026-03-26",
  "@bob رفع مخطط البنية إلى المستودع, due 2026-01-20",
];

function sides(customer: string, attendees = ["@bob"]): AgendaInput["sides"] {
  return { customer, accountTeam: ["@jane", "@sam"], attendees };
}

const GERMAN_ITEMS = [
  "@jane Support zu Geo befragen, fällig 2026-04-03",
  "@bob Architekturbild hochladen, fällig 2026-01-20",
];

export function scenes(): readonly Scene[] {
  return [
    agenda("agenda-first", { previous: null, agendas: [], today: "2026-01-08" }),
    agenda("agenda-full", { agendas: [fresh(FULL, ["Book the architecture workshop", "Share the upgrade guide"])] }),
    agenda("agenda-stale", { agendas: agendas(STALE, ["Share the upgrade guide"]) }),
    agenda("agenda-forty", { agendas: agendas(FORTY) }),
    agenda("agenda-long", {
      agendas: agendas(LONG),
      sides: sides("Kompetenzzentrum für Informationsverarbeitung der Donaudampfschifffahrtsgesellschaft", [
        "@bob",
        "@a-very-long-user-name-of-somebody.with-dots_and_underscores",
        "Dr. Maria-Magdalena von und zu Hohenlohe-Schillingsfürst",
      ]),
    }),
    agenda("agenda-right-to-left", { agendas: agendas(RIGHT_TO_LEFT), sides: sides("شركة المثال") }),
    agenda("agenda-german", { texts: GERMAN, agendas: agendas(GERMAN_ITEMS, ["Workshop gebucht"]) }),
    ...followUps(),
  ];
}

const RECAP = `## Recap

We talked about the rollout of runners in the second region.

- Geo stays out of scope until May.

## Decisions

- Upgrade in two steps.
`;

const GERMAN_RECAP = `## Zusammenfassung

Wir haben über die Runner in der zweiten Region gesprochen.

## Entscheidungen

- Das Upgrade geht in zwei Schritten.
`;

function open(id: string, text: string, owner: string | null, more: Partial<FollowUpItem> = {}): FollowUpItem {
  const group = owner === null ? null : owner === "bob" ? "Acme" : "GitLab";
  return item(id, text, { owner, group, ...more });
}

const CALL_ITEMS: readonly FollowUpItem[] = [
  open("2-bbb", "Send the sizing sheet for the runners", "sam", { due: "2026-11-23" }),
  open("2-ccc", "Ask Support about Geo", "jane", { due: "2026-12-04" }),
  open("2-ddd", "Upload the architecture diagram", "bob", {
    due: "2026-12-05",
    children: [open("2-dd2", "Ask the network team", null, { state: "done" }), open("2-dd3", "Draw the DMZ", null)],
  }),
  open("2-fff", "Who decides on the pilot group?", null),
  open("2-ggg", "Book the architecture workshop", "jane", { state: "done" }),
  open("2-hhh", "Order new hardware", "bob", { state: "inapplicable" }),
];

function followUps(): readonly Scene[] {
  const forty = Array.from({ length: 40 }, (_, at) =>
    open(
      `2-${"bcdfghjkmnpqrstvwxyz"[at % 20]}${"bc"[Math.floor(at / 20)]}2`,
      `Check step ${at + 1} of the migration plan`,
      ["jane", "bob", "sam"][at % 3] ?? null,
      {
        due: at % 4 === 0 ? `2026-12-${11 + (at % 18)}` : null,
        state: at % 7 === 0 ? "done" : "open",
      },
    ),
  );
  const long = LONG.map((text, at) =>
    open(
      `2-l${"bc"[at]}2`,
      text.replace(/^@\S+ /, ""),
      ["a-very-long-user-name-of-somebody.with-dots_and_underscores", "bob"][at] ?? null,
      { due: "2026-12-05" },
    ),
  );
  const rtl = RIGHT_TO_LEFT.map((text, at) =>
    open(`2-r${"bc"[at]}2`, text.replace(/^@\S+ |, due.*$/g, ""), ["jane", "bob"][at] ?? null, { due: "2027-01-20" }),
  );
  const german = [
    open("2-jjj", "Support zu Geo befragen", "jane", { due: "2026-12-04" }),
    open("2-kkk", "Wer entscheidet über die Pilotgruppe?", null),
    open("2-mmm", "Workshop buchen", "bob", { state: "done" }),
  ];
  return [
    followUp("follow-up-full", RECAP, { items: CALL_ITEMS, nextAgenda: asIssueIid(14) }),
    followUp("follow-up-nothing", "", {}),
    followUp("follow-up-forty", RECAP, { items: forty }),
    followUp("follow-up-long", RECAP, { items: long }),
    followUp("follow-up-right-to-left", RECAP, { items: rtl }),
    followUp("follow-up-german", GERMAN_RECAP, {
      items: german,
      texts: GERMAN,
      title: "GitLab / Acme CSM-Termin - 2026-11-24",
    }),
  ];
}
