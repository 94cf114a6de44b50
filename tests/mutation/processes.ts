import { type ChildProcess, fork } from "node:child_process";
import type { Answer, Order } from "./messages.ts";

interface AskLimits {
  /** How long no test may end: one that hangs, and not a machine on which all of them are slow. */
  readonly silentMs: number;
  /** Infinity where there is no hurry. */
  readonly timeLeftMs: number;
}

/** A process that runs tests: begun when it is needed, and anew after one that hung. */
export class TestProcess {
  readonly #purpose: "cover" | "try";
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(purpose: "cover" | "try", folder: string) {
    this.#purpose = purpose;
    this.#folder = folder;
  }

  /** Returns what the process says to the order; null when no test ends for a while, when the time is up, or when it ends. */
  async ask(order: Order, { silentMs, timeLeftMs }: AskLimits): Promise<Answer | null> {
    this.#child ??= await this.#begin();
    const child = this.#child;
    const answer = await new Promise<Answer | null>((resolve) => {
      const end = (result: Answer | null): void => {
        for (const timer of timers) clearTimeout(timer);
        resolve(result);
      };
      const silence = setTimeout(() => end(null), silentMs);
      const timers = [silence, ...(Number.isFinite(timeLeftMs) ? [setTimeout(() => end(null), timeLeftMs)] : [])];
      child.on("message", (message: Answer) => (message.kind === "going" ? silence.refresh() : end(message)));
      child.once("exit", () => end(null));
      child.send(order);
    });
    child.removeAllListeners();
    if (answer === null) this.end();
    return answer;
  }

  end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  #begin(): Promise<ChildProcess> {
    const child = fork(new URL("./worker.ts", import.meta.url), [this.#purpose, this.#folder], {
      execArgv: ["--import", "tsx", "--max-old-space-size=2048"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return new Promise((resolve, reject) => {
      child.once("message", () => {
        child.removeAllListeners();
        resolve(child);
      });
      child.once("exit", (code) => reject(new Error(`a process for tests ended at once (${code})`)));
    });
  }
}
