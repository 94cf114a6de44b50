const RealDate = Date;

/** Sets the clock of this process, and of nobody else, ahead by as many milliseconds as it is told at any moment. */
export function shiftClock(aheadMs: () => number): void {
  const now = (): number => RealDate.now() + Math.round(aheadMs());
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  }) as DateConstructor;
}

/** Sets it right again. */
export function setClockRight(): void {
  globalThis.Date = RealDate;
}
