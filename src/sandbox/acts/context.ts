import type { World } from "../world/state.ts";

/** What an act needs to know about where it came from. */
export interface ActContext {
  /** `X-Gitlab-Event-UUID` of the request, for webhook recursion detection; null where there was none. */
  readonly eventUuid: string | null;
  /** An issue is handled as a work item, which is what webhooks call it then. */
  readonly asWorkItem?: boolean;
}

/** The context of what a person does in a page. */
export function pageContext({ settings }: World): ActContext {
  return { eventUuid: null, asWorkItem: settings.pagesSend === "work_item" };
}
