import type { Agent } from "node:http";
import type { Proxy } from "../../config/environment/environment-proxy.ts";

/**
 * An agent that sends requests through a proxy: those for https in a tunnel (CONNECT), others as whole addresses. It keeps
 * its connections.
 */
export async function openProxyAgent({ url, authorization }: Proxy, isTunnel: boolean): Promise<Agent> {
  // Not within the address, which the libraries show where somebody switches their tracing on.
  const headers = (): Record<string, string> =>
    authorization === null ? {} : { "Proxy-Authorization": authorization };
  const options = { keepAlive: true, headers };
  if (isTunnel) {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    return new HttpsProxyAgent(url, options);
  }
  const { HttpProxyAgent } = await import("http-proxy-agent");
  return new HttpProxyAgent(url, options);
}
