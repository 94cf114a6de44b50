import { startLooks } from "../../../src/app/job-threads/start.ts";

startLooks();
