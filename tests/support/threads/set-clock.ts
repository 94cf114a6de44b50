import { readFileSync } from "node:fs";
import { shiftClock } from "../shifted-clock.ts";

/**
 * For `node --require`: for the process and its threads time passes ten times as fast, and their clock is as many milliseconds
 * ahead as TEST_CLOCK_FILE says at any moment. Timers take as long as ever.
 */
const FASTER = 10;
const file = process.env["TEST_CLOCK_FILE"] ?? "";
const passed = performance.now.bind(performance);
performance.now = () => passed() * FASTER;
let ahead = 0;
const read = (): void => {
  ahead = Number(readFileSync(file, "utf8"));
};
read();
setInterval(read, 50).unref();
shiftClock(() => ahead + passed() * (FASTER - 1));
