import type { IssueIid } from "../../domain/ids.ts";
/** Asks for several at once, answers in the order asked. */
export async function inOrder<T, R>(list: readonly T[], read: (one: T) => Promise<R>): Promise<readonly R[]> {
  return Promise.all(list.map(read));
}

/** One answer per issue, each asked for once. */
export async function readAll<T>(
  iids: Iterable<IssueIid>,
  read: (iid: IssueIid) => Promise<T>,
): Promise<Map<IssueIid, T>> {
  const unique = [...new Set(iids)];
  const answers = await inOrder(unique, read);
  return new Map(unique.map((iid, index) => [iid, answers[index] as T]));
}
