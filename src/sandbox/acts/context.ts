/** What an act needs to know about where it came from. */
export interface ActContext {
  /** `X-Gitlab-Event-UUID` of the request, for webhook recursion detection; null where there was none. */
  readonly eventUuid: string | null;
}

export const noContext: ActContext = { eventUuid: null };
