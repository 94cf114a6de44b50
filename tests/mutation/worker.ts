/** One process of `npm run mutate`: runs tests over sources with switches, either to see what each test passes or with one mutant on. */
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { createVitest, type TestCase, type TestModule, type TestSpecification } from "vitest/node";
import { ROOT } from "../../.ci/build/root.ts";
import type { Answer, CoveringTest, MutationContext, Order, Trial } from "./messages.ts";

const [purpose = "", folder = ""] = process.argv.slice(2);
const sources = new Map<string, string>(JSON.parse(readFileSync(join(folder, "sources.json"), "utf8")));
const passedTo = join(folder, `passed-${process.pid}.jsonl`);

const vitest = await createVitest(
  "test",
  {
    config: false,
    root: ROOT,
    watch: false,
    include: ["tests/**/*.test.ts"],
    setupFiles: [".ci/seed.ts", "tests/mutation/setup.ts"],
    // What is passed while modules load is seen where each file of tests loads its own.
    isolate: purpose === "cover",
    pool: "threads",
    maxWorkers: 1,
    bail: purpose === "cover" ? 0 : 1,
    testTimeout: 400_000,
    hookTimeout: 120_000,
    maxConcurrency: 50,
    sequence: {
      sequencer: class {
        sort = (files: TestSpecification[]) => files;
        shard = (files: TestSpecification[]) => files;
      },
    },
    reporters: [{ onTestCaseResult: () => say({ kind: "going" }) }],
  },
  {
    logLevel: "silent",
    plugins: [
      {
        name: "mutants",
        enforce: "pre",
        load: (id) => sources.get(relative(ROOT, id.replace(/\?.*$/, ""))) ?? null,
      },
    ],
  },
);

const EMPTY: MutationContext = { active: null, hitLimit: null, passedTo: null };

async function runTests(
  context: Partial<MutationContext>,
  tests: Trial["tests"],
): Promise<{ readonly modules: readonly TestModule[]; readonly errors: readonly unknown[] }> {
  const project = vitest.getRootProject();
  project.provide("mutation", { ...EMPTY, ...context });
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(
    tests.map(([file, ids]) =>
      project.createSpecification(join(ROOT, file), ids === null ? undefined : { testIds: [...ids] }),
    ),
  );
  return { modules: testModules, errors: unhandledErrors };
}

const casesOf = (module: TestModule): readonly TestCase[] => [...module.children.allTests()];
const fileOf = (module: TestModule): string => relative(ROOT, module.moduleId);

/** Names of what failed: tests, files that cannot be loaded, errors that belong to none. */
function failures({ modules, errors }: Awaited<ReturnType<typeof runTests>>): readonly string[] {
  return [
    ...modules.flatMap((module) => [
      ...casesOf(module)
        .filter((test) => test.result().state === "failed")
        .map((test) => `${fileOf(module)} > ${test.fullName}`),
      ...(module.ok() ? [] : [fileOf(module)]),
    ]),
    ...errors.map(String),
  ];
}

async function cover(files: readonly string[]): Promise<Answer> {
  rmSync(passedTo, { force: true });
  const run = await runTests(
    { passedTo },
    files.map((file) => [file, null]),
  );
  const lines = readFileSync(passedTo, "utf8").trimEnd().split("\n");
  const passed = new Map(
    lines.map((line) => {
      const { file, static: loaded = {}, perTest = {} } = JSON.parse(line);
      return [relative(ROOT, file), { loaded, perTest }];
    }),
  );
  const tests = run.modules.flatMap((module): CoveringTest[] => {
    const file = fileOf(module);
    const { perTest } = passed.get(file) ?? { perTest: {} };
    // Side by side, one that fails would fail all of its file with every mutant.
    const isWhole = casesOf(module).every((test) => test.result().state !== "failed");
    return casesOf(module).flatMap((test): readonly CoveringTest[] => {
      const ms = test.diagnostic()?.duration ?? 0;
      if (test.result().state === "failed") return [];
      if (test.options.concurrent === true) return isWhole ? [{ file, id: null, ms, hits: {} }] : [];
      return [{ file, id: test.id, ms, hits: perTest[test.id] ?? {} }];
    });
  });
  return {
    kind: "covered",
    tests,
    loaded: [...passed].map(([file, { loaded }]) => [file, Object.keys(loaded)]),
    failed: failures(run),
  };
}

async function attempt({ mutant, tests, hitLimit }: Trial): Promise<Answer> {
  const run = await runTests({ active: mutant, hitLimit }, tests);
  return { kind: "tried", killer: failures(run)[0] ?? null };
}

const say = (answer: Answer): void => {
  process.send?.(answer);
};
process.on("message", async (order: Order) => {
  say(order.kind === "cover" ? await cover(order.files) : await attempt(order.trial));
});
process.on("disconnect", () => process.exit());
say({ kind: "ready" });
