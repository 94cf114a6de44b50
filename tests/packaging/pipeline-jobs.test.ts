import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { jobsOf, type PipelineJob, programsOf, REPOSITORY, readPipeline, runJob } from "./job-shell.ts";

const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");
const pipeline = readPipeline();
const jobs = jobsOf(pipeline);
const jobNamed = (name: string): PipelineJob => {
  const job = jobs.get(name);
  if (job === undefined) throw new Error(`no job ${name}`);
  return job;
};
const testFiles = readdirSync(join(REPOSITORY, "tests"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path: `tests/${path}`, text: read(`tests/${path}`) }));
/** Programs without which tests are skipped; of several that would do the first one counts. */
const askedByTests = testFiles
  .flatMap(({ text }) => [...text.matchAll(/findProgram\(\["([\w-]+)"/g)].map((match) => match[1] ?? ""))
  .concat("python-gitlab");
const VARIABLES = {
  CI_COMMIT_TAG: "v1.2.3",
  CI_COMMIT_SHA: "f00d",
  CI_PROJECT_URL: "https://gitlab.example.com/team/cadence",
  CI_REGISTRY: "registry.example.com",
  CI_REGISTRY_IMAGE: "registry.example.com/team/cadence",
  CI_REGISTRY_USER: "user",
  CI_REGISTRY_PASSWORD: "pass-word",
  GITLAB_USER_NAME: "Jane Doe",
  GITLAB_USER_EMAIL: "jane@example.com",
  IMAGE: "registry.example.com/team/cadence:1.2.3",
  RELEASE_TOKEN: "release-token",
};

/** One image for each row of a job's matrix. */
function imagesOf(job: PipelineJob): readonly string[] {
  const image = job.image ?? pipeline.default.image;
  const matrix = (job["parallel"] as { readonly matrix?: readonly { readonly NODE?: readonly string[] }[] } | undefined)
    ?.matrix;
  return (matrix?.flatMap(({ NODE = [] }) => NODE) ?? [""]).map((node) => image.replace("$NODE", node));
}

describe("every job finds in its image, or installs, each program that it asks for", () => {
  const rows = [...jobs].flatMap(([name, job]) => imagesOf(job).map((image) => [name, image, job] as const));

  it.each(rows)("%s in %s", (name, image, job) => {
    const project =
      name === "component" || name === "image" ? mkdtempSync(join(tmpdir(), "cadence-checkout-")) : REPOSITORY;
    const { status, output } = runJob(job, image, askedByTests, { ...VARIABLES, CI_PROJECT_DIR: project });
    if (project !== REPOSITORY) rmSync(project, { recursive: true });
    expect(output).not.toMatch(/not found|No such file|Unable to locate|skipped/);
    expect(status, output).toBe(0);
  });

  it("and fails where one is not installed, not after update, or by a name that Debian does not know", () => {
    const check = jobNamed("check");
    const [image = ""] = imagesOf(check);
    const broken = (change: (line: string) => string): PipelineJob => ({ ...check, script: check.script.map(change) });
    const without = runJob({ ...check, script: [".ci/run"] }, image, askedByTests);
    expect(without.output).toContain("some tests were skipped");
    expect(without.status).toBe(1);
    for (const [from, to] of [
      ["apt-get update", "true"],
      ["$(grep", "redis-tools $(grep"],
      [".ci/run", "redis-server --version; .ci/run"],
      [".ci/run", "ruby --version"],
    ] as const) {
      const changed = broken((line) => line.replace(from, to));
      const { status } = runJob(changed, image, [...askedByTests, "ruby"]);
      expect(status, to).not.toBe(0);
    }
  });
});

describe("what the tests ask for", () => {
  it("is named by .ci/debian-packages, with nothing that nobody asks for", () => {
    const names = read(".ci/debian-packages")
      .split("\n")
      .filter((line) => /^[a-z]/.test(line));
    const said = testFiles.flatMap(({ text }) => [
      ...text.matchAll(/SKIPPED\. Install ([a-z][\w-]*)|missing\("\w+", "([a-z-]+)/g),
    ]);
    const asked = said.map((match) => match[1] ?? match[2] ?? "");
    expect(names).toEqual([...new Set(["bash", ...asked])].sort());
  });

  it("is in the image or one of these packages, for every program that tests call by its name", () => {
    const called = testFiles.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:spawn|spawnSync|execFile|execFileSync)\("([\w.-]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(called).toContain("redis-cli");
    const packages = read(".ci/debian-packages").split("\n");
    for (const image of imagesOf(jobNamed("check"))) {
      const there = programsOf(image, packages);
      // Without it the test of the unit looks at less, and says nothing of a skip.
      expect(
        called.filter((name) => !there.has(name) && name !== "systemd-analyze"),
        image,
      ).toEqual([]);
    }
  });

  it("is looked for in a way that this test sees, wherever a test may be skipped", () => {
    // Of a container in GitLab all of these hold, or .ci/debian-packages sees to it; a new condition has to say here why it does.
    const known =
      /\b(?:find|start)(?:Redis|Postgres)\(|python === null|existsSync\("\/dev\/full"\)|getuid|hasRedis|process\.platform/;
    const skipping = testFiles.filter(
      ({ path, text }) => /\b(?:skipIf|runIf)\(|\bskip\(\)/.test(text) && !path.includes("/pipeline-jobs"),
    );
    expect(skipping.filter(({ text }) => !known.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe("a release", () => {
  const runs = (name: string, tag: string): boolean =>
    (jobNamed(name).rules ?? []).some((rule) => {
      const pattern = /^\$CI_COMMIT_TAG =~ \/(.*)\/$/.exec(rule.if ?? "")?.[1];
      return pattern !== undefined && rule.when !== "never" && new RegExp(pattern).test(tag);
    });

  it("builds the image of a version that people tag, and publishes the tag that the component gets", () => {
    for (const name of ["image", "component"]) {
      expect(
        ["v1.2.3", "1.2.3", "main", "v1.2.3-rc1"].filter((tag) => runs(name, tag)),
        name,
      ).toEqual(["v1.2.3"]);
    }
    expect(["v1.2.3", "1.2.3", "main", "1.2.3-rc1"].filter((tag) => runs("release", tag))).toEqual(["1.2.3"]);
  });

  it("pushes the image under the project's own address, without a password in an argument", () => {
    const project = mkdtempSync(join(tmpdir(), "cadence-checkout-"));
    const job = jobNamed("image");
    const { calls } = runJob(job, job.image ?? "", [], { ...VARIABLES, CI_PROJECT_DIR: project });
    const handed = readFileSync(join(project, "image.env"), "utf8");
    rmSync(project, { recursive: true });
    expect(calls.filter((call) => call.startsWith("buildah "))).toEqual([
      "buildah login --username user --password-stdin registry.example.com",
      expect.stringMatching(
        /^buildah build --file docs\/deploy\/Dockerfile .* --tag registry\.example\.com\/team\/cadence:1\.2\.3 \.$/,
      ),
      "buildah push registry.example.com/team/cadence:1.2.3",
      "buildah build --file templates/cadence/Dockerfile --build-arg SERVICE=registry.example.com/team/cadence:1.2.3 --tag registry.example.com/team/cadence/job:1.2.3 templates/cadence",
      "buildah push registry.example.com/team/cadence/job:1.2.3",
    ]);
    expect(calls.join("\n")).not.toContain("pass-word");
    expect(handed).toBe("IMAGE=registry.example.com/team/cadence/job:1.2.3\n");
  });

  it("hands the address to the job that writes it into the component, and tags that commit", () => {
    const job = jobNamed("component");
    expect(job["needs"]).toEqual(["image"]);
    expect(jobNamed("image")["artifacts"]).toEqual({ reports: { dotenv: "image.env" } });
    const { calls } = runJob(job, job.image ?? "", [], VARIABLES);
    expect(calls).toEqual([
      "node .ci/name-image.mjs registry.example.com/team/cadence:1.2.3",
      expect.stringMatching(/^git .* commit --message Name the image of v1\.2\.3 in the component templates$/),
      expect.stringMatching(
        /^git .* push https:\/\/gitlab\.example\.com\/team\/cadence\.git HEAD:refs\/tags\/1\.2\.3$/,
      ),
    ]);
    expect(calls.join("\n")).not.toContain("release-token");
  });

  it("writes the address as the default of the component's input, twice the same, and refuses what is none", () => {
    const folder = mkdtempSync(join(tmpdir(), "cadence-template-"));
    const file = join(folder, "template.yml");
    const name = (address: string): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [join(REPOSITORY, ".ci/name-image.mjs"), address, file], { encoding: "utf8" });
    const template = read("templates/cadence/template.yml");
    writeFileSync(file, template);
    expect(name("registry.example.com:5000/team/cadence:1.2.3").status).toBe(0);
    const once = readFileSync(file, "utf8");
    const inputs = parseAllDocuments(once)[0]?.toJS().spec.inputs;
    expect(inputs.image.default).toBe("registry.example.com:5000/team/cadence:1.2.3");
    const others = (text: string): unknown => ({ ...parseAllDocuments(text)[0]?.toJS().spec.inputs, image: null });
    expect(others(once)).toEqual(others(template));
    expect(once.slice(once.indexOf("\n---\n"))).toBe(template.slice(template.indexOf("\n---\n")));
    expect(name("registry.example.com:5000/team/cadence:1.2.3").status).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(once);
    for (const bad of [
      "",
      "cadence",
      "registry.example.com/cadence",
      "registry.example.com/cadence:latest",
      "a b/c:1.2.3",
    ]) {
      expect(name(bad).status, bad).toBe(1);
    }
    writeFileSync(file, "spec:\n  inputs:\n    other:\n---\n");
    expect(name("registry.example.com/team/cadence:1.2.3").status).toBe(1);
    rmSync(folder, { recursive: true });
  });
});
