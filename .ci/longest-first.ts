import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes a minute or more: begun last, one of them alone would keep the other workers waiting at the end. */
export const LONG: readonly string[] = [
  "tests/scenarios/year/year.test.ts",
  "tests/queue/postgres.test.ts",
  "tests/scenarios/after-the-call/edit.test.ts",
  "tests/service/serve.test.ts",
  "tests/app/job-threads.test.ts",
  "tests/service/jobs/own-edits.test.ts",
  "tests/service/watch/clock.test.ts",
  "tests/fleet/fleet.test.ts",
  "tests/service/memory/full-disk.test.ts",
];

/** Orders test files: the long ones first, then as vitest does. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((long) => moduleId.endsWith(long));
      return at === -1 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
