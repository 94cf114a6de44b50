import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";

export const REPOSITORY = resolve(import.meta.dirname, "../..");

export interface PipelineJob {
  readonly stage: string;
  readonly image?: string;
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly [key: string]: unknown;
}

type Pipeline = Readonly<Record<string, unknown>> & { readonly default: { readonly image: string } };

/** The project's own pipeline. */
export function readPipeline(): Pipeline {
  return parse(readFileSync(join(REPOSITORY, ".gitlab-ci.yml"), "utf8"));
}

/** Its jobs by name: what has a script and is not hidden. */
export function jobsOf(pipeline: Pipeline): ReadonlyMap<string, PipelineJob> {
  const isJob = (entry: [string, unknown]): entry is [string, PipelineJob] =>
    !entry[0].startsWith(".") && Array.isArray((entry[1] as { readonly script?: unknown } | null)?.script);
  return new Map(Object.entries(pipeline).filter(isJob));
}

// Essential packages of Debian and what else every image here brings.
const BASICS =
  "bash sh env cat cp cut date dirname basename echo false find getconf grep head id ls mkdir mktemp mv pwd rm sed sleep sort " +
  "tail tee test timeout touch tr true uname wc xargs";
/** What the images bring, by their documentation; nothing else may be asked for before it is installed. */
const imagePrograms: readonly (readonly [RegExp, string])[] = [
  // buildpack-deps: Python without packages, git, no servers.
  [/^docker\.io\/library\/node:\d+-bookworm$/, `${BASICS} apt-get git node npm npx openssl ps python3`],
  [/^quay\.io\/buildah\/stable:v\d+\.\d+\.\d+$/, `${BASICS} buildah`],
  [/^registry\.gitlab\.com\/gitlab-org\/cli:v\d+\.\d+\.\d+$/, `${BASICS} glab`],
];
/** What packages of Debian bring that somebody here asks for. */
const packagePrograms: Readonly<Record<string, string>> = {
  bash: "",
  postgresql: "initdb postgres",
  "python3-gitlab": "python-gitlab",
  // redis-cli by way of redis-tools, on which it depends.
  "redis-server": "redis-server redis-cli",
};

/** What a job finds in this image once these packages are installed. */
export function programsOf(image: string, packages: readonly string[]): ReadonlySet<string> {
  const own = imagePrograms.find(([pattern]) => pattern.test(image))?.[1] ?? "";
  return new Set([own, ...packages.map((name) => packagePrograms[name] ?? "")].flatMap((names) => names.split(" ")));
}

export interface JobRun {
  readonly status: number | null;
  readonly output: string;
  /** `program arguments` of each call of what only pretends to work. */
  readonly calls: readonly string[];
}

/**
 * Runs a job's script as a runner does, with an empty environment, in a shell that finds nothing but what the job's image brings; `apt-get install`
 * brings more, as on Debian only after `apt-get update` and by names that it knows. Programs that would build, push or take long pretend.
 */
export function runJob(
  job: PipelineJob,
  image: string,
  asked: readonly string[],
  variables: Record<string, string> = {},
): JobRun {
  const programs = imagePrograms.find(([pattern]) => pattern.test(image))?.[1];
  if (programs === undefined) throw new Error(`nothing is known of the image ${image}`);
  const folder = mkdtempSync(join(tmpdir(), "cadence-job-"));
  const bin = join(folder, "bin");
  spawnSync("mkdir", [bin]);
  const pretend = (name: string, body: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"${folder}/calls"\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  for (const name of programs.split(" ")) {
    const body = pretended(folder, asked)[name];
    if (body !== undefined) pretend(name, body);
    else for (const place of onThisMachine(name)) symlinkSync(place, join(bin, name));
  }
  const env = { PATH: bin, HOME: folder, TMPDIR: folder, CI: "true", ...job.variables, ...variables };
  const script = `set -eo pipefail\ncd "${variables["CI_PROJECT_DIR"] ?? REPOSITORY}"\n${job.script.join("\n")}\n`;
  const ran = spawnSync(join(bin, "bash"), [], { input: script, env, encoding: "utf8" });
  const calls = existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
  spawnSync("rm", ["-r", folder]);
  return { status: ran.status, output: ran.stdout + ran.stderr, calls };
}

function pretended(folder: string, asked: readonly string[]): Readonly<Record<string, string>> {
  const known = Object.entries(packagePrograms).map(([name, brought]) => {
    const places = brought
      .split(" ")
      .filter(Boolean)
      .map((one) => `"${folder}/bin/${one}"`);
    return `${name}) ${places.length === 0 ? ":" : `touch ${places.join(" ")}`} ;;`;
  });
  const missing = asked.map((one) => `[ -e "${folder}/bin/${one}" ] || skipped=$((skipped + 1))`);
  return {
    "apt-get": [
      `if [ "$1" = update ]; then touch "${folder}/lists"; exit 0; fi`,
      `[ "$1" = install ] && [ -e "${folder}/lists" ] || { echo "E: Unable to locate package" >&2; exit 100; }`,
      `shift; for word in "$@"; do case "$word" in -*) ;; ${known.join(" ")} *) echo "E: Unable to locate package $word" >&2; exit 100 ;; esac; done`,
    ].join("\n"),
    node: '[ "$1" != .ci/is-installed.mjs ]',
    npx: ":",
    // What the suite would say, by .ci/count-reporter.ts.
    npm: `[ "$1" = test ] || exit 0\nskipped=0\n${missing.join("\n")}\n[ $skipped = 0 ] && echo "9 passed, 0 failed" || echo "9 passed, 0 failed, $skipped skipped"`,
    buildah: '[ "$1" != login ] || cat >/dev/null',
    git: ":",
    glab: ":",
    python3: ":",
  };
}

/** Where this machine has the program; none where it has not: a script that asks for it fails. */
function onThisMachine(name: string): readonly string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .map((folder) => join(folder, name))
    .filter(existsSync)
    .slice(0, 1);
}
