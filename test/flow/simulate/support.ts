import type { Flow } from "../../../flow";
import {
  answerTableSchema,
  callScript,
  simulateCall,
  tableAnswers,
  type CallResult,
  type CallScriptInput,
} from "../../../flow/simulate";
import type { z } from "zod";

type Table = z.input<typeof answerTableSchema>;

/** Plays one call; everything not given is at its default. */
export const play = (
  flow: Flow,
  script: CallScriptInput = {},
  table: Table = [],
  flows: Readonly<Record<string, Flow>> = {},
): CallResult => simulateCall(flow, callScript(script), tableAnswers(answerTableSchema.parse(table)), flows);

/** Names of the activities visited, in order. */
export const visited = ({ path }: CallResult): readonly string[] => path.map(({ node }) => node);

/** `Node:port` of each visit. */
export const ways = ({ path }: CallResult): readonly string[] => path.map(({ node, port }) => `${node}:${port ?? ""}`);
