import { startLooks } from "../../../src/cli/look-threads/start.ts";

startLooks();
