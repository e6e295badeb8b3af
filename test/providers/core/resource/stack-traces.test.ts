import * as pulumi from "@pulumi/pulumi";
import { defineResource } from "../../../../providers/core/resource/define";
import { pauseStackTraces } from "../../../../providers/core/resource/stack-traces";
import { toy } from "../toy";

const frames = (error: Error): number => (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).length;

it("are not taken while paused, whatever the SDK sets, and are as before afterwards", () => {
  const before = Error.stackTraceLimit;
  const resume = pauseStackTraces({});
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  const inside = new Error("what happened");
  resume();
  expect(frames(inside)).toBe(0);
  expect(inside.message).toBe("what happened");
  expect(Error.stackTraceLimit).toBe(before);
  expect(frames(new Error("later"))).toBeGreaterThan(0);
});

it("stay on where somebody debugs", () => {
  const resume = pauseStackTraces({ DATADIP_STACK_TRACES: "1" });
  const inside = new Error("what happened");
  resume();
  expect(frames(inside)).toBeGreaterThan(0);
});

describe("an error of the SDK while a resource is declared", () => {
  const Toy = defineResource({ ...toy, kind: "webex.Traced" });
  beforeAll(() =>
    pulumi.runtime.setMocks({
      newResource: ({ inputs }) => ({ id: "id", state: inputs as Record<string, unknown> }),
      call: () => ({}),
    }),
  );

  it("says what is wrong and with which resource, and stack traces go on", () => {
    const before = Error.stackTraceLimit;
    expect(() => new Toy("", {})).toThrow(/^webex\.Traced : Missing resource name argument/);
    const notAProvider = {} as pulumi.ProviderResource;
    expect(() => new Toy("two", {}, { provider: notAProvider })).toThrow(/^webex\.Traced two: provider\.\w+ is not a /);
    expect(Error.stackTraceLimit).toBe(before);
  });
});
