import { startJobsThread } from "../../../src/app/job-threads/start.ts";

startJobsThread();
