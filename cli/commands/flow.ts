import { Option, type Command } from "commander";
import {
  bindFlow,
  changePicture,
  diffFlows,
  findingMarks,
  flowFacts,
  FlowMask,
  stringifyFlow,
  writeV2,
  type Flow,
} from "../../flow";
import { lintFlow } from "../../flow/lint";
import { loadFlow } from "../shared/load-flow";
import { factsText, changesText } from "../shared/flow-text";
import { pictureFormat, PICTURES, type Picture, withOutput, withPicture, save } from "../shared/output";
import { drawPicture } from "../shared/picture";
import { print, printJson } from "../shared/print";
import { stackConfig } from "../shared/stack-config";
import { unproven } from "../../providers/webex/client/connect";
import { activityDefinitions } from "../../providers/webex/flow/flow-wire";
import { REQUEST_FORMATS, requestsFile, type RequestOptions } from "../../operations/requests";
import { FileError } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";

interface DiffOptions {
  readonly json?: boolean;
  readonly output?: string;
  readonly format?: Picture;
  readonly showSecrets?: true;
}

const SHOW_SECRETS = "print passwords, keys and defaults of secure variables too";

/** `datadip flow facts|diff|write|requests|draw`: facts of a flow, changes between two flows, the flow with bound values, its requests. */
export const flowVerb: Verb = (program: Command) => {
  const flow = program.command("flow").description("read, compare, bind and draw call flows");
  factsCommand(flow);
  diffCommand(flow);
  writeCommand(flow);
  requestsCommand(flow);
  activitiesCommand(flow);
  drawCommand(flow);
};

function factsCommand(flow: Command): void {
  flow
    .command("facts")
    .description("a flow's variables, activities, links, and what it refers to outside itself")
    .argument("<file>", "flow export, v1 or FlowV2")
    .option("--json", "machine-readable")
    .option("--show-secrets", SHOW_SECRETS)
    .action((file: string, options: { json?: boolean; showSecrets?: true }) => {
      const read = loadFlow(file);
      const all = flowFacts(read);
      const facts = options.showSecrets === true ? all : new FlowMask(read).facts(all);
      if (options.json) printJson(facts);
      else print(factsText(facts));
    });
}

function diffCommand(flow: Command): void {
  withPicture(flow.command("diff"), { what: "also draw both in one picture, with the changes coloured", old: "--draw" })
    .description("what changed in meaning from one flow to another; exit 0 when nothing changed, else 1")
    .argument("<before>", "flow export")
    .argument("<after>", "flow export")
    .option("--json", "machine-readable")
    .option("--show-secrets", SHOW_SECRETS)
    .action((before: string, after: string, options: DiffOptions) => {
      const [old, now] = [loadFlow(before), loadFlow(after)];
      const mask = new FlowMask(old, now);
      const all = diffFlows(old, now);
      const changes = options.showSecrets === true ? all : mask.changes(all);
      if (options.output !== undefined)
        save(options.output, drawChanges(old, now, mask, formatOf(options.output, options.format)));
      const rows = changes.map(({ kind, class: category, process: key, name, field, before: was, after: is }) => ({
        kind,
        class: category,
        process: key,
        name,
        field: field ?? null,
        before: was ?? null,
        after: is ?? null,
      }));
      if (options.json) printJson({ changes: rows });
      else print(changesText(changes));
      process.exitCode = changes.length === 0 ? 0 : 1;
    });
}

function writeCommand(flow: Command): void {
  withOutput(flow.command("write"), { what: "flow to write; - for standard output", isNeeded: true })
    .description("write a flow with values of your organisation bound")
    .argument("<file>", "flow export")
    .option("--bind <Activity.property=value...>", "replace a value by activity and property, or by old id")
    .addOption(new Option("--format <format>", "format to write").choices(["v1", "v2"]).default("v1"))
    .action((file: string, options: { output: string; bind?: string[]; format: string }) => {
      const { flow: bound, problems } = bindFlow(loadFlow(file), parseBindings(options.bind ?? []));
      if (problems.length > 0) throw new FileError(problems.map(({ message }) => message).join("\n"));
      save(options.output, options.format === "v2" ? `${json(writeV2(bound))}\n` : stringifyFlow(bound));
    });
}

function requestsCommand(flow: Command): void {
  withOutput(flow.command("requests"), { what: "file to write; - for standard output", isNeeded: true })
    .description("the flow's HTTP requests as a file to try them, with samples filled in and secrets left out")
    .argument("<file>", "flow export")
    .addOption(
      new Option("--format <format>", "Postman 2.1 collection, or a .http file")
        .choices(REQUEST_FORMATS)
        .default("postman"),
    )
    .option("--instance <url>", "address of the Salesforce org", "https://example.my.salesforce.com")
    .option("--from <number>", "number of the caller whose call gives the samples", "+15207739050")
    .action((file: string, { output, ...options }: RequestOptions & { output: string }) =>
      save(output, requestsFile(loadFlow(file), options)),
    );
}

function activitiesCommand(flow: Command): void {
  withOutput(flow.command("activities"), { what: "file to write; - for standard output", isNeeded: true })
    .description("the activities that the stack's organisation offers, for datadip lint --activities")
    .option("--subflow", "activities for subflows instead of flows")
    .option("--stack <stack>", "the stack; the selected one by default")
    .action(async ({ output, stack, subflow }: { output: string; stack?: string; subflow?: true }) => {
      const api = await unproven(stackConfig(stack));
      save(output, `${json(await activityDefinitions(api, subflow === true ? "SUBFLOW" : "FLOW"))}\n`);
    });
}

function drawCommand(flow: Command): void {
  withPicture(flow.command("draw"), { what: "picture to write", isNeeded: true })
    .description("draw a flow, with its findings marked")
    .argument("<file>", "flow export")
    .action((file: string, { output, format }: { output: string; format?: Picture }) => {
      const drawn = loadFlow(file);
      const picture = drawPicture(
        new FlowMask(drawn).flow(drawn),
        findingMarks(lintFlow(drawn)),
        formatOf(output, format),
      );
      save(output, picture);
    });
}

const formatOf = (file: string, given: Picture | undefined): Picture => pictureFormat(file, PICTURES, given);

function drawChanges(before: Flow, after: Flow, mask: FlowMask, format: Picture): string | Uint8Array {
  const { flow, marks } = changePicture(before, after);
  return drawPicture(mask.flow(flow), mask.marks(marks), format);
}

const parseBindings = (pairs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`--bind ${pair} is not of the form Activity.property=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );

const json = (value: unknown): string => JSON.stringify(value, null, 2);
