import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { command } from "../../support/command-line.ts";
import { PROJECT, type Stage, setStage } from "../../support/stage.ts";

const FILE = `customer: Acme
timezone: Europe/Berlin
country: [DE, US]
csm: "@jane"
attendees: ["@bob"]
profile: { segment: strategic, priority: 1, deployment: self-managed, since: 2026-11-02 }
calls: tuesday at 10:00
`;

let stage: Stage;
const folder = mkdtempSync(join(tmpdir(), "cadence-explain-"));
afterEach(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

it("explain --config names the source of each value, and check and explain propose what the handbook asks for", async () => {
  stage = await setStage("2026-11-20T10:00:00Z");
  stage.sandbox.writeFile(PROJECT, ".gitlab/cadence.yml", FILE);

  const { out, exitCode } = await command(stage, ["explain", "-p", PROJECT, "--config"]);
  expect(exitCode).toBe(0);
  expect(out).toContain("timezone: Europe/Berlin (line 2)");
  expect(out).toContain(
    "meetings.cadence-call.repeat: every 2 weeks on tuesday at 10:00 (every 2 weeks: handbook C13, strategic priority 1; tuesday at 10:00: line 7)",
  );
  const [document] = JSON.parse((await command(stage, ["explain", "-p", PROJECT, "--config", "--json"])).out).projects;
  expect(document.values.every(({ sources }: { sources: readonly unknown[] }) => sources.length > 0)).toBe(true);

  const kickoff = "no call was held by Mon 16 Nov 2026, within 14 days of the contract's first day (C6)";
  expect((await command(stage, ["check", "-p", PROJECT])).out).toContain(`hint     first-call: ${kickoff}`);
  expect((await command(stage, ["explain", "-p", PROJECT])).out).toContain(`first-call: ${kickoff}`);

  // Of a file that is not committed: its own lines, and the calls that it drops.
  const local = join(folder, "cadence.yml");
  writeFileSync(local, FILE.replace("since: 2026-11-02", "onboarded: 2026-11-25, since: 2026-11-02"));
  const sources = await command(stage, ["explain", "-p", PROJECT, "--config", local, "--sources"]);
  expect(sources.out).toContain("profile.onboarded: 2026-11-25 (line 6)");
  expect((await command(stage, ["check", "-p", PROJECT, "--config", local])).out).toContain(
    "meetings.cadence-call: against the file that the project has, this one drops the call of Tue 8 Dec 2026, in the next three months",
  );
});
