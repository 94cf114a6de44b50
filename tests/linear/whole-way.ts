import { createPaint } from "../../src/app/terminal.ts";
import { checkLateFollowUps } from "../../src/check/late-follow-ups.ts";
import { checkContinues, checkTitles } from "../../src/check/meetings.ts";
import { checkOpenAgendas } from "../../src/check/open-agendas.ts";
import { proposalsOf } from "../../src/check/profile.ts";
import { toItemRows } from "../../src/cli/commands/item-rows.ts";
import { explainLines } from "../../src/cli/output/explain-text.ts";
import { itemsMarkdown } from "../../src/cli/output/items-markdown.ts";
import { itemsLines } from "../../src/cli/output/items-text.ts";
import { planDocument } from "../../src/cli/output/plan-document.ts";
import { planHints } from "../../src/cli/output/plan-hints.ts";
import { planLines, planSummary } from "../../src/cli/output/plan-text.ts";
import { runResultLine, runSummary } from "../../src/cli/output/run-text.ts";
import { asNoteId } from "../../src/domain/ids.ts";
import { restoreOverwritten } from "../../src/domain/merge/overwritten.ts";
import { formatRhythm } from "../../src/domain/schedule/format.ts";
import type { Issue, Note } from "../../src/gitlab/port.ts";
import { repairOverwrittenOf } from "../../src/reconcile/apply/restore-overwritten.ts";
import { draftAgenda, nextToMake } from "../../src/reconcile/model/draft.ts";
import { itemsOf } from "../../src/reconcile/model/items.ts";
import { boxesOf, goingElsewhere, leftOutOf } from "../../src/reconcile/model/left-out.ts";
import { findUnnamed } from "../../src/reconcile/model/recognise/aside.ts";
import { forecastRuns } from "../../src/reconcile/plan/forecast.ts";
import { tellOfAside } from "../../src/reconcile/plan/hold-back.ts";
import { type ReconcileDependencies, type Reconciled, reconcile } from "../../src/reconcile/reconcile.ts";
import { CONFIGURATION as OF_STAGE } from "../support/stage.ts";
import { anAgenda, anIssue, BOT } from "../support/state/snapshots.ts";
import { JANE, type MemoryProject, openProject } from "./project.ts";

const paint = createPaint(false);
/** Without a country: holidays take time that has nothing to do with texts. */
const CONFIGURATION = OF_STAGE.replace("country: DE\n", "");

/** Where a customer's text may stand, and the project that holds it there. */
export const PLACES: Readonly<Record<string, (text: string) => MemoryProject>> = {
  "the whole agenda": (text) => aProject({ body: text }),
  "one item": (text) => aProject({ body: `- [ ] a${text}b\n- [ ] c\n` }),
  "one marked item": (text) => aProject({ body: `- [ ] a${text}b (from #1) <!--c:1-abc-->\n` }),
  "a note of an item": (text) => aProject({ body: `- [ ] a\n\n  b${text}\n\n- [ ] c\n` }),
  "a heading over many items": (text) => aProject({ body: `## a${text}\n\n${itemsBelow("", text)}` }),
  "a bullet over many items": (text) => aProject({ body: `- a${text}\n${itemsBelow("  ", text)}` }),
  "a done item over many": (text) => aProject({ body: `- [x] a${text}\n${itemsBelow("  ", text)}` }),
  "a comment of commands": (text) =>
    aProject({ comment: `@cadence-bot drop ${text.slice(0, 64)}\n`.repeat(text.length / 64) }),
  "a table cell": (text) => aProject({ body: `| a | b |\n|---|---|\n| c | ${text} |\n` }),
  "the recap": (text) => aProject({ body: `## Recap\n\n${text}\n\n## Questions\n\n- a${text}?\n` }),
  "a heading": (text) => aProject({ body: `## a${text}b\n\n- [ ] c\n` }),
  "a footnote": (text) => aProject({ body: `- [ ] a[^1]\n\n## Recap\n\nb[^1]\n\n[^1]: c${text}\n` }),
  "preformatted HTML": (text) => aProject({ body: `- [ ] a\n\n  <pre>\n  b${text}\n  c\n  </pre>\n` }),
  "an issue that another bot marked": (text) => aProject({ foreign: text }),
  "a title": (text) => aProject({ title: `a${text}b` }),
  "a comment": (text) => aProject({ comment: text }),
  "a command": (text) => aProject({ comment: `@cadence-bot snooze a${text} until 2026-12-09` }),
  "a note of activity": (text) => aProject({ activity: `marked the checklist item **a${text}** as completed` }),
  "a template": (text) => aProject({ template: text }),
  "the configuration": (text) => aProject({ configuration: text }),
  "a value of the configuration": (text) =>
    aProject({ configuration: CONFIGURATION.replace("customer: Acme", () => `customer: ${JSON.stringify(text)}`) }),
  "a rule of the configuration": (text) =>
    aProject({ configuration: CONFIGURATION.replace(/every 2.*/, () => JSON.stringify(`every${text}at 10:00`)) }),
};

