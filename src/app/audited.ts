import { reason } from "../domain/reason.ts";
import type { ReconcileDependencies } from "../reconcile/reconcile.ts";
import type { AuditAccount, AuditTrail } from "./audit-trail.ts";

const BEFORE: AuditAccount = { customer: null, action: "", reason: reason("run", "the run looks around") };

/** The dependencies of a run whose writes are noted, each on the account of its action and customer. */
export function audited(deps: ReconcileDependencies, trail: AuditTrail): ReconcileDependencies {
  let account = BEFORE;
  return {
    ...deps,
    gitlab: trail.watch(deps.gitlab, () => account),
    async readConfiguration(gitlab) {
      const configuration = await deps.readConfiguration(gitlab);
      account = { ...account, customer: configuration.customer };
      return configuration;
    },
    onAction(action) {
      trail.check();
      account = { ...account, action: action.kind, reason: action.reason };
    },
  };
}
