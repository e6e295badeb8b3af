import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import type { Clock } from "../../http/clock";
import { HttpError } from "../../http/http-errors";
import { understood } from "../../http/failures";
import { Batch } from "../rest/batch";
import { meaningOf } from "../rest/error-codes";
import { MAX_COMPONENTS_PER_CALL } from "../limits";
import { answerOf } from "./soap";
import { escapeXml, isNil, itemsOf, readBody, writeBody } from "./xml";

/** A component without its type: `fullName` and the elements of the type. */
export type Component = Readonly<Record<string, unknown>> & { readonly fullName: string };

const truth = z.enum(["true", "false"]).transform((text) => text === "true");

const saveError = z.looseObject({ message: z.string().default(""), statusCode: z.string().optional() });

const saveResult = z.looseObject({
  success: truth,
  fullName: z.string().optional(),
  errors: z.preprocess(itemsOf, z.array(saveError)),
});

const fileProperties = z.looseObject({
  fullName: z.string(),
  id: z.string().optional(),
  createdDate: z.string().optional(),
  manageableState: z.string().optional(),
  namespacePrefix: z.string().optional(),
});

/** A row of a list of components. */
export type FileProperties = z.output<typeof fileProperties>;

const capabilities = z.looseObject({
  apiCreatable: truth,
  apiReadable: truth,
  apiUpdatable: truth,
  apiDeletable: truth,
});

/** The SOAP CRUD calls that a type allows in this org and version. */
export type Capabilities = z.output<typeof capabilities>;

type SaveCall = "createMetadata" | "updateMetadata" | "deleteMetadata";

export interface MetadataTransport {
  /** Sends the content of a SOAP body to the path `/services/Soap/m/...`. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  apiVersion(): string;
  readonly clock: Clock;
}

/** The synchronous part of the Metadata API: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_crud_based_calls_intro.htm */
export class MetadataClient {
  private readonly reads = new Map<string, Batch<Component>>();

  constructor(private readonly transport: MetadataTransport) {}

  create(type: string, component: Component): Promise<void> {
    return this.save("createMetadata", type, component.fullName, written(type, component));
  }

  update(type: string, component: Component): Promise<void> {
    // Repeatable, as sending the same values twice gives the same component.
    return this.save("updateMetadata", type, component.fullName, written(type, component), true);
  }

  /** @throws HttpError "not-found" where it is gone already. */
  delete(type: string, fullName: string): Promise<void> {
    const content = `<type>${escapeXml(type)}</type><fullNames>${escapeXml(fullName)}</fullNames>`;
    return this.save("deleteMetadata", type, fullName, content, true);
  }

  /** The component; undefined where the org has none of that name. Simultaneous reads of one type share a request. */
  read(type: string, fullName: string): Promise<Component | undefined> {
    const known = this.reads.get(type);
    const reads =
      known ?? new Batch(this.transport.clock, (names) => this.readAll(type, names), MAX_COMPONENTS_PER_CALL);
    if (known === undefined) this.reads.set(type, reads);
    return reads.ask(fullName);
  }

  private async readAll(type: string, names: readonly string[]): Promise<readonly (Component | undefined)[]> {
    try {
      return await this.readSome(type, names);
    } catch (error) {
      // A missing app gives this error for the whole request, without the name of the app.
      if (!(error instanceof HttpError) || error.code !== "INVALID_CROSS_REFERENCE_KEY") throw error;
      if (names.length === 1) return [undefined];
      return (await Promise.all(names.map((name) => this.readAll(type, [name])))).flat();
    }
  }

  private async readSome(type: string, names: readonly string[]): Promise<readonly (Component | undefined)[]> {
    const list = names.map((name) => `<fullNames>${escapeXml(name)}</fullNames>`).join("");
    const about = `${type} ${names.join(", ")}`;
    const { answer, parsed } = await this.call("readMetadata", about, `<type>${escapeXml(type)}</type>${list}`);
    const records = understood(answer, () =>
      z
        .array(z.unknown())
        .length(names.length)
        .parse(itemsOf(recordsIn(parsed))),
    );
    return records.map((record) => componentIn(type, record));
  }

  /** Every component of a type, without its content. */
  async list(type: string): Promise<readonly FileProperties[]> {
    const content = `<queries><type>${escapeXml(type)}</type></queries><asOfVersion>${this.transport.apiVersion()}</asOfVersion>`;
    const { answer, parsed } = await this.call("listMetadata", type, content);
    return understood(answer, () => z.array(fileProperties).parse(itemsOf(parsed.result)));
  }

  async describe(type: string): Promise<Capabilities> {
    const content = `<type>{http://soap.sforce.com/2006/04/metadata}${escapeXml(type)}</type>`;
    const { answer, parsed } = await this.call("describeValueType", type, content);
    return understood(answer, () => capabilities.parse(parsed.result));
  }

  private async save(
    call: SaveCall,
    type: string,
    fullName: string,
    content: string,
    repeatable = false,
  ): Promise<void> {
    const { answer, parsed } = await this.call(call, `${type} ${fullName}`, content, repeatable);
    const { success, errors } = understood(answer, () => saveResult.parse(parsed.result));
    if (success) return;
    const [{ statusCode, message } = { message: "no reason given" }] = errors;
    const meaning = meaningOf(statusCode, message);
    const detail = errors.map((error) => [error.statusCode, error.message].filter(Boolean).join(": ")).join("; ");
    const operation = `${call} ${type} ${fullName}`;
    const { method, path, status } = answer;
    // "no CustomObject named X found" on a delete means that X is gone.
    const gone = call === "deleteMetadata" && /no .* named .* found/i.test(message);
    throw new HttpError({
      failure: gone ? "not-found" : (meaning?.failure ?? "bad-request"),
      method,
      path,
      status,
      detail,
      advice: meaning?.advice,
      code: statusCode,
      operation,
    });
  }

  private async call(name: string, about: string, content: string, repeatable = !name.startsWith("create")) {
    const answer = await this.transport.send({
      method: "POST",
      path: `/services/Soap/m/${this.transport.apiVersion()}`,
      headers: { SOAPAction: '""', Accept: "text/xml" },
      text: { content: `<${name}>${content}</${name}>`, contentType: "text/xml; charset=UTF-8" },
      repeatable,
      operation: `${name} ${about}`,
    });
    return { answer, parsed: understood(answer, (body) => answerOf(name, body)) };
  }
}

function written(type: string, component: Component): string {
  return `<metadata xsi:type="${escapeXml(type)}">${writeBody(type, component)}</metadata>`;
}

/** The component in a record. For a missing component some types answer an empty record instead of nil. */
function componentIn(type: string, record: unknown): Component | undefined {
  const body = isNil(record) ? {} : readBody(type, record);
  return typeof body.fullName === "string" && body.fullName !== "" ? { ...body, fullName: body.fullName } : undefined;
}

function recordsIn(parsed: Readonly<Record<string, unknown>>): unknown {
  const result = z.looseObject({ records: z.unknown() }).safeParse(parsed.result);
  return result.data?.records;
}
