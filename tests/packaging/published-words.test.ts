/**
 * What others rely on by name: keys of `--json` and of files, rules in reasons, codes of errors, fields of the audit trail,
 * metrics, exit codes, words of markers, labels. Code may be renamed at will; a line that goes from the golden file breaks
 * somebody's script or hides issues that an earlier version made (docs/output.md). A new one is added with `npx vitest run tests/packaging/published-words.test.ts --update`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXIT } from "../../src/app/exit-codes.ts";
import { RunRecord } from "../../src/audit/record.ts";
import * as defaults from "../../src/config/schema/handbook-defaults.ts";
import { asNoteId } from "../../src/domain/ids.ts";
import { renderIssueMarker } from "../../src/domain/marker/issue-marker.ts";
import { renderItemMarker } from "../../src/domain/marker/item-marker.ts";
import { type NoteKind, renderNoteMarker } from "../../src/domain/marker/note-marker.ts";
import { freshFile, setHeldCall } from "../cli/commands/held-call.ts";
import { issueEvent } from "../http/receiver-stage.ts";
import { command } from "../support/command-line.ts";
import { PROJECT, type Stage } from "../support/stage.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const GOLDEN = "../fixtures/published-words.txt";
const MOST_DEEP = 12;
const NOTES: readonly NoteKind[] = [
  ...(["gaps", "participants", "taken-back", "updated", "reminder", "answer", "late-items", "reply"] as const),
];

const code = ["src", "workers"]
  .flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.startsWith("sandbox/"))
      .map((name) => readFileSync(join(REPOSITORY, folder, name), "utf8")),
  )
  .join("\n");

/** What a pattern finds in the code, each once, in order. */
function inCode(pattern: RegExp): readonly string[] {
  return [...new Set([...code.matchAll(pattern)].map(([, word = ""]) => word))].sort();
}

/** `projects[].actions[].kind`: the paths of a document; what a list holds counts once. */
function pathsOf(value: unknown, path = "", deep = 0): readonly string[] {
  if (deep > MOST_DEEP || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, `${path}[]`, deep + 1));
  return Object.entries(value).flatMap(([key, one]) => {
    const own = path === "" ? key : `${path}.${key}`;
    return [own, ...pathsOf(one, own, deep + 1)];
  });
}

/** Keys that a JSON Schema describes, wherever they stand. */
function schemaKeys(name: string): readonly string[] {
  const keys: string[] = [];
  const waiting: unknown[] = [JSON.parse(readFileSync(join(REPOSITORY, "docs/schema", name), "utf8"))];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== "object" || one === null) continue;
    const properties: unknown = Reflect.get(one, "properties");
    if (typeof properties === "object" && properties !== null)
      for (const key of Object.keys(properties)) keys.push(key);
    for (const inner of Object.values(one)) waiting.push(inner);
  }
  return keys;
}

let stage: Stage;
let file: string;
beforeAll(async () => {
  stage = await setHeldCall();
  file = freshFile("audit.jsonl");
});
afterAll(() => stage.close());

/** The documents of one call of each command, by command. */
async function documents(): Promise<Readonly<Record<string, unknown>>> {
  const json = async (name: string, ...args: readonly string[]): Promise<[string, unknown]> => {
    const { out, err } = await command(stage, [...args, "--json"]);
    if (out === "") throw new Error(`${name}: ${err}`);
    return [name, JSON.parse(out)];
  };
  const project = ["--project", PROJECT];
  const found = [await json("plan", "plan", ...project), await json("run", "run", ...project, "--audit", file)];
  const records = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): { run: string } => JSON.parse(line));
  const recorded = freshFile("delivery.json");
  writeFileSync(recorded, JSON.stringify(issueEvent({ action: "close", description: "<!-- cadence:v1 agenda" })));
  found.push(
    await json("explain", "explain", ...project),
    await json("handbook", "handbook", ...project),
    await json("items", "items", ...project),
    await json("check", "check", ...project),
    await json("init", "init", ...project, "--timezone", "Europe/Berlin"),
    await json("undo", "undo", records[0]?.run ?? "", "--audit", file, "--dry-run"),
    await json("run --group", "run", "--group", "account-management", "--audit", file),
    await json("replay", "replay", recorded, "--run", ...project),
    await json("replay that could not be", "replay", "no-such-file.json"),
    await json("error", "plan", "--project", "no/such"),
  );
  return { ...Object.fromEntries(found), audit: records };
}

it("what is published keeps its name", async () => {
  const of = await documents();
  const lines: Readonly<Record<string, readonly string[]>> = {
    ...Object.fromEntries(Object.entries(of).map(([name, document]) => [`--json of ${name}`, pathsOf(document)])),
    "keys of plan.schema.json": schemaKeys("plan.schema.json"),
    "keys of cadence.schema.json": schemaKeys("cadence.schema.json"),
    "keys of service.schema.json": schemaKeys("service.schema.json"),
    "rules in reasons": inCode(/\b(?:reason\(\s*|rule: )"([a-z][a-z0-9-]+)"/g),
    "codes of errors": inCode(/"((?:CADENCE|GITLAB|CONFIG|QUEUE|INVALID)_[A-Z_]+)"/g),
    "fields of the audit record": [
      ...Object.keys(RunRecord.shape),
      ...Object.keys(RunRecord.shape.before.def.innerType.shape).map((fact) => `before.${fact}`),
    ],
    metrics: inCode(/"(cadence_[a-z_]+)"/g),
    "exit codes": Object.entries(EXIT).map(([name, number]) => `${number} ${name}`),
    marker: [
      renderIssueMarker({
        kind: "follow-up",
        series: "cadence-call",
        occurrence: "2026-12-01",
        date: "2026-12-02",
        when: { date: "2026-12-02", time: "10:00", timeZone: "Europe/Berlin" },
        carried: ["1-abc"],
        closed: "2026-12-01T10:00:00Z",
        assigned: "jane",
        body: "abc",
        told: "2026-12-01T11:00:00Z",
        snoozed: [{ id: "1-abc", until: "2026-12-09" }],
      }),
      renderItemMarker("1-abc"),
      ...NOTES.map((kind) =>
        renderNoteMarker({ kind, to: asNoteId(7), closed: "2026-12-01T10:00:00Z", items: ["1-abc"] }),
      ),
    ],
    defaults: Object.entries({
      ...defaults.HANDBOOK_DEFAULTS,
      ...defaults.DEFAULT_REMINDERS,
      ...defaults.DEFAULT_NOISE,
    }).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    labels: [
      defaults.DEFAULT_AGENDA_LABEL,
      defaults.DEFAULT_FOLLOW_UP_LABEL,
      ...Object.values(defaults.STATE_LABELS).map(({ name }) => name),
    ],
  };
  const text = Object.entries(lines).map(([title, words]) =>
    [`# ${title}`, ...[...new Set(words)].sort(), ""].join("\n"),
  );
  await expect(`${text.join("\n")}`).toMatchFileSnapshot(GOLDEN);
});
