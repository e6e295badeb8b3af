import type { Compiled, Context } from "./compiled";
import { httpRequest, parse, screenPop, setVariable, type DataNode } from "./data-nodes";
import * as queue from "./queue-nodes";
import * as routing from "./routing-nodes";
import * as voice from "./voice-nodes";

/** A node of a definition. `N` are the possible targets, `V` the declared variables. */
export type NodeInput<N extends string, V extends string> =
  DataNode<N, V> | voice.VoiceNode<N> | queue.QueueNode<N, V> | routing.RoutingNode<N, V>;

/** The activity that a node becomes. */
export function compileNode(node: NodeInput<string, string>, context: Context): Compiled {
  switch (node.type) {
    case "set-variable":
      return setVariable(node, context);
    case "http-request-v2":
      return httpRequest(node, context);
    case "parse-activity":
      return parse(node, context);
    case "screen-pop":
      return screenPop(node);
    case "play-message":
      return voice.playMessage(node, context);
    case "play-music":
      return voice.playMusic(node, context);
    case "ivr-menu":
      return voice.menu(node, context);
    case "ivr-collectdigits":
      return voice.collectDigits(node, context);
    case "ivr-virtualassistantvoice":
      return voice.virtualAgent(node, context);
    case "start-media-stream":
      return voice.startMediaStream(node);
    case "condition-activity":
      return routing.condition(node);
    case "case-statement":
      return routing.caseStatement(node, context);
    case "business-hours":
      return routing.businessHours(node, context);
    case "percent-allocation":
      return routing.percentAllocation(node, context);
    case "queue-contact":
      return queue.queueContact(node, context);
    case "queue-to-agent":
      return queue.queueToAgent(node, context);
    case "queue-lookup":
      return queue.getQueueInfo(node, context);
    case "callback":
      return queue.callback(node, context);
    case "blind-transfer":
    case "bridged-transfer":
      return queue.transfer(node, context);
    case "SetCallerID":
      return queue.setCallerId(node, context);
    case "subflow-handoff":
      return routing.subflow(node, context);
    case "disconnect-contact":
    case "end":
    case "end-subflow":
      return routing.ending;
    case "raw":
      return routing.raw(node);
  }
}
