import { addDays } from "../../../src/domain/time/dates.ts";
import type { Sandbox } from "../../../src/sandbox/index.ts";
import { PROJECT } from "../../support/stage.ts";

/** The Tuesday of the first of them; each is for the call a week after the one before. */
const FIRST = "2025-09-23";
const COUNT = 60;

/** As people wrote them over the time, with `DAY` for the day of the call. */
const TITLES = [
  "Acme weekly DAY",
  "GitLab / Acme sync DAY",
  "Wöchentliche Abstimmung Acme (DAY)",
  "Acme weekly: roadmap",
  "定例会議 DAY",
  "Réunion hebdomadaire Acme DAY",
];

/** An agenda as it stands in the project before the bot comes. */
export interface OldAgenda {
  readonly iid: number;
  readonly title: string;
  readonly date: string;
  readonly labelled: boolean;
  /** Words of the item in it that is still open. */
  readonly item: string;
}

/**
 * Sixty weeks of agendas that people wrote by hand: titles of many styles and tongues, every third without the label, every
 * fifth still open, each with an open item of its own and a ticked one, mentions, some without a due date.
 */
export function yearsOfAgendas(sandbox: Sandbox, labelled: (index: number) => boolean): readonly OldAgenda[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const date = addDays(FIRST, index * 7);
    const title = (TITLES[index % TITLES.length] ?? "").replace("DAY", date);
    const item = `thing number ${index}`;
    sandbox.clock.set(`${addDays(date, -2)}T08:00:00Z`);
    const iid = sandbox.as("jane").createIssue(PROJECT, {
      title,
      description: `## Topics\n\n- @sam reports\n\n## Action items\n\n- [ ] @bob ${item}\n- [x] done ${index}\n`,
      labels: labelled(index) ? ["meeting-agenda"] : [],
      ...(title.includes(date) && !labelled(index) ? {} : { dueDate: date }),
    });
    sandbox.clock.set(`${date}T09:30:00Z`);
    if (index % 5 !== 0) sandbox.as("jane").close(PROJECT, iid);
    return { iid, title, date, labelled: labelled(index), item };
  });
}

/** All of issues that a write could change, without what GitLab itself notes where another issue mentions them. */
export function stateOfIssues(sandbox: Sandbox, agendas: readonly Pick<OldAgenda, "iid">[]): readonly unknown[] {
  return agendas.map(({ iid }) => {
    const { updatedAt: _, notes, ...rest } = sandbox.issue(PROJECT, iid);
    return { ...rest, notes: notes.filter(({ body }) => !body.startsWith("mentioned in")) };
  });
}

/** Requests that would write on one of some issues: to its address, or that name it as the other end of a relation. */
export function writesOn(sandbox: Sandbox, agendas: readonly Pick<OldAgenda, "iid">[]): readonly string[] {
  const iids = new Set(agendas.map(({ iid }) => iid));
  return sandbox.requests.all.flatMap(({ method, path, body, write }) => {
    if (!write) return [];
    const named = [/\/issues\/(\d+)/.exec(path)?.[1], body["target_issue_iid"]];
    return named.some((iid) => iids.has(Number(iid))) ? [`${method} ${path}`] : [];
  });
}
