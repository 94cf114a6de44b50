/** A GitLab to play with: an HTTP server that behaves as GitLab is documented to, for tests, demo and benches. */
export { ApiError } from "./http/api-error.ts";
export type { Fault, Faults } from "./http/faults.ts";
export type { RequestInfo } from "./http/request.ts";
export type { LoggedRequest, RequestLog } from "./http/request-log.ts";
export type { IssueState, NoteState } from "./issue-view.ts";
export type { SandboxOptions } from "./options.ts";
export type { PersonDraft, ProjectRef, WebPerson } from "./person.ts";
export { type Sandbox, startSandbox } from "./sandbox.ts";
export type { GroupFields, ProjectFields, TokenFields, UserFields } from "./world/build.ts";
export type { Clock } from "./world/clock.ts";
export type { Delivery, Mail } from "./world/model.ts";
export type { Limits } from "./world/settings.ts";
