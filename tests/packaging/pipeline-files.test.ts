import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { jobsOf, readPipeline } from "./job-shell.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");

interface Input {
  readonly default?: string;
  readonly options?: readonly string[];
  readonly regex?: string;
  readonly description: string;
}

interface Job {
  readonly stage: string;
  readonly image: { readonly name: string; readonly entrypoint: readonly string[] };
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
  readonly [key: string]: unknown;
}

const component = read("templates/cadence/template.yml");
const inputs: Readonly<Record<string, Input>> = parseAllDocuments(component)[0]?.toJS().spec.inputs;

const IMAGE = "registry.example.com/team/collab-cadence/job:1.2.3";

/** Puts inputs into the component as GitLab does: text for text, before the YAML of the jobs is read. */
function include(given: Readonly<Record<string, string>> = {}): Readonly<Record<string, Job>> {
  const body = component.slice(component.indexOf("\n---\n") + 5);
  return parse(
    body.replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
      const value = given[name] ?? inputs[name]?.default ?? (name === "image" ? IMAGE : undefined);
      if (value === undefined) throw new Error(`the component uses the input ${name}, which has no default`);
      return value;
    }),
  );
}

const folder = mkdtempSync(join(tmpdir(), "cadence-component-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the component's script with a stand-in for the command that tells how it was called. */
function runScript(given: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>>) {
  const [job] = Object.values(include(given));
  const script = join(folder, "cadence");
  writeFileSync(
    script,
    `#!/bin/sh\nprintf '%s\\n' "$*" "token=$GITLAB_TOKEN" "file=$GITLAB_TOKEN_FILE" "raw=$CADENCE_TOKEN"\n`,
  );
  chmodSync(script, 0o755);
  const env = { PATH: `${folder}:/usr/bin:/bin`, ...job?.variables, ...environment };
  const { status, stdout, stderr } = spawnSync("sh", ["-eu"], { input: job?.script.join("\n"), env, encoding: "utf8" });
  return { status, lines: stdout.trimEnd().split("\n"), stderr };
}

describe("the CI/CD component", () => {
  it("works with nothing but an image", () => {
    const jobs = include();
    expect(Object.keys(jobs)).toEqual(["cadence"]);
    expect(jobs["cadence"]).toMatchObject({
      stage: "test",
      image: { name: IMAGE, entrypoint: [""] },
      resource_group: "cadence",
      interruptible: false,
      needs: [],
      inherit: { default: ["tags"] },
      timeout: "15 minutes",
    });
  });

  it("runs an image that has to be named until a release names its own, and nothing of a package registry", () => {
    const { image } = inputs;
    expect(image?.default ?? IMAGE).toMatch(/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+:\d+\.\d+\.\d+$/);
    expect(component).not.toMatch(/\b(?:npx|npm|yarn|pnpm)\b/);
    // In another project's job that is the other project's.
    expect(component).not.toContain("$CI_REGISTRY_IMAGE");
    const [, last] = read("templates/cadence/Dockerfile")
      .split(/^FROM /m)
      .slice(1);
    expect(last).toMatch(/^docker\.io\/library\/node:\d+\.\d+\.\d+-alpine\n/);
    expect(last).toContain("/app/dist/cli/cadence.cjs /usr/local/bin/cadence");
  });

  it("runs for schedules by itself, from the web on a click, and for nothing else", () => {
    expect(include()["cadence"]?.rules).toEqual([
      { if: '$CI_PIPELINE_SOURCE == "schedule"' },
      { if: '$CI_PIPELINE_SOURCE == "web"', when: "manual", allow_failure: true },
    ]);
  });

  it("repeats a job only for the runner's failures", () => {
    const retry = include()["cadence"]?.["retry"];
    const when = ["runner_system_failure", "scheduler_failure", "api_failure", "stuck_or_timeout_failure"];
    expect(retry).toEqual({ max: 2, when });
  });

  it("describes every input and uses every input", () => {
    for (const [name, input] of Object.entries(inputs)) {
      expect(input.description, name).toMatch(/\.$/);
      expect(component, name).toContain(`$[[ inputs.${name} ]]`);
    }
  });

  it("hands token, projects and options to the command", () => {
    const given = { projects: "12 customers/acme", args: "--log-level debug", command: "plan" };
    const { status, lines } = runScript(given, { CADENCE_TOKEN: "glpat-secret" });
    expect(status).toBe(0);
    expect(lines).toEqual([
      "plan --log-level debug --project 12 --project customers/acme",
      "token=glpat-secret",
      "file=",
      "raw=",
    ]);
  });

  it("hands on groups, and a file that names them from a checkout", () => {
    const called = (given: Readonly<Record<string, string>>) => runScript(given, { CADENCE_TOKEN: "x" }).lines[0];
    expect(called({ groups: "customers partners" })).toMatch(/^run --group customers --group partners$/);
    const file = { config: "cadence.yml", checkout: "fetch" };
    expect(called(file)).toMatch(/^run --config cadence\.yml$/);
    expect([include(), include(file)].map(({ cadence }) => cadence?.variables?.["GIT_STRATEGY"])).toEqual([
      "none",
      "fetch",
    ]);
  });

  it("takes a variable of type file, and one that is called GITLAB_TOKEN", () => {
    const file = join(folder, "token");
    writeFileSync(file, "glpat-secret");
    expect(runScript({}, { CADENCE_TOKEN: file }).lines.slice(0, 3)).toEqual(["run", "token=", `file=${file}`]);
    expect(runScript({ token_variable: "GITLAB_TOKEN" }, { GITLAB_TOKEN: "glpat-other" }).lines[1]).toBe(
      "token=glpat-other",
    );
  });

  it("says which variable is missing", () => {
    const { status, stderr } = runScript({ token_variable: "TEAM_TOKEN" }, {});
    expect(status).toBe(2);
    expect(stderr).toContain("The CI/CD variable TEAM_TOKEN is empty here.");
  });
});

describe("the project's own pipeline", () => {
  const pipeline = readPipeline();
  const jobs = jobsOf(pipeline);

  it("runs the one check on every supported line of Node.js, and installs what it asks for", () => {
    const check = jobs.get("check");
    expect(check?.["parallel"]).toEqual({ matrix: [{ NODE: ["20", "22", "24"] }] });
    expect(check?.script.at(-1)).toBe(".ci/run");
  });

  it("lets advisories warn, not block", () => {
    expect(jobs.get("audit")?.["allow_failure"]).toBe(true);
  });

  it("names only stages it declares and images with their version", () => {
    expect(pipeline["stages"]).toEqual(expect.arrayContaining([...jobs.values()].map(({ stage }) => stage)));
    for (const [name, { image = pipeline.default.image }] of jobs)
      expect(image, name).toMatch(/:(?:v?\d+\.\d+\.\d+|(?:\d+|\$NODE)-\w+)$/);
  });
});
