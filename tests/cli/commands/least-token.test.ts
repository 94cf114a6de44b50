import { expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, setStage } from "../../support/stage.ts";

it("a Reporter's token needs the scope api to write, and read_api for the commands that write nothing", async () => {
  const stage = await setStage("2026-11-28T10:00:00Z");
  const act = (scope: string, name: string) => {
    const token = stage.sandbox.addToken({ user: "cadence-bot", scopes: [scope] });
    return command(stage, [name, "-p", PROJECT], { GITLAB_TOKEN: token });
  };
  for (const name of ["plan", "explain", "items"])
    expect([name, (await act("read_api", name)).exitCode]).toEqual([name, 0]);
  const refused = await act("read_api", "run");
  expect([refused.exitCode, refused.err]).toEqual([1, expect.stringMatching(/\bapi\b/)]);
  expect(stage.sandbox.issues(PROJECT)).toEqual([]);
  expect((await act("api", "run")).exitCode).toBe(0);
  expect(stage.sandbox.issues(PROJECT)).toHaveLength(1);
  await stage.close();
});
