import { z } from "zod";
import { methodOf, pathOf, prefixesOf } from "../providers/webex/client/flow-routes";
import { PROJECT_ID, wordsOf } from "../operations/call/tenant";
import { parseJson } from "../flow/json";

/** Another person who works in the sandbox's Control Hub; the log shows their calls as separate. */

const CLIENT = { clientId: "colleague" };
const credentials = z.looseObject({ orgId: z.string() });
const minted = z.looseObject({ access_token: z.string() });
const refusal = z.looseObject({
  error: z.looseObject({ message: z.array(z.looseObject({ description: z.string() })) }),
});

/** A refusal of Webex, with its message. */
export class RefusedError extends Error {}

export type Entity = Readonly<Record<string, unknown>>;

export class Colleague {
  private constructor(
    private readonly url: string,
    private readonly orgId: string,
    private readonly token: string,
  ) {}

  static async at(url: string): Promise<Colleague> {
    const known = credentials.parse(await (await fetch(`${url}/sandbox/credentials`)).json());
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${url}/sandbox/tokens`, { method: "POST", headers, body: JSON.stringify(CLIENT) });
    return new Colleague(url, known.orgId, minted.parse(await answer.json()).access_token);
  }

  /** @throws RefusedError with Webex's message. */
  save(kind: string, id: string, entity: Entity): Promise<void> {
    return this.ask("PUT", this.item(kind, id), JSON.stringify(entity));
  }

  /** @throws RefusedError with Webex's message, for instance the objects that still refer to this one. */
  remove(kind: string, id: string): Promise<void> {
    return this.ask("DELETE", this.item(kind, id));
  }

  async saveFlow(document: string): Promise<void> {
    const form = new FormData();
    form.append("file", new Blob([document], { type: "application/json" }), "flow.json");
    await this.ask(methodOf("import"), `${this.flows("import")}?overwrite=yes&flowType=FLOW`, form);
  }

  async publish(id: string, tag: string): Promise<void> {
    const body = JSON.stringify({ comment: "By hand", tagIds: [tag] });
    await this.ask(methodOf("publish"), `${this.flows("publish", id)}?flowType=FLOW`, body);
  }

  private item(kind: string, id: string): string {
    return `/organization/${this.orgId}/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
  }

  private flows(operation: "import" | "publish", id = ""): string {
    return `${prefixesOf(operation)[0]}/${this.orgId}/project/${PROJECT_ID}/${pathOf(operation, { id })}`;
  }

  private async ask(method: string, path: string, body?: string | FormData): Promise<void> {
    const json = typeof body === "string" ? { "Content-Type": "application/json" } : {};
    const answer = await fetch(`${this.url}/webex${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...json },
      ...(body !== undefined && { body }),
    });
    if (answer.ok) return;
    const text = await answer.text();
    throw new RefusedError(`${answer.status}: ${reasonIn(text)}`);
  }
}

function reasonIn(text: string): string {
  const body = parseJson(text);
  if (body === undefined) return text; // an HTML page, whose text is the message
  const told = refusal.safeParse(body).data?.error.message.map(({ description }) => description);
  return told?.join(" ") ?? wordsOf(body);
}
