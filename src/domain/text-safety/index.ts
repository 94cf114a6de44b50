export { isolate } from "./isolate.ts";
export { makeInlineInert } from "./make-inline-inert.ts";
export { makeItemInert, makeNotesInert } from "./make-item-inert.ts";
export { makeNameInert, makeNameInertInTitle } from "./make-name-inert.ts";
export { makeTitleInert } from "./make-title-inert.ts";
export { neutraliseQuickActions } from "./neutralise-quick-actions.ts";
export type { OwnProject } from "./own-project.ts";
export { type TakenActions, takeTemplateActions } from "./take-template-actions.ts";
export type { TemplateAction } from "./template-action.ts";
