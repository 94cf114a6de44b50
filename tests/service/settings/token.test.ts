import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CommandContext } from "../../../src/app/context.ts";
import type { ServeOptions } from "../../../src/app/options.ts";
import { createPaint } from "../../../src/app/terminal.ts";
import { createMemoryBudgetStore } from "../../../src/gitlab/budget/budget.ts";
import { connect, readSettings } from "../../../workers/settings/current.ts";
import { keepLive } from "../../../workers/settings/live-configuration.ts";
import { watchToken } from "../../../workers/watch/watch-token.ts";
import { type ServiceStage, setServiceStage } from "../service-stage.ts";

const DAY_MS = 86_400_000;

let stage: ServiceStage;
beforeEach(async () => {
  stage = await setServiceStage();
});
afterEach(() => stage.close());

it("a token is asked about once a day and after a refusal, and another one in its file is taken by itself", async () => {
  const { sandbox, folder } = stage;
  const first = sandbox.addToken({ user: "cadence-bot", scopes: ["api"], expiresAt: "2099-01-01" });
  const file = join(folder, "token");
  writeFileSync(file, first);
  let now = Date.now();
  const said: string[] = [];
  const say = (_fields: object, text: string): void => void said.push(text);
  const log = { debug: () => undefined, info: say, warn: say };
  const context: CommandContext = {
    environment: { ...stage.environment, GITLAB_TOKEN: "", GITLAB_TOKEN_FILE: file },
    commandName: "cadence",
    color: false,
    clock: () => now,
    terminal: { out: () => undefined, err: () => undefined, paint: createPaint(false), quiet: true },
  };
  const options: ServeOptions = {
    service: join(folder, "cadence.yml"),
    group: [],
    trustProxy: [],
    concurrency: 8,
    adminPort: null,
    audit: null,
    port: 0,
    host: "127.0.0.1",
    directory: folder,
    only: null,
    logLevel: "silent",
  };
  const storeOf = () => createMemoryBudgetStore();
  const connecting = {
    context,
    log,
    storeOf,
    budgetClock: () => now,
    onAnswer: (facts: Parameters<typeof token.onAnswer>[0]) => token.onAnswer(facts),
  };
  const token = watchToken(
    () => held.current().gitlab,
    () => now,
    log,
  );
  const held = keepLive(await connect(readSettings(options, context), connecting), options, connecting);
  const asked = (): number => sandbox.requests.all.filter(({ path }) => path.endsWith("/self")).length;

  // The start has asked as well.
  sandbox.requests.reset();
  await token.tick();
  expect([token.facts, asked()]).toEqual([{ kind: "expires", on: "2099-01-01" }, 1]);
  now += DAY_MS - 1;
  await token.tick();
  expect(asked()).toBe(1);
  now += 1;
  await token.tick();
  expect(asked()).toBe(2);

  sandbox.revokeToken(first);
  await expect(held.current().gitlab.listProjects("account-management")).rejects.toThrow("GITLAB_TOKEN");
  await token.tick();
  expect(token.facts).toMatchObject({ kind: "refused" });

  await held.reloadForToken();
  expect(held.current().token).toBe(first);
  const second = sandbox.addToken({ user: "cadence-bot", scopes: ["api"] });
  writeFileSync(file, second);
  await held.reloadForToken();
  expect(said).toContain("configuration read anew: the GitLab token");
  expect(await held.current().gitlab.listProjects("account-management")).toHaveLength(2);
  token.reset();
  await token.tick();
  expect(token.facts).toEqual({ kind: "lasts" });
});
