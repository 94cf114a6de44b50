import { isPermanentError } from "../../src/domain/errors.ts";
import type { Log } from "../../src/domain/log.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import type { Keys } from "../../src/http/secrets.ts";
import { chooseProof } from "../../src/webhooks/secret.ts";

/** Warns of a GitLab that cannot sign deliveries, where only signed ones are taken: each of them would be refused. */
export async function checkSigning(gitlab: FleetGitLab, keys: Keys | null, log: Log): Promise<void> {
  if (keys?.kind !== "signature") return;
  try {
    const version = await gitlab.hooks("urgent").getVersion();
    const { finding } = chooseProof({ signingToken: "", token: null }, version);
    if (finding !== null) log.warn({ rule: finding.reason.rule }, `${finding.reason.text}. ${finding.remedy}`);
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    log.info({ code: error.code }, "GitLab does not tell its version: from 19.0 on it signs deliveries");
  }
}
