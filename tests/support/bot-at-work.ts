import { renderIssueMarker } from "../../src/domain/marker/issue-marker.ts";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { PROJECT } from "./stage.ts";

/** Lets the bot have made an issue at this moment: what people write for calls from now on is not from before it. */
export function botAtWork(sandbox: Sandbox): void {
  const marker = { kind: "item", series: "cadence-call", occurrence: "2026-01-13", carried: ["1-zzz"] } as const;
  sandbox
    .as("cadence-bot")
    .createIssue(PROJECT, { title: "An item of its own", description: renderIssueMarker(marker) });
}
