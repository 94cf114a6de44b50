import { describe, expect, it } from "vitest";
import { PROJECT } from "../../support/stage.ts";
import { bob, carried, closed, jane } from "./call.ts";

/** A project with an announced follow-up and the agenda of the next call costs no more than this to look at. */
const QUIET_REQUESTS = 5;

describe("a run when nothing is to be done", () => {
  it("takes few requests while a follow-up and an upcoming agenda are open", async () => {
    const call = await carried();
    const { sandbox } = call.stage;
    bob(call.stage).tick(PROJECT, 2, "Upload the diagram");
    await call.at("2026-11-28T09:50:00Z");
    await call.at("2026-11-29T10:00:00Z");
    sandbox.clock.set("2026-11-29T14:00:00Z");
    sandbox.requests.reset();
    const { plan } = await call.stage.run();
    expect(plan.actions).toEqual([]);
    const sent = sandbox.requests.all.map(({ method, path, query }) => {
      const place = path.replace(/^.*collaboration/, "");
      return `${method} ${place}?${new URLSearchParams(query as Record<string, string>)}`;
    });
    expect(sent.length, sent.join("\n")).toBeLessThanOrEqual(QUIET_REQUESTS);
    await call.stage.close();
  });
});

it("a follow-up that is brought up to date gets the labels of what it then says, not those of what it said", async () => {
  const call = await closed("- [ ] @bob Upload the diagram, due 2026-11-20");
  await call.at("2026-11-17T10:05:00Z");
  jane(call.stage).editDescription(PROJECT, 1, (text) => text.replace(/^.*Upload the diagram.*$/m, "Nothing to do."));
  await call.at("2026-11-20T10:05:00Z");
  await call.at("2026-11-20T10:10:00Z");
  const changes = call.stage.sandbox.issue(PROJECT, 2).labelEvents.map(({ action, label }) => `${action} ${label}`);
  expect(changes.filter((one) => one.includes("overdue"))).toEqual([]);
  await call.stage.close();
});

it("nobody is reminded in the run after the one that told them, nor on the same day", async () => {
  const call = await closed("- [ ] @bob Upload the diagram, due 2026-11-13\n- [ ] @sam Book a room, due 2026-11-12");
  await call.at("2026-11-17T10:05:00Z");
  await call.at("2026-11-17T11:05:00Z");
  const said = () => call.stage.sandbox.issue(PROJECT, 2).notes.filter(({ body }) => body.includes("note reminder"));
  expect((await call.stage.plan()).plan.actions).toEqual([]);
  await call.at("2026-11-17T13:05:00Z");
  expect(said()).toEqual([]);
  const { plan } = await call.stage.plan();
  expect(plan.nextWakeAt).toBe("2026-11-17T23:00:00Z");
  await call.at("2026-11-18T09:05:00Z");
  expect(said()).toHaveLength(1);
  await call.stage.close();
});