/** As many items as fit into half a text: what stands over them must not be read for each. */
function itemsBelow(indentation: string, { length }: string): string {
  return `${indentation}- [ ] an item of many\n`.repeat(length / 64);
}

/** An account of a token that was made anew: a name that people cannot take. */
const OTHER_BOT = { id: 77, username: "project_1_bot_a", name: "Cadence" };

interface Parts {
  readonly body?: string;
  readonly title?: string;
  readonly comment?: string;
  readonly activity?: string;
  readonly template?: string;
  readonly configuration?: string;
  readonly foreign?: string;
}

function aNote(id: number, body: string, system = false): Note {
  return {
    id: asNoteId(id),
    body,
    author: JANE,
    system,
    createdAt: "2026-11-27T10:00:00Z",
    updatedAt: "2026-11-27T10:00:00Z",
  };
}

/** Two agendas that were held, the newer one with the text; what the bot made of the first is known in the second. */
function aProject(parts: Parts): MemoryProject {
  const closed = { state: "closed", closedById: JANE.id } as const;
  const known = "- [ ] known (from #1) <!--c:1-abc-->\n";
  const own = (iid: number, day: string, body: string, more: Partial<Issue>): Issue => {
    const issue = anAgenda(iid, day, { ...closed, closedAt: `${day}T12:00:00Z`, updatedAt: `${day}T12:00:00Z` }, body);
    return { ...issue, commentCount: 1, ...more };
  };
  const updatedAt = "2026-11-27T11:00:00Z";
  const body = `${known}\n${parts.body ?? "- [ ] a\n"}`;
  return {
    configuration: parts.configuration ?? CONFIGURATION,
    templates: parts.template === undefined ? {} : { "Meeting Agenda": parts.template, "Follow-up": parts.template },
    issues: [
      own(1, "2026-11-03", "- [ ] known\n- [x] done\n", {}),
      own(2, "2026-11-17", known.replace("[ ]", "[x]"), { state: "opened", closedAt: null, updatedAt }),
      own(3, "2026-11-24", body, { closedAt: "2026-11-27T10:00:00Z", updatedAt, title: parts.title ?? "Call" }),
      own(5, "2026-12-08", `on 2026-12-08\n${parts.body ?? ""}`, {
        state: "opened",
        closedAt: null,
        dueDate: "2026-12-10",
      }),
      ...(parts.foreign === undefined
        ? []
        : [anAgenda(6, "2026-11-10", { author: OTHER_BOT, title: parts.foreign }, parts.foreign)]),
      anIssue(4, { labels: ["meeting-agenda"], title: parts.title ?? "Call", description: body, commentCount: 1 }),
    ],
    comments: { 2: [aNote(1, "fine")], 3: [aNote(2, parts.comment ?? "fine")], 4: [aNote(3, parts.comment ?? "fine")] },
    activity: { 2: [aNote(4, parts.activity ?? "changed the description", true)], 3: [], 4: [] },
  };
}

