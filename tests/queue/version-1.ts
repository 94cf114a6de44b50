import { z } from "zod";

/** What the version of commit 7965f07 takes for a job, copied from it: it refuses every key that it does not know. */
const Instant = z.iso.datetime();
const Wish = z.strictObject({
  priority: z.int().min(1).max(1000),
  at: z.int(),
  delayMs: z.int().min(0),
  maxDelayMs: z.int().min(0),
});
const JobReason = z.strictObject({
  kind: z.enum(["webhook", "sweep", "wake-up", "manual"]),
  event: z
    .string()
    .regex(/^[a-z][a-z0-9_ -]{0,39}$/i)
    .optional(),
  at: Instant,
});
const Failure = z.strictObject({
  name: z.string(),
  code: z.string().nullable(),
  status: z.int().nullable(),
  message: z.string(),
  remedy: z.string().nullable(),
});
const ProjectJob = z.strictObject({
  project: z.string().min(1).max(1024),
  reasons: z.array(JobReason).max(20),
  wish: Wish,
  tries: z.int().min(0),
  notBefore: z.int().nullable(),
  failure: Failure.nullable(),
});
const Payload = z.object({ json: z.string() });

/** Reads a stored job as that version does. Throws a ZodError for what it gives up. */
export function decodeVersion1(payload: unknown): z.output<typeof ProjectJob> {
  return ProjectJob.parse(JSON.parse(Payload.parse(payload).json));
}

/** Jobs as that version has stored them: of an edit, of a check that was put off, of a sweep, of one that was given up. */
export const STORED_BY_VERSION_1: readonly { readonly json: string }[] = [
  '{"project":"42","reasons":[{"kind":"webhook","event":"issue update","at":"2026-11-24T10:00:00.000Z"}],"wish":{"priority":5,"at":1795514400000,"delayMs":3000,"maxDelayMs":15000},"tries":0,"notBefore":null,"failure":null}',
  '{"project":"43","reasons":[{"kind":"sweep","event":"check activity","at":"2026-11-24T10:00:00.000Z"}],"wish":{"priority":20,"at":1795514400000,"delayMs":0,"maxDelayMs":15000},"tries":2,"notBefore":1795514405000,"failure":null}',
  '{"project":"sweep","reasons":[{"kind":"sweep","event":"start","at":"2026-11-24T10:00:00.000Z"}],"wish":{"priority":20,"at":1795514400000,"delayMs":0,"maxDelayMs":0},"tries":0,"notBefore":null,"failure":null}',
  '{"project":"44","reasons":[{"kind":"manual","event":"retry","at":"2026-11-24T10:00:00.000Z"}],"wish":{"priority":1,"at":1795514400000,"delayMs":0,"maxDelayMs":15000},"tries":9,"notBefore":null,"failure":{"name":"PermanentError","code":"GITLAB_FORBIDDEN","status":403,"message":"no","remedy":"Invite the bot."}}',
].map((json) => ({ json }));
