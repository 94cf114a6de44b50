import type { Agent } from "node:http";
import type { Proxy } from "../../config/environment/environment-proxy.ts";

/** As Node's own: connections are kept, and found again by whoever asks for the same proxy next. */
const agents = new Map<string, Promise<Agent>>();

/**
 * The agent that sends requests through a proxy: those for https in a tunnel (CONNECT), others as whole addresses. The
 * libraries are loaded only here, since most networks have no proxy.
 */
export function proxyAgent(proxy: Proxy, isTunnel: boolean): Promise<Agent> {
  const { url, authorization } = proxy;
  const key = [isTunnel, url, authorization].join(" ");
  const agent = agents.get(key) ?? openAgent(url, authorization, isTunnel);
  agents.set(key, agent);
  return agent;
}

async function openAgent(url: string, authorization: string | null, isTunnel: boolean): Promise<Agent> {
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
