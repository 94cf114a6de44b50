export { isolate } from "./isolate.ts";
export { type InlineOptions, makeInlineInert } from "./make-inline-inert.ts";
export { type InertOptions, makeItemInert, makeNotesInert } from "./make-item-inert.ts";
export { makeTitleInert } from "./make-title-inert.ts";
export { neutraliseQuickActions } from "./neutralise-quick-actions.ts";
export type { Mentions } from "./scan.ts";
export { type RefusedAction, type TakenActions, takeTemplateActions } from "./take-template-actions.ts";
export type { TemplateAction } from "./template-action.ts";