/** Observes, plans, applies, edits, merges, explains and prints a project, and looks at it again when its bot wrote. */
export async function goWholeWay(project: MemoryProject): Promise<void> {
  const first = openProject(project, "2026-11-28T10:00:00Z");
  await print(first, await reconcile(first));
  const issues = await first.gitlab.listIssues({ createdByMe: true });
  const second = openProject({ ...project, issues: issues.map(ticked) }, "2026-12-02T10:00:00Z");
  await print(second, await reconcile(second));
  const at = "2026-11-28T10:00:00Z";
  const updates = issues.map(({ iid, description }) => {
    restoreOverwritten(`${description}\nby a person`, description, description);
    return { id: `${iid}`, iid, previous: `${description}\nby a person`, written: description, at, heardAt: at };
  });
  await repairOverwrittenOf(second.gitlab, { botId: BOT.id, updates, putBacks: [] });
}

function ticked(issue: Issue): Issue {
  return { ...issue, description: issue.description.replace("- [ ]", "- [x]"), updatedAt: "2026-12-01T12:00:00Z" };
}

async function print({ gitlab }: ReconcileDependencies, { state, details, plan, applied }: Reconciled): Promise<void> {
  const { configuration, at } = state.snapshot;
  tellOfAside(await findUnnamed(gitlab, at), at);
  checkOpenAgendas(state);
  await checkLateFollowUps(gitlab, state);
  checkContinues(state);
  checkTitles(configuration);
  const head = { customer: configuration.customer, project: "acme", timeZone: configuration.timeZone };
  planLines(head, plan, paint, false);
  planSummary(plan, gitlab.requests, paint, { only: null, now: false, catchUp: 0 }, "cadence");
  planHints(plan, paint, "cadence");
  JSON.stringify(planDocument("acme", configuration.customer, plan, gitlab.requests, { run: "1", applied }));
  for (const one of applied) runResultLine(one, paint);
  runSummary(applied, gitlab.requests);
  const series = state.series.map((one) => {
    const { timelines } = itemsOf(details.items, one);
    return { series: one.meeting.id, items: toItemRows(timelines, state.today) };
  });
  itemsLines(
    { project: "acme", customer: configuration.customer, at, timeZone: configuration.timeZone, series },
    paint,
    false,
  );
  itemsMarkdown(series, true);
  const explained = state.series.map((one) => {
    const next = nextToMake(one);
    const template = { name: "a", text: "{{{action_items}}}", source: "a" };
    const agenda = next === null ? null : draftAgenda(state, one, next, template, details);
    return {
      series: one.meeting.id,
      rule: formatRhythm(one.meeting.schedule.recurrences),
      calls: [],
      nextAgenda:
        agenda === null
          ? null
          : { date: agenda.dueDate, items: agenda.carry.items, leftBehind: agenda.carry.leftBehind, topics: [] },
      elsewhere: goingElsewhere(state, one, itemsOf(details.items, one)),
      leftOut: leftOutOf(state, one, details),
      disagreeing: series[0]?.items ?? [],
      doubtful: [],
      lapsed: [],
    };
  });
  explainLines(
    {
      project: "acme",
      customer: configuration.customer,
      at,
      timeZone: configuration.timeZone,
      series: explained,
      actions: plan.actions,
      leftAlone: plan.skipped,
      warnings: plan.warnings,
      unplaced: state.unplaced.map((one) => ({
        iid: one.issue.iid,
        title: one.issue.title,
        state: one.issue.state,
        reason: one.reason,
        remedy: one.remedy,
        boxes: boxesOf(one),
      })),
      nextRuns: forecastRuns(state, 3),
      proposals: proposalsOf(state, () => details.items),
      problems: [],
    },
    paint,
  );
}
