import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { defineResource } from "../../../../providers/core/resource/define";
import type { Values } from "../../../../providers/core/resource/types";
import { toy } from "../toy";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secretOf = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });

const descriptor = {
  ...toy,
  kind: "webex.Declared" as const,
  secretInputs: ["file"],
  derived: { text: ["file", "labels"] },
};

/** What the engine gets of a resource that a program declares so. */
const registered = new Map<string, Values>();
beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs: given }) => {
      registered.set(name, z.record(z.string(), z.unknown()).parse(given));
      return { id: "id", state: given as Record<string, unknown> };
    },
    call: () => ({}),
  }),
);

const Declared = defineResource(descriptor);
type Given = ConstructorParameters<typeof Declared>[1];

async function declared(logicalName: string, args: Given): Promise<Values> {
  const resource = new Declared(logicalName, args);
  await new Promise((resolve) => resource.urn.apply(resolve));
  const { __provider, ...rest } = registered.get(logicalName) ?? {};
  expect(__provider).toContain('.of("webex.Declared")');
  return rest;
}

describe("a resource of a program", () => {
  it("is named by its logical name unless the program names it, and has no other inputs than are given", async () => {
    expect(await declared("one", {})).toEqual({ name: "one" });
    expect(await declared("two", { name: "Two", labels: { a: 1 } })).toEqual({ name: "Two", labels: { a: 1 } });
    expect(Declared.__pulumiType).toBe("pulumi-nodejs:dynamic/webex:Declared");
    expect(Declared.name).toBe("Declared");
  });

  it("has a note of the paths of its secrets, at any depth, and no others", async () => {
    const labels = {
      pin: pulumi.secret("1234"),
      open: pulumi.output("x"),
      deep: Promise.resolve([{ pin: pulumi.secret("1") }, null, "y"]),
    };
    expect(await declared("noted", { labels })).toMatchObject({
      __secrets: [
        ["labels", "pin"],
        ["labels", "deep", "0", "pin"],
      ],
    });
    expect(await declared("whole", { labels: pulumi.secret({ a: "b" }) })).toMatchObject({ __secrets: [["labels"]] });
    expect(await declared("open", { labels: pulumi.output({ a: "b" }) })).not.toHaveProperty("__secrets");
  });

  it("seals secret inputs that the program gives in clear, and what is derived from any secret", async () => {
    expect(await declared("keyed", { file: "k" })).toEqual({
      name: "keyed",
      file: secretOf("k"),
      text: secretOf(null),
      __secrets: [["file"]],
    });
    expect(await declared("labelled", { labels: { pin: pulumi.secret("1") }, text: { all: 1 } })).toMatchObject({
      text: secretOf({ all: 1 }),
    });
    expect(await declared("clear", { labels: { open: "1" }, text: { all: 1 } })).toMatchObject({
      text: { all: 1 },
    });
  });

  it("has an output for each input, also one that it was not given", async () => {
    const resource = new Declared("outputs", {});
    const [name, file] = await Promise.all(
      [resource.name, resource.file].map((it) => new Promise((resolve) => it?.apply(resolve))),
    );
    expect([name, file]).toEqual(["outputs", undefined]);
  });
});
