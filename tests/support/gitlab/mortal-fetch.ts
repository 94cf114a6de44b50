/** Thrown into the test when a mortal process has died. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** When a process dies: before its nth request is sent, or after GitLab applied it and before the answer is read. */
export interface Death {
  readonly request: number;
  readonly moment: "before" | "after";
  /** Which requests count; all of them unless told. */
  readonly of?: "writes";
}

export interface MortalProcess {
  readonly fetch: typeof fetch;
  /** Runs work until it ends or the process dies; then nothing of it ever goes on. */
  live<T>(work: () => Promise<T>): Promise<T>;
  /** Requests that counted. */
  readonly sent: () => number;
}

/**
 * A process that is killed at one of its requests, as `kill -9` would: from that moment its requests neither answer nor
 * fail, so that no clean-up, retry or error handling of the product runs any more.
 */
export function createMortalProcess(death: Death | null): MortalProcess {
  let sent = 0;
  let die: (reason: Killed) => void = () => undefined;
  const died = new Promise<never>((_resolve, reject) => {
    die = reject;
  });
  died.catch(() => undefined);
  const silence = (): Promise<never> => new Promise<never>(() => undefined);
  let dead = false;
  const mortal: typeof fetch = async (input, init) => {
    if (dead) return silence();
    if (death?.of === "writes" && (init?.method ?? "GET") === "GET") return fetch(input, init);
    sent += 1;
    const now = death !== null && sent >= death.request;
    if (now && (death.moment === "before" || sent > death.request)) {
      dead = true;
      die(new Killed());
      return silence();
    }
    const answer = await fetch(input, init);
    if (!now) return answer;
    dead = true;
    await answer.arrayBuffer();
    die(new Killed());
    return silence();
  };
  return { fetch: mortal, live: (work) => Promise.race([work(), died]), sent: () => sent };
}
