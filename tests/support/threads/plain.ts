import { startLooks } from "../../../src/app/look-threads/start.ts";

startLooks();
