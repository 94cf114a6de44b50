import type { CallFailure } from "../http/call-failure.ts";
import { parseErrorText } from "./error-text.ts";

/** Recognises a refusal of GitLab's API by its status and its words; a page of something in between never counts. */
export function isRefusedAs(statuses: readonly number[], words: RegExp): (failure: CallFailure) => boolean {
  return ({ outcome }) => {
    if (outcome.kind !== "answer" || !statuses.includes(outcome.status)) return false;
    const said = parseErrorText(outcome.body);
    return said.speaker === "api" && words.test(said.text ?? "");
  };
}
