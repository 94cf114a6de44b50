import { type ChildProcess, fork } from "node:child_process";
import type { Answer, Order } from "./messages.ts";

/** A process that runs tests: begun when it is needed, and anew after one that hung. */
export class TestProcess {
  readonly #purpose: "cover" | "try";
  readonly #folder: string;
  #child: ChildProcess | null = null;

  constructor(purpose: "cover" | "try", folder: string) {
    this.#purpose = purpose;
    this.#folder = folder;
  }

  /** Returns what the process says to the order; null when it says nothing for so long, or ends. */
  async ask(order: Order, limitMs: number): Promise<Answer | null> {
    this.#child ??= await this.#begin();
    const child = this.#child;
    const answer = await new Promise<Answer | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), limitMs);
      child.once("message", (message: Answer) => {
        clearTimeout(timer);
        resolve(message);
      });
      child.once("exit", () => {
        clearTimeout(timer);
        resolve(null);
      });
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
