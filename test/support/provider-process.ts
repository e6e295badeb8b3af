import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import statusProto from "@pulumi/pulumi/proto/status_pb";
import type { Values } from "../../providers/core/resource/types";

const ROOT = join(__dirname, "..", "..");
const HOST = join(ROOT, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider");
const TOKEN = "pulumi-nodejs:dynamic/webex:Thing";

/** What a create or update that left something half-made says besides its message. */
export interface Details {
  readonly id: string;
  readonly properties: Values;
  readonly reasons: readonly string[];
}

/** The engine's own host of dynamic providers as a process, spoken to over gRPC as the engine does. */
export class ProviderProcess {
  /** Everything the process wrote but the port. */
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
    readonly output: { stdout: string; stderr: string },
  ) {}

  static async start(cwd: string, env: NodeJS.ProcessEnv): Promise<ProviderProcess> {
    const child = spawn(process.execPath, [HOST, "127.0.0.1:1"], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (chunk: Buffer) => {
        output.stdout += chunk.toString();
        const end = output.stdout.indexOf("\n");
        if (end < 0) return;
        const first = output.stdout.slice(0, end);
        if (/^\d+$/.test(first)) resolve(first);
      });
      child.once("exit", (code) => reject(new Error(`the provider's host ended with ${code}: ${output.stderr}`)));
    });
    output.stdout = output.stdout.slice(port.length + 1);
    const limits = { "grpc.max_receive_message_length": 400 * 1024 * 1024, "grpc.max_metadata_size": 16 * 1024 * 1024 };
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), limits);
    return new ProviderProcess(child, client, output);
  }

  /** Returns without waiting, as the engine's first calls follow at once. */
  configure(config: Values): Promise<void> {
    const request = new proto.ConfigureRequest();
    request.setArgs(structOf(config));
    return answered<proto.ConfigureResponse>((done) => this.client.configure(request, done)).then(() => undefined);
  }

  async check(
    olds: Values,
    news: Values,
  ): Promise<{ inputs: Values; failures: readonly proto.CheckFailure.AsObject[] }> {
    const request = new proto.CheckRequest();
    request.setUrn(`urn:pulumi:dev::p::${TOKEN}::a`);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    const answer = await answered<proto.CheckResponse>((done) => this.client.check(request, done));
    return { inputs: valuesOf(answer.getInputs()), failures: answer.getFailuresList().map((one) => one.toObject()) };
  }

  async diff(id: string, olds: Values, news: Values): Promise<proto.DiffResponse.AsObject> {
    const request = new proto.DiffRequest();
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return (await answered<proto.DiffResponse>((done) => this.client.diff(request, done))).toObject();
  }

  async create(inputs: Values): Promise<{ id: string; outs: Values }> {
    const request = new proto.CreateRequest();
    request.setProperties(structOf(inputs));
    const answer = await answered<proto.CreateResponse>((done) => this.client.create(request, done));
    return { id: answer.getId(), outs: valuesOf(answer.getProperties()) };
  }

  async read(id: string, props: Values): Promise<{ id: string; props: Values; inputs: Values }> {
    const request = new proto.ReadRequest();
    request.setId(id);
    request.setProperties(structOf(props));
    const answer = await answered<proto.ReadResponse>((done) => this.client.read(request, done));
    return { id: answer.getId(), props: valuesOf(answer.getProperties()), inputs: valuesOf(answer.getInputs()) };
  }

  async update(id: string, olds: Values, news: Values): Promise<Values> {
    const request = new proto.UpdateRequest();
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return valuesOf(
      (await answered<proto.UpdateResponse>((done) => this.client.update(request, done))).getProperties(),
    );
  }

  async delete(id: string, props: Values): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(id);
    request.setProperties(structOf(props));
    await answered((done) => this.client.delete(request, done));
  }

  async close(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
  }
}

/** What a failed call carries in its trailing metadata, as the engine reads it; undefined where nothing is half-made. */
export function detailsOf(error: unknown): Details | undefined {
  const packed = (error as grpc.ServiceError).metadata?.get("grpc-status-details-bin")[0];
  if (!Buffer.isBuffer(packed)) return undefined;
  const [detail] = statusProto.Status.deserializeBinary(packed).getDetailsList();
  const bytes = detail?.getValue_asU8();
  if (bytes === undefined) return undefined;
  const failed = proto.ErrorResourceInitFailed.deserializeBinary(bytes);
  return { id: failed.getId(), properties: valuesOf(failed.getProperties()), reasons: failed.getReasonsList() };
}

function answered<T>(call: (done: (error: grpc.ServiceError | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

/** JSON as the engine's wire has it. */
function structOf(values: Values): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(values)) as Record<string, JavaScriptValue>);
}

function valuesOf(struct: Struct | undefined): Values {
  return struct === undefined ? {} : struct.toJavaScript();
}
