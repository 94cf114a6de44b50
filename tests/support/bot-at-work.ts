import { renderIssueMarker } from "../../src/domain/marker/issue-marker.ts";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { PROJECT } from "./stage.ts";

/** Lets the bot have made an issue at this moment, or then: what people write for calls from that day on is not from before it. */
export function botAtWork(sandbox: Sandbox, createdAt?: string, project = PROJECT): void {
  const marker = { kind: "item", series: "cadence-call", occurrence: "2026-01-13", carried: ["1-zzz"] } as const;
  const issue = { title: "An item of its own", description: renderIssueMarker(marker) };
  // GitLab lets only Owners say when an issue was made.
  sandbox.setMember(project, "cadence-bot", 50);
  sandbox.as("cadence-bot").createIssue(project, createdAt === undefined ? issue : { ...issue, createdAt });
  sandbox.setMember(project, "cadence-bot", 20);
}
