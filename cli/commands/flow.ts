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
import { guarded, loadFlow } from "./call";
import { factsText, changesText } from "../shared/flow-text";
import { drawPicture } from "../shared/picture";
import { save } from "../shared/save";
import { REQUEST_FORMATS, requestsFile, type RequestOptions } from "../../operations/requests";
import { FileError } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";

const SHOW_SECRETS = "print passwords, keys and defaults of secure variables too";

/** `datadip flow facts|diff|write|requests|draw`: what a flow is made of, what changed between two, the flow with values bound, its requests. */
export const flowVerb: Verb = (program: Command) => {
  const flow = program.command("flow").description("read, compare, bind and draw call flows");
  flow
    .command("facts")
    .description("what a flow is made of: variables, activities, links, and what it refers to outside itself")
    .argument("<file>", "flow export, v1 or FlowV2")
    .option("--json", "machine-readable")
    .option("--show-secrets", SHOW_SECRETS)
    .action((file: string, options: { json?: boolean; showSecrets?: true }) =>
      guarded(() => {
        const read = loadFlow(file);
        const all = flowFacts(read);
        const facts = options.showSecrets === true ? all : new FlowMask(read).facts(all);
        print(options.json ? json(facts) : factsText(facts));
      }),
    );
  flow
    .command("diff")
    .description("what changed in meaning from one flow to another; exit 0 when nothing did, 1 otherwise")
    .argument("<before>", "flow export")
    .argument("<after>", "flow export")
    .option("--json", "machine-readable")
    .option(
      "--draw <file>",
      "also draw both in one picture, what was added, changed and removed painted: .svg, .png or .mmd",
    )
    .option("--show-secrets", SHOW_SECRETS)
    .action((before: string, after: string, options: { json?: boolean; draw?: string; showSecrets?: true }) =>
      guarded(() => {
        const [old, now] = [loadFlow(before), loadFlow(after)];
        const mask = new FlowMask(old, now);
        const all = diffFlows(old, now);
        const changes = options.showSecrets === true ? all : mask.changes(all);
        if (options.draw !== undefined) save(options.draw, drawChanges(old, now, mask, options.draw));
        const rows = changes.map(({ kind, class: category, process: key, name, field, before: was, after: is }) => ({
          kind,
          class: category,
          process: key,
          name,
          field: field ?? null,
          before: was ?? null,
          after: is ?? null,
        }));
        print(options.json ? json({ changes: rows }) : changesText(changes));
        process.exitCode = changes.length === 0 ? 0 : 1;
      }),
    );
  flow
    .command("write")
    .description("write a flow again, with values of your organisation bound")
    .argument("<file>", "flow export")
    .requiredOption("-o, --output <file>", "where to; - for standard output")
    .option("--bind <Activity.property=value...>", "replace a value by activity and property, or by old id")
    .addOption(new Option("--format <format>", "format to write").choices(["v1", "v2"]).default("v1"))
    .action((file: string, options: { output: string; bind?: string[]; format: string }) =>
      guarded(() => {
        const { flow: bound, problems } = bindFlow(loadFlow(file), parseBindings(options.bind ?? []));
        if (problems.length > 0) throw new FileError(problems.map(({ message }) => message).join("\n"));
        save(options.output, options.format === "v2" ? `${json(writeV2(bound))}\n` : stringifyFlow(bound));
      }),
    );
  flow
    .command("requests")
    .description("the flow's HTTP requests as a file for trying them, with samples filled in and secrets left out")
    .argument("<file>", "flow export")
    .requiredOption("-o, --output <file>", "where to; - for standard output")
    .addOption(
      new Option("--format <format>", "Postman 2.1 collection, or a .http file")
        .choices(REQUEST_FORMATS)
        .default("postman"),
    )
    .option("--instance <url>", "address of the Salesforce org", "https://example.my.salesforce.com")
    .option("--from <number>", "caller whose call gives the samples", "+15207739050")
    .action((file: string, { output, ...options }: RequestOptions & { output: string }) =>
      guarded(() => save(output, requestsFile(loadFlow(file), options))),
    );
  flow
    .command("draw")
    .description("draw a flow, what is wrong with it marked in place")
    .argument("<file>", "flow export")
    .requiredOption(
      "-o, --output <file>",
      "picture to write: .svg, .png, .mmd (Mermaid text), or .html with pages for paper",
    )
    .action((file: string, options: { output: string }) =>
      guarded(() => {
        const drawn = loadFlow(file);
        save(
          options.output,
          drawPicture(new FlowMask(drawn).flow(drawn), findingMarks(lintFlow(drawn)), options.output),
        );
      }),
    );
};

function drawChanges(before: Flow, after: Flow, mask: FlowMask, file: string): string | Uint8Array {
  const { flow, marks } = changePicture(before, after);
  return drawPicture(mask.flow(flow), mask.marks(marks), file);
}

function parseBindings(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new FileError(`--bind ${pair} is not of the form Activity.property=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const print = (text: string): void => void process.stdout.write(`${text}\n`);
