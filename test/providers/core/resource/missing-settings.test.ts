import * as pulumi from "@pulumi/pulumi";
import { refuseMissingSettings } from "../../../../providers/core/resource/program-checks";
import { declareSettings } from "../../../../providers/core/settings/config-keys";
import { SettingsError } from "../../../../providers/core/settings/settings";

/** Nothing listens there: no test of this file asks the engine for anything. */
const ENGINE = "127.0.0.1:1";

const asked: (string | undefined)[] = [];
beforeAll(() =>
  declareSettings("toys", {
    ...{ credentials: [], secrets: [], addresses: ["toys:box"] },
    check: (settings) => {
      asked.push(settings.address("toys:box"));
      settings.requiredAddress("toys:box", "BOX");
    },
  }),
);
const [project, stack] = [pulumi.getProject(), pulumi.getStack()];
const connect = (engine: string): void => pulumi.runtime.resetOptions(project, stack, -1, engine, engine, false, "");
beforeEach(() => {
  connect("");
  pulumi.runtime.setAllConfig({});
});
afterEach(() => connect(""));

it("a live run without a setting ends with what is missing, until it is set; then nobody asks again", () => {
  refuseMissingSettings("toys");
  expect(asked).toEqual([]);

  connect(ENGINE);
  for (const _ of [1, 2])
    expect(() => refuseMissingSettings("toys")).toThrow(/^toys:box is not set: pulumi config set/);
  expect(() => refuseMissingSettings("toys")).toThrow(pulumi.RunError);
  expect(() => refuseMissingSettings("toys")).not.toThrow(SettingsError);
  pulumi.runtime.setAllConfig({ "toys:box": "here" });
  refuseMissingSettings("toys");
  refuseMissingSettings("toys");
  expect(asked).toEqual([undefined, undefined, undefined, undefined, "here"]);
});
