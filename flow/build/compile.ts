import type { Compiled, Context } from "./compiled";
import { httpRequest, parse, screenPop, setVariable, type DataNode } from "./data-nodes";
import * as queue from "./queue-nodes";
import * as routing from "./routing-nodes";
import * as voice from "./voice-nodes";

/** A node of a definition. `N` are the possible targets, `V` the declared variables. */
export type NodeInput<N extends string, V extends string> =
  DataNode<N, V> | voice.VoiceNode<N> | queue.QueueNode<N, V> | routing.RoutingNode<N, V>;

type Nodes = NodeInput<string, string>;
type Compiler<T extends Nodes["type"]> = (node: Extract<Nodes, { readonly type: T }>, context: Context) => Compiled;

const ending = (): Compiled => routing.ending;

const COMPILERS: { readonly [T in Nodes["type"]]: Compiler<T> } = {
  "set-variable": setVariable,
  "http-request-v2": httpRequest,
  "parse-activity": parse,
  "screen-pop": screenPop,
  "play-message": voice.playMessage,
  "play-music": voice.playMusic,
  "ivr-menu": voice.menu,
  "ivr-collectdigits": voice.collectDigits,
  "ivr-virtualassistantvoice": voice.virtualAgent,
  "start-media-stream": voice.startMediaStream,
  "condition-activity": routing.condition,
  "case-statement": routing.caseStatement,
  "business-hours": routing.businessHours,
  "percent-allocation": routing.percentAllocation,
  "queue-contact": queue.queueContact,
  "queue-to-agent": queue.queueToAgent,
  "queue-lookup": queue.getQueueInfo,
  callback: queue.callback,
  "blind-transfer": queue.transfer,
  "bridged-transfer": queue.transfer,
  SetCallerID: queue.setCallerId,
  "subflow-handoff": routing.subflow,
  "disconnect-contact": ending,
  end: ending,
  "end-subflow": ending,
  raw: routing.raw,
};

/** The activity that a node becomes. */
export const compileNode = (node: Nodes, context: Context): Compiled =>
  // The table has the function for this type, which TypeScript cannot follow through a union.
  (COMPILERS[node.type] as Compiler<Nodes["type"]>)(node, context);
