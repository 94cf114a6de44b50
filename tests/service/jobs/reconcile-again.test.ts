import { expect, it } from "vitest";
import { asProjectId } from "../../../src/domain/ids.ts";
import { createReconcileAgain } from "../../../workers/jobs/reconcile-again.ts";

it("looks again while there was something to do, a few times in a row at most, each project for itself", () => {
  const reconcileAgain = createReconcileAgain();
  const now = Date.parse("2026-11-24T09:00:00Z");
  const again = Array.from({ length: 7 }, () => reconcileAgain(asProjectId(1), 1, now) !== null);
  expect(again).toEqual([true, true, true, true, true, false, false]);
  expect(reconcileAgain(asProjectId(2), 3, now)).toBe("2026-11-24T09:00:05.000Z");
  expect(reconcileAgain(asProjectId(1), 0, now)).toBeNull();
  expect(reconcileAgain(asProjectId(1), 1, now)).not.toBeNull();
});
