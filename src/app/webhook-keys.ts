import { noSecretError, type ServiceEnvironment } from "../config/environment/environment-service.ts";
import { type Keys, readSecrets } from "../http/secrets.ts";

/** Returns what deliveries are known by, from the environment. Throws a `ConfigError` where it names no secret or a malformed one. */
export function webhookKeys({ signingTokens, webhookTokens }: ServiceEnvironment): Keys {
  if (signingTokens.length + webhookTokens.length === 0) throw noSecretError();
  return readSecrets({
    signingTokens: signingTokens.map((one) => one.reveal()),
    tokens: webhookTokens.map((one) => one.reveal()),
  });
}
