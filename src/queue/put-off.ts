/** Work to be done for a key a moment later, once however many ask for it meanwhile. */
export interface PutOff {
  later(key: string, delayMs: number): void;
  /** Forgets what was put off. */
  close(): void;
}

/** `act` must not reject. A timer keeps no process from ending. */
export function createPutOff(act: (key: string) => Promise<void>): PutOff {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    later(key, delayMs) {
      if (timers.has(key)) return;
      const timer = setTimeout(() => {
        timers.delete(key);
        void act(key);
      }, delayMs);
      timers.set(key, timer.unref());
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
