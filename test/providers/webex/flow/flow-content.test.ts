import { defineFlow, stringifyFlow } from "../../../../flow";
import { prepare } from "../../../../providers/webex/flow/flow-content";

/** What a program may give as a flow's content. */

const flow = defineFlow("Hello", { start: "Bye", nodes: { Bye: { type: "disconnect-contact" } } });
const prepared = (content: unknown) => prepare({ name: "Hello", bindings: {}, content });

it("takes a flow written in TypeScript as text", () => {
  expect(prepared(stringifyFlow(flow))).toMatchObject({
    problems: [],
    inputs: { __document: expect.any(String) as unknown },
  });
});

it("refuses a flow in memory at preview, and says how to give it", () => {
  // As the engine hands it over: a program without type checks runs until here.
  expect(prepared(JSON.parse(JSON.stringify(flow))).problems).toEqual([
    { property: "content", reason: expect.stringMatching(/in memory, .*stringifyFlow\(flow\)/) as unknown },
  ]);
});

it("keeps a flow's meaning, as the state has it", () => {
  const { content } = prepared(stringifyFlow(flow)).inputs;
  expect(prepared(content)).toMatchObject({ problems: [], inputs: { content } });
});
