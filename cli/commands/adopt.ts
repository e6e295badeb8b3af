import { tokenOf } from "../../providers/core/resource/type-token";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import { providerText } from "../../providers/core/resource/provider-text";
import { readForAdoption } from "../../operations/adopt";
import { writeOnlyInputs } from "../../providers/core/engine/adopt";
import { heldBy, wayOut } from "../../providers/core/engine/messages";
import { suggestion } from "../../providers/core/resource/check-inputs";
import { holdingsOf, stackConfig } from "../shared/stack-config";
import type { Verb } from "../shared/verb";

/** `datadip adopt KIND NAME ID`: an import file for one object that exists already, on stdout. */
export const adoptVerb: Verb = (program) => {
  program
    .command("adopt")
    .description(
      "write an import file for an object that exists already: datadip adopt webex.Queue support ID > import.json",
    )
    .argument("<kind>", "resource kind, e.g. webex.Queue")
    .argument("<name>", "the resource's logical name in the program")
    .argument("<id>", "the object's id")
    .option("--stack <stack>", "the stack that shall manage it; the selected one by default")
    .action(async (kind: string, name: string, id: string, { stack }: { stack?: string }) => {
      const kinds = allKinds().map((descriptor) => descriptor.kind);
      if (!kinds.some((known) => known === kind))
        throw new Error(`There is no kind ${kind}${suggestion(kind, kinds)} Kinds are ${kinds.join(", ")}.`);
      refuseHeld(kind, id, stack);
      const { inputs, outputs } = await readForAdoption(descriptorOf(kind), id, stackConfig(stack));
      const missing = writeOnlyInputs(descriptorOf(kind), inputs);
      const __provider = providerText(kind);
      const resource = {
        type: tokenOf(kind),
        name,
        id,
        inputs: { ...inputs, __provider },
        outputs: { ...outputs, __provider },
      };
      process.stdout.write(`${JSON.stringify({ resources: [resource] }, null, 2)}\n`);
      process.stderr.write(
        "Next: pulumi import --file import.json --generate-code=false --protect=false, and declare it in the program with these inputs.\n",
      );
      if (missing.length > 0)
        process.stderr.write(
          `No service says ${missing.join(", ")}: give it in the program, and the first pulumi up writes it once. Pulumi warns of that at the import.\n`,
        );
    });
};

/** A second resource for one object would lead to its deletion, as soon as one of the two leaves the program. */
function refuseHeld(kind: string, id: string, stack: string | undefined): void {
  const { objects } = holdingsOf(
    stack,
    "It is not known whether a resource manages this object already, so nothing was written",
  );
  const holder = objects.find((object) => object.kind === kind && object.id === id);
  if (holder === undefined) return;
  const { noun, naturalKey } = descriptorOf(kind);
  throw new Error(
    `The ${noun} ${id} is this stack's own: ${heldBy(holder)}. Nothing was written. ${wayOut(naturalKey.join(" and "), holder)}`,
  );
}
