import { z } from "zod";
import type { Sandbox } from "../../sandbox";
import { flowExport } from "./flow";

/** Somebody else who works on the flows of a tenant in Flow Designer, with a token of their own. */
export class Colleague {
  constructor(private readonly sandbox: Sandbox) {}

  lock(flowId: string): Promise<void> {
    return this.call("POST", `/${flowId}:lock`, "{}");
  }

  /** Saves a draft with this greeting. */
  draft(name: string, queueId: string, greeting: string): Promise<void> {
    const form = new FormData();
    const document: unknown = { ...(JSON.parse(flowExport(queueId, greeting)) as object), name };
    form.append("file", new Blob([JSON.stringify(document)], { type: "application/json" }), "flow.json");
    return this.call("POST", ":import?overwrite=yes&flowType=FLOW", form);
  }

  publish(flowId: string, ...tagIds: readonly string[]): Promise<void> {
    return this.call("POST", `/${flowId}:publish?flowType=FLOW`, JSON.stringify({ comment: "By hand", tagIds }));
  }

  private async call(method: string, path: string, body: FormData | string): Promise<void> {
    const { url, credentials } = this.sandbox;
    const minted = await fetch(`${url}/sandbox/tokens`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"clientId":"colleague"}',
    });
    const { access_token: token } = z.looseObject({ access_token: z.string() }).parse(await minted.json());
    const type = typeof body === "string" ? { "Content-Type": "application/json" } : undefined;
    const prefix = path.startsWith(":import") ? "/flow-store" : "";
    const flows = `${url}/webex${prefix}/${credentials.orgId}/project/5e5c9ad6d61f870d6d778c1b/flows`;
    const headers = { Authorization: `Bearer ${token}`, ...type };
    const answer = await fetch(`${flows}${path}`, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}
