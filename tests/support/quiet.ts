import { ConfigError, PermanentError } from "../../src/domain/errors.ts";
import type { Planned, Reconciled } from "../../src/reconcile/reconcile.ts";

/** A project as somebody can run and plan it. */
interface Reconcilable {
  run(): Promise<Reconciled>;
  plan(): Promise<Planned>;
}

/** Whether a run did all that it had planned: what was refused or put off is tried again. */
export function isDone({ applied }: Reconciled): boolean {
  return applied.every(({ outcome }) => outcome === "done" || outcome === "already-done");
}

/** What another run would do now. */
export async function stillToDo(stage: Reconcilable): Promise<readonly string[]> {
  const { plan } = await stage.plan();
  return plan.actions.map((action) => {
    const on = "iid" in action ? ` #${action.iid}` : "";
    return `${action.kind}${on}: ${action.reason.text}`;
  });
}

/**
 * The law of quiet: plan, apply, plan again on an unchanged world gives nothing. Answers what the second plan would still do;
 * a project that may not be read, or is configured wrongly, is not written to either.
 */
export async function restless(stage: Reconcilable): Promise<readonly string[]> {
  try {
    return isDone(await stage.run()) ? await stillToDo(stage) : [];
  } catch (error) {
    if (error instanceof ConfigError || error instanceof PermanentError) return [];
    throw error;
  }
}
