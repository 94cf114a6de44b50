import { shiftClock } from "../shifted-clock.ts";

/** For `node --require`: the clock of the process and its threads is TEST_CLOCK_AHEAD milliseconds ahead. */
const ahead = Number(process.env["TEST_CLOCK_AHEAD"]);
shiftClock(() => ahead);
