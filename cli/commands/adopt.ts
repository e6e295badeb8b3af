import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import { asList, asSingles, readForAdoption } from "../../operations/adopt-lists";
import { readState } from "../../operations/stack-state";
import { Sessions } from "../../providers/clouds";
import { writeOnlyInputs, importOf } from "../../providers/core/engine/adopt";
import { heldBy, ownerAdvice } from "../../providers/core/engine/messages";
import { suggestion } from "../../providers/core/resource/check-inputs";
import { holdingsOf, stackConfig } from "../shared/stack-config";
import { withOutput, save } from "../shared/output";
import { printStatus } from "../shared/print";
import type { Verb } from "../shared/verb";
import { shellWord } from "../../operations/printable";

interface Options {
  readonly asList?: readonly string[];
  readonly asSingles?: string;
  readonly name: string;
  readonly stack?: string;
  readonly output: string;
}

/** `datadip adopt KIND NAME ID`: an import file for one object that exists already. */
export const adoptVerb: Verb = (program) => {
  withOutput(program.command("adopt"), { what: "import file to write; - for standard output", fallback: "-" })
    .description(
      "write an import file for an object that exists already: datadip adopt webex.Queue support ID -o import.json; or for a list of what single resources manage, and back",
    )
    .argument("[kind]", "resource kind, e.g. webex.Queue")
    .argument("[name]", "the resource's logical name in the program")
    .argument("[id]", "the object's id")
    .option(
      "--as-list <urn...>",
      "instead of an object, resources of this stack that shall become one list, e.g. webex.AddressBookEntries",
    )
    .option("--as-singles <urn>", "a list of this stack whose entries shall become resources of their own")
    .option("--name <name>", "the list's logical name", "list")
    .option("--stack <stack>", "the stack that shall manage it; the selected one by default")
    .action(async (kind: string | undefined, name: string | undefined, id: string | undefined, options: Options) => {
      const { stack, output } = options;
      if (options.asList !== undefined || options.asSingles !== undefined) return changeForm(options);
      if (kind === undefined || name === undefined || id === undefined)
        throw new Error("datadip adopt needs a kind, a name and an id; or --as-list URN... or --as-singles URN.");
      const kinds = allKinds().map((descriptor) => descriptor.kind);
      if (!kinds.some((known) => known === kind))
        throw new Error(`There is no kind ${kind}${suggestion(kind, kinds)} Kinds are ${kinds.join(", ")}.`);
      refuseHeld(kind, id, stack);
      const found = await readForAdoption(descriptorOf(kind), id, stackConfig(stack));
      const missing = writeOnlyInputs(descriptorOf(kind), found.inputs);
      save(output, `${JSON.stringify({ resources: [importOf(kind, name, id, found)] }, null, 2)}\n`);
      printStatus(
        `Next: pulumi import --file ${output === "-" ? "import.json" : output} --generate-code=false --protect=false, and declare it in the program with these inputs.`,
      );
      if (missing.length > 0)
        printStatus(
          `No service says ${missing.join(", ")}: give it in the program, and the first pulumi up writes it once. Pulumi warns of that at the import.`,
        );
    });
};

/** Writes the import file that turns single resources into a list, or back, and prints how the old ones leave the state. */
async function changeForm({ asList: urns = [], asSingles: list, name, stack, output }: Options): Promise<void> {
  const state = readState(stack, false);
  const sessions = new Sessions(() => stackConfig(stack));
  const resources =
    list === undefined ? [await asList(state, urns, name, sessions)] : await asSingles(state, list, sessions);
  save(output, `${JSON.stringify({ resources }, null, 2)}\n`);
  const leaving = list === undefined ? urns : [list];
  const chosen = stack === undefined ? "" : ` --stack ${stack}`;
  printStatus(
    [
      "Next, in this order and before any pulumi up; nothing is deleted in the tenant:",
      ...leaving.map((urn) => `  pulumi state delete --yes${chosen} ${shellWord(urn)}`),
      `  pulumi import --file ${output === "-" ? "import.json" : output} --generate-code=false --protect=false${chosen}`,
      "Then write the program so, with these inputs; the pulumi up after that has nothing to do.",
    ].join("\n"),
  );
}

/** With two resources for one object, the object is deleted as soon as one of them leaves the program. */
function refuseHeld(kind: string, id: string, stack: string | undefined): void {
  const { objects } = holdingsOf(
    stack,
    "It is not known whether a resource manages this object already, so nothing was written",
  );
  const holder = objects.find((object) => object.kind === kind && object.id === id);
  if (holder === undefined) return;
  const { noun, naturalKey } = descriptorOf(kind);
  throw new Error(
    `The ${noun} ${id} is this stack's own: ${heldBy(holder)}. Nothing was written. ${ownerAdvice(naturalKey.join(" and "), holder)}`,
  );
}
