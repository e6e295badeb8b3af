import { tokenOf } from "../../providers/core/resource/type-token";
import { allKinds, descriptorOf } from "../../providers/core/resource/registry";
import { providerText } from "../../providers/core/resource/provider-text";
import { readForAdoption } from "../../operations/adopt";
import { writeOnlyInputs } from "../../providers/core/engine/adopt";
import { heldBy, wayOut } from "../../providers/core/engine/messages";
import { suggestion } from "../../providers/core/resource/check-inputs";
import { holdingsOf, stackConfig } from "../shared/stack-config";
import { withOutput } from "../shared/output";
import { save } from "../shared/save";
import { tell } from "../shared/say";
import type { Verb } from "../shared/verb";

interface Options {
  readonly stack?: string;
  readonly output: string;
}

/** `datadip adopt KIND NAME ID`: an import file for one object that exists already, on stdout. */
export const adoptVerb: Verb = (program) => {
  withOutput(program.command("adopt"), { what: "import file to write; - for standard output", fallback: "-" })
    .description(
      "write an import file for an object that exists already: datadip adopt webex.Queue support ID -o import.json",
    )
    .argument("<kind>", "resource kind, e.g. webex.Queue")
    .argument("<name>", "the resource's logical name in the program")
    .argument("<id>", "the object's id")
    .option("--stack <stack>", "the stack that shall manage it; the selected one by default")
    .action(async (kind: string, name: string, id: string, { stack, output }: Options) => {
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
      save(output, `${JSON.stringify({ resources: [resource] }, null, 2)}\n`);
      tell(
        `Next: pulumi import --file ${output === "-" ? "import.json" : output} --generate-code=false --protect=false, and declare it in the program with these inputs.`,
      );
      if (missing.length > 0)
        tell(
          `No service says ${missing.join(", ")}: give it in the program, and the first pulumi up writes it once. Pulumi warns of that at the import.`,
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
