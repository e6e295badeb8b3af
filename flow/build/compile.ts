import type { JsonObject } from "../json";
import { type Compiled, type Context, type Link, linksOf } from "./compiled";
import { httpRequest, parse, screenPop, setVariable, type DataNode } from "./data-nodes";
import * as queue from "./queue-nodes";
import * as routing from "./routing-nodes";
import * as voice from "./voice-nodes";

/** A node of a definition. `N` are the possible targets, `V` the declared variables. */
export type NodeInput<N extends string, V extends string> =
  DataNode<N, V> | voice.VoiceNode<N> | queue.QueueNode<N, V> | routing.RoutingNode<N, V>;

type Nodes = NodeInput<string, string>;
type Compiler<T extends Nodes["type"]> = (node: Extract<Nodes, { readonly type: T }>, context: Context) => JsonObject;

const ending = (): JsonObject => ({});

/** The properties of each type of node. */
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

/** The port of a `to` that names one node, where it is not "default". */
const MAIN_PORTS: Readonly<Partial<Record<Nodes["type"], string>>> = { "set-variable": "out" };

/** Links of the node's own list: options, cases or shares. */
function listLinks(node: Nodes): readonly Link[] {
  switch (node.type) {
    case "ivr-menu":
      return Object.entries(node.options).map(([digit, option]) => [digit, option.to]);
    case "case-statement":
      return node.cases.map(({ to }, index) => [String(index), to]);
    case "percent-allocation":
      return node.shares.map(({ to }, index) => [String(index), to]);
    default:
      return [];
  }
}

/** The activity that a node becomes. */
export const compileNode = (node: Nodes, context: Context): Compiled => ({
  // The table has the function for this type, which TypeScript cannot follow through a union.
  properties: (COMPILERS[node.type] as Compiler<Nodes["type"]>)(node, context),
  links: [...listLinks(node), ...linksOf("to" in node ? (node.to ?? {}) : {}, MAIN_PORTS[node.type] ?? "default")],
});
