import type { Child, FC } from "hono/jsx";
import { handlesOf } from "../operations/review/steps";
import { masker } from "../operations/review/mask";
import { soqlOf } from "../operations/review/answers";
import { clock, type CallResult, type Heard } from "../flow/simulate";
import type { LiveCall } from "./live-call";
import { type Page, Pairs } from "./page";
import { TEXTS } from "./texts";
import { AgentCard, After } from "./agent-view";

const T = TEXTS.phone;
const A = TEXTS.agent;
/** Most rows shown of the path; in a loop the older rows are like the newer ones. */
const MAX_ROWS = 60;
const MAX_TEXT = 1_500;

/** One event of the stream: parts of the page by their id, and the position of the call on the picture. */
export interface Update {
  readonly parts: Readonly<Record<string, string>>;
  readonly here: readonly string[];
  readonly seen: readonly string[];
  readonly links: readonly string[];
}

type SoFar = Omit<CallResult, "end">;
export interface Scene {
  readonly call: LiveCall;
  readonly soFar: SoFar;
  /** Masks a text and shortens it. */
  readonly said: (text: string) => string;
}

const PARTS: Readonly<Record<string, (scene: Scene) => Child>> = {
  "call-state": (scene) => <State {...scene} />,
  "call-heard": (scene) => <HeardList {...scene} />,
  "call-asked": (scene) => <Asked {...scene} />,
  "call-variables": (scene) => <Variables {...scene} />,
  "call-path": (scene) => <Path {...scene} />,
  "agent-card": (scene) => <AgentCard {...scene} />,
  "agent-after": (scene) => <After {...scene} />,
};

/** Everything that a page can show of a call now. Without a call, the text that says so. */
export async function updateOf(call: LiveCall | undefined): Promise<Update> {
  if (call === undefined)
    return { parts: { "agent-card": await htmlOf(<p>{A.nobody}</p>) }, here: [], seen: [], links: [] };
  const { flow } = call.dialled.line;
  const soFar = call.soFar();
  const mask = masker(flow);
  const said = (text: string): string => cut(mask(text));
  const handles = handlesOf(flow);
  const own = soFar.path.filter((visit) => visit.flow === flow.name);
  const handle = (key: string): readonly string[] => [handles.get(key) ?? []].flat();
  const { tokens, frames } = call.state;
  const parts = await Promise.all(
    Object.entries(PARTS).map(async ([id, part]) => [id, await htmlOf(<>{part({ call, soFar, said })}</>)] as const),
  );
  return {
    parts: Object.fromEntries(parts),
    here: tokens.flatMap(({ process, node, frame }) =>
      frames[frame]?.flow === "" ? handle(`${process} ${node}`) : [],
    ),
    seen: own.flatMap(({ process, node }) => handle(`${process} ${node}`)),
    links: own.flatMap(({ process, node, port }) => handle(`${process} ${node} ${port ?? ""}`)),
  };
}

const htmlOf = async (page: Page): Promise<string> => (await page).toString();

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\u2026` : text);

function stateText({ call }: Scene): string {
  const { phase, agent, endReason, queue, tokens } = call.state;
  if (call.trouble !== undefined) return call.trouble;
  if (phase === "ended") return T.ended(endReason ?? "", call.isOver);
  if (call.asking !== undefined) return T.asks(call.asking.node);
  if (agent === "answered") return T.talks;
  if (agent === "offered") return T.rings;
  if (tokens.some(({ doing }) => doing.kind === "listen")) return T.listens;
  return queue === null ? T.goesOn : T.waits(queue.queueName);
}

const State: FC<Scene> = (scene) => (
  <>
    <p class="clock">{clock(scene.call.nowMs())}</p>
    <p>{scene.said(stateText(scene))}</p>
  </>
);

const SOUNDS: Readonly<Record<Heard["what"], (text: string) => string>> = {
  speech: (text) => `\u201c${text}\u201d`,
  audio: T.recording,
  music: T.music,
  "virtual agent": () => T.virtualAgent,
  silence: () => T.silence,
  agent: () => T.agentTalks,
  "other party": () => T.otherParty,
};

const HeardList: FC<Scene> = ({ soFar, said }) => (
  <ol class="heard">
    {soFar.heard.slice(-MAX_ROWS).map(({ fromMs, untilMs, what, text }) => (
      <li>
        <time>{clock(fromMs)}</time>
        {said(SOUNDS[what](text))} <span class="soft">{T.seconds((untilMs - fromMs) / 1_000)}</span>
      </li>
    ))}
  </ol>
);

const Asked: FC<Scene> = ({ soFar, said, call }) => (
  <>
    {soFar.requests.slice(-MAX_ROWS).map(({ atMs, request, answer }) => (
      <div>
        <h3>
          {clock(atMs)} {request.node}
        </h3>
        <pre tabindex={0}>{said(soqlOf(request.url) ?? `${request.method} ${request.url}\n${request.body}`)}</pre>
        <pre tabindex={0}>{said("failure" in answer ? answer.failure : `${answer.status} ${answer.body}`)}</pre>
      </div>
    ))}
    {call.asking !== undefined && <p class="soft">{T.asks(call.asking.node)}</p>}
  </>
);

const Variables: FC<Scene> = ({ soFar, said }) => (
  <Pairs
    rows={Object.entries(soFar.variables)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => [name, said(value)] as const)}
  />
);

const Path: FC<Scene> = ({ soFar, said }) => (
  <ol class="heard">
    {soFar.path.slice(-MAX_ROWS).map(({ atMs, node, type, port }) => (
      <li>
        <time>{clock(atMs)}</time>
        {node} <span class="soft">{port === undefined ? type : `${type}, ${T.leavesBy(port)}`}</span>
      </li>
    ))}
    {soFar.failures.map(({ atMs, node, message }) => (
      <li class="error">
        <time>{clock(atMs)}</time>
        {node}: {said(message)}
      </li>
    ))}
  </ol>
);
