/** The sandbox's time, as tests see and set it. */
export interface Clock {
  now(): Date;
  /** Stops the clock at an instant (ISO 8601). */
  set(iso: string): void;
  advance(milliseconds: number): void;
}

/** What the world needs beyond that. */
export interface WorldClock extends Clock {
  /** The instant of a write: later than every stamp before it, so that order is visible. */
  stamp(): Date;
  /** Milliseconds for rate-limit windows: a stopped clock plus the real time that passed since it was set. */
  limiterNow(): number;
  /** Another clock that shows the same time and goes its own way. */
  copy(): WorldClock;
}

/** A clock stopped at `start` (ISO 8601), or running with real time where none is given. */
export function createClock(start?: string): WorldClock {
  return clockAt({ fixed: start === undefined ? null : instant(start), offset: 0, last: 0 });
}

interface ClockState {
  /** Where the clock stands still, in milliseconds since 1970. */
  readonly fixed: number | null;
  /** How far a running one is ahead of real time. */
  readonly offset: number;
  /** The last stamp. */
  readonly last: number;
}

function clockAt(state: ClockState): WorldClock {
  let { fixed, offset, last } = state;
  let anchor = performance.now();
  const current = (): number => fixed ?? Date.now() + offset;
  return {
    now: () => new Date(current()),
    set(iso) {
      fixed = instant(iso);
      last = Math.min(last, fixed);
      anchor = performance.now();
    },
    advance(milliseconds) {
      if (fixed === null) offset += milliseconds;
      else fixed += milliseconds;
      anchor = performance.now();
    },
    stamp() {
      last = Math.max(current(), last + 1);
      if (fixed !== null) fixed = last + 1;
      return new Date(last);
    },
    limiterNow: () => (fixed === null ? current() : fixed + (performance.now() - anchor)),
    copy: () => clockAt({ fixed, offset, last }),
  };
}

function instant(iso: string): number {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new TypeError(`sandbox clock: expected an ISO 8601 instant, got "${iso}"`);
  return milliseconds;
}
