import type { Command } from "commander";
import { answerTableSchema } from "../../flow/simulate";
import { recordsSchema, reviewFlow } from "../../operations/review";
import { loadFlow, loadFlows } from "../shared/load-flow";
import { withOutput, save } from "../shared/output";
import { printStatus } from "../shared/print";
import { FileError, readYaml } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";
import { plural } from "../../operations/printable";

interface Options {
  readonly output: string;
  readonly against?: string;
  readonly subflow?: readonly string[];
  readonly table?: string;
  readonly records?: string;
}

/** `datadip review`: one page about an exported flow, without a tenant. */
export const reviewVerb: Verb = (program: Command) => {
  withOutput(program.command("review"), { what: "page to write; - for standard output", fallback: "review.html" })
    .description("one self-contained page about an exported flow: its picture, its findings, and played calls")
    .argument("<file>", "flow export, v1 or FlowV2")
    .option("--against <file>", "an earlier export: the page says what changed")
    .option("--subflow <name=file...>", "export of a subflow or GoTo target, by its name or id")
    .option("--table <file>", "answers to HTTP requests, YAML or JSON, as datadip call takes them")
    .option(
      "--records <file>",
      "{ Contact: [...], Account: [...], Case: [...] } in which callers are looked up; the page contains them",
    )
    .action(review);
};

async function review(file: string, options: Options): Promise<void> {
  const { against, subflow = [], table, records, output } = options;
  if (table !== undefined && records !== undefined)
    throw new FileError("--table and --records both say what Salesforce answers; give one of them.");
  const { page, review: told } = await reviewFlow(loadFlow(file), {
    flows: loadFlows(subflow),
    ...(against !== undefined && { against: loadFlow(against) }),
    ...(table !== undefined && { table: readYaml(table, answerTableSchema) }),
    ...(records !== undefined && { records: readYaml(records, recordsSchema) }),
  });
  save(output, page);
  if (!told.foundRecords)
    printStatus(
      `No search of the flow found any record of ${records ?? ""}: check object and field names, and how numbers are written.`,
    );
  const bad = told.calls.filter(({ level }) => level === "error").length;
  printStatus(
    `${plural(told.findings.filter(({ severity }) => severity === "error").length, "error")}, ${plural(told.calls.length, "played call")}, ${bad} of them wrong.`,
  );
}
