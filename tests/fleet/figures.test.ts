import { afterEach, expect, it } from "vitest";
import { serviceOf } from "../../src/config/service/configuration-of.ts";
import { findAlerts } from "../../src/fleet/alerts.ts";
import { fleetFigures } from "../../src/fleet/fleet-figures.ts";
import { createFleetMemory, parseFleetState, renderFleetState } from "../../src/fleet/state.ts";
import type { AnswerFacts } from "../../src/gitlab/http/answer-facts.ts";
import { BUSY, type FleetStage, IDLE, minutes, setFleetStage } from "./stage.ts";

let stage: FleetStage;
afterEach(() => stage.close());

const ITEMS = "## Action items\n\n- [ ] @jane Upload the diagram\n- [ ] Book a room\n- [x] Done\n";

it("are counted in each look, kept over failures and starts, and go on as time passes", async () => {
  const answers: AnswerFacts[] = [];
  const onAnswer = (facts: AnswerFacts) => void answers.push(facts);
  stage = await setFleetStage("2026-03-05T12:00:00Z", serviceOf({ groups: ["customers"] }), { onAnswer });
  stage.add("customers/busy", { file: BUSY });
  stage.add("customers/idle", { file: IDLE });
  stage.add("customers/broken", { file: "customer: [\n" });
  const issue = { labels: ["meeting-agenda"], description: ITEMS, dueDate: "2026-02-03" };
  stage.sandbox.as("jane").createIssue("customers/busy", { title: "Acme call", ...issue });
  const figures = () => fleetFigures(stage.memory.state, stage.sandbox.clock.now().toISOString());
  expect(figures()).toBeNull();

  await stage.run();
  const openItems = { "0-7d": 0, "8-30d": 2, "31-90d": 0, "over-90d": 0 };
  const agendas = { agendasDue: 0, agendasMissing: 0, agendasNotClosed: 0 };
  const followUps = { followUpsLate: 0, followUpsHeldBack: 0 };
  expect(figures()).toEqual({ projects: 3, inError: 1, ...agendas, ...followUps, openItems });
  expect(answers.filter(({ endpoint }) => endpoint === "other")).toEqual([]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const asked = answers.map(({ method, endpoint }) => `${method} ${endpoint}`);
  expect(asked).toContain("GET projects/:id/repository/files/:id/raw");

  // The lead time begins while GitLab takes nothing any more.
  stage.sandbox.faults.inject({
    kind: "status",
    status: 503,
    times: 1000,
    when: ({ path }) => /\/projects\/\d+\//.test(path),
  });
  stage.sandbox.clock.advance(minutes(3 * 1440));
  expect(figures()).toMatchObject({ agendasDue: 1, agendasMissing: 1 });
  await stage.run();
  expect(figures()).toMatchObject({ inError: 3, agendasDue: 1, agendasMissing: 1, openItems: { "31-90d": 2 } });

  expect(answers.some(({ status }) => status === 503)).toBe(true);

  const restarted = createFleetMemory(parseFleetState(renderFleetState(stage.memory.state)));
  const at = stage.sandbox.clock.now().toISOString();
  const facts = {
    state: restarted.state,
    at,
    everyMinutes: 15,
    token: { kind: "unknown" },
    startedAt: at,
    commandName: "cadence",
  } as const;
  expect(findAlerts(facts).map(({ rule, project }) => [rule, project])).toContainEqual([
    "agenda-missing",
    "customers/busy",
  ]);

  stage.sandbox.faults.clear();
  stage.sandbox.clock.advance(minutes(10));
  await stage.run();
  expect(figures()).toMatchObject({ inError: 1, agendasDue: 1, agendasMissing: 0 });
});

it("are read as none from what an older version kept", async () => {
  stage = await setFleetStage("2026-03-05T12:00:00Z");
  stage.add("customers/idle", { file: IDLE });
  await stage.run();
  const stored = JSON.parse(renderFleetState(stage.memory.state));
  for (const last of stored.looked) delete last.figures;
  const older = parseFleetState(JSON.stringify(stored));
  expect(fleetFigures(older, "2026-03-05T12:00:00Z")).toMatchObject({ projects: 1, agendasDue: 0 });
});
