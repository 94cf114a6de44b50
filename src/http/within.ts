import { createDeadline } from "../queue/deadline.ts";

/** Makes a function that waits for something at most so many milliseconds and throws an error when they are over. */
export function createWithin(milliseconds: number): <T>(work: Promise<T>) => Promise<T> {
  return createDeadline(milliseconds, () => new Error(`no answer within ${milliseconds} ms`));
}
