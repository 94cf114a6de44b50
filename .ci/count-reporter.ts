import type { Reporter, TestModule } from "vitest/node";

/** Prints `N passed, N failed` on a line of its own, with `, N skipped` where any were: for people and for `.ci/run`. */
export const countReporter: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const states = modules.flatMap(statesOf);
    const count = (state: string): number => states.filter((one) => one === state).length;
    // A file that cannot be loaded holds no tests; it must not look like a success.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const skipped = count("skipped") + count("pending");
    const tail = skipped === 0 ? "" : `, ${skipped} skipped`;
    process.stdout.write(`\n${count("passed")} passed, ${count("failed") + broken} failed${tail}\n`);
  },
};

function statesOf(module: TestModule): readonly string[] {
  return [...module.children.allTests()].map((test) => test.result().state);
}
