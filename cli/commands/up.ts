import { createInterface } from "node:readline";
import { InvalidArgumentError } from "commander";
import { openCloud } from "../../providers/clouds";
import { Settings } from "../../providers/core/settings/settings";
import { systemClock } from "../../providers/http/clock";
import { connectors } from "../../providers/webex/flow/flow-wire";
import { type Handover, handoversIn, formText } from "../../operations/connector";
import { type Ended, untilMade } from "../../operations/connector/wait";
import { needStack, show } from "../../operations/pulumi-cli";
import { readState, stackOption } from "../../operations/stack-state";
import { printStatus } from "../shared/print";
import { stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly wait?: number;
}

/** `datadip up`: runs `pulumi up`, waits while a person makes the connector, and then continues. */
export const upVerb: Verb = (program) => {
  program
    .command("up")
    .description(
      "run pulumi up; where it stops for the connector that a person makes, print the form, wait for the connector and continue",
    )
    .argument("[options...]", "further options for pulumi up, passed on unchanged, such as --yes")
    .option("-s, --stack <stack>", "the stack; the selected one by default")
    .option(
      "--wait <minutes>",
      "how long to wait for the connector; by default without end at a terminal, else not at all",
      minutes,
    )
    .allowUnknownOption()
    .action(up);
};

function minutes(text: string): number {
  const count = Number(text);
  if (Number.isFinite(count) && count >= 0) return count;
  throw new InvalidArgumentError("It must be a number of minutes.");
}

async function up(further: readonly string[], { stack, wait }: Options): Promise<void> {
  const waitedFor = new Set<string>();
  // At a terminal the CLI offers a choice of the existing stacks.
  if (!process.stdin.isTTY) needStack(stack);
  for (;;) {
    const { code, interrupted } = await pulumiUp([...stackOption(stack), ...further]);
    const handover = code === 0 || interrupted ? undefined : awaited(stack);
    // A connector that was made and is asked for again is an error, not something to wait for.
    if (handover === undefined || waitedFor.has(handover.name)) {
      process.exitCode = code;
      return;
    }
    waitedFor.add(handover.name);
    if ((await madeByPerson(handover, stack, wait)) === "given up") {
      printStatus(
        `\nThe connector ${handover.name} is still to be made. Nothing is lost: npx datadip up continues from here.`,
      );
      process.exitCode = code;
      return;
    }
    printStatus(`The connector ${handover.name} is made; continuing.`);
  }
}

/** Ctrl-C also reaches the engine, which is in the same terminal and ends in good order. */
async function pulumiUp(args: readonly string[]): Promise<{ readonly code: number; readonly interrupted: boolean }> {
  let interrupted = false;
  const noted = (): void => void (interrupted = true);
  process.on("SIGINT", noted);
  try {
    const code = await show(["up", ...args], process.env, "stdout");
    return { code, interrupted };
  } finally {
    process.off("SIGINT", noted);
  }
}

function awaited(stack: string | undefined): Handover | undefined {
  const { resources } = readState(stack, false);
  if (!resources.some(({ kind }) => kind === "webex.ConnectorHandover")) return undefined;
  return handoversIn(resources).find(({ isAwaited }) => isAwaited);
}

async function madeByPerson(handover: Handover, stack: string | undefined, wait: number | undefined): Promise<Ended> {
  const { name, connectorId } = handover;
  const source = stackConfig(stack);
  const atTerminal = process.stdin.isTTY;
  const onSandbox = new Settings(source).target() === "sandbox";
  const which = stack === undefined ? "" : ` --stack ${stack}`;
  printStatus(
    ["", "Now a person makes the connector; all the rest so far is done and kept.", "", formText(handover)].join("\n"),
  );
  if (onSandbox)
    printStatus(`On the sandbox, npx datadip sandbox connect${which} plays that person, in another terminal.`);
  if (!atTerminal && wait === undefined) return "given up";
  const { api } = await openCloud("webex", source);
  // Start listening before the prompt is printed.
  const person = atTerminal ? atKeyboard() : undefined;
  printStatus(
    atTerminal
      ? "Waiting for it. Enter continues at once, Ctrl-C stops waiting; nothing is lost."
      : `Waiting for it, at most ${String(wait)} minutes.`,
  );
  try {
    return await untilMade({
      // A connector that existed before must be edited, and no API shows whether it was.
      isThere: async () => {
        api.forget("connectors");
        return connectorId === undefined && (await connectors(api)).some((one) => one.name === name);
      },
      person: person?.said ?? new Promise(() => undefined),
      clock: systemClock,
      forMs: wait === undefined ? undefined : wait * 60_000,
    });
  } finally {
    person?.close();
  }
}

/** Waits for Enter ("told"), or for Ctrl-C or the end of the input ("given up"). */
function atKeyboard(): { readonly said: Promise<"told" | "given up">; readonly close: () => void } {
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
  const said = new Promise<"told" | "given up">((resolve) => {
    lines.once("line", () => resolve("told"));
    lines.once("SIGINT", () => resolve("given up"));
    lines.once("close", () => resolve("given up"));
  });
  return { said, close: () => lines.close() };
}
