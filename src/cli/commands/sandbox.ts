import { once } from "node:events";
import type { CommandContext } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import { portError } from "../../app/port-error.ts";
import { startSandbox } from "../../sandbox/index.ts";
import { addSampleCustomers } from "../../sandbox/sample.ts";

/** `cadence sandbox`: a GitLab to play with, until it is interrupted. */
export async function sandboxCommand(port: number, context: CommandContext): Promise<ExitCode> {
  const { out, paint } = context.terminal;
  const sandbox = await startSandbox({ port, web: true }).catch((error: unknown) => {
    throw portError(error, { option: "--port", host: "127.0.0.1", port });
  });
  const { token, whatToTry, service } = addSampleCustomers(sandbox, context.commandName);
  out(
    `${paint.bold("A GitLab to play with")} is at ${paint.cyan(sandbox.url)}. It forgets everything when you stop it (Ctrl-C).`,
  );
  out("");
  out("In another terminal:");
  out("");
  out(`  export GITLAB_URL=${sandbox.url} GITLAB_TOKEN=${token}`);
  out("");
  out("Then try:");
  out("");
  for (const line of whatToTry) out(`  ${line}`);
  out("");
  out("Or let the service do it within seconds:");
  out("");
  for (const line of service.commands) out(`  ${line}`);
  out("");
  out(`Then open ${paint.cyan(service.page)} and close the open agenda #${service.agenda}:`);
  out("back in the list, its follow-up is there.");
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await sandbox.close();
  return EXIT.done;
}
