import type { Child, FC } from "hono/jsx";
import { handlesOf } from "../operations/review/steps";
import { masker } from "../operations/review/mask";
import { soqlOf } from "../operations/review/answers";
import { clock, type CallResult, type Heard } from "../flow/simulate";
import type { LiveCall } from "./live-call";
import { type Page, Pairs, Problem } from "./page";
import { TEXTS } from "./texts";

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
interface Scene {
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

/** The record of a Lightning address. */
const recordOf = (url: string): string | undefined => {
  const [, object, id] = /\/lightning\/r\/(\w+)\/(\w{15}(?:\w{3})?)\//.exec(url) ?? [];
  return object === undefined || id === undefined ? undefined : `/records/${object}/${id}`;
};

const Pops: FC<Scene> = ({ soFar, call, said }) => (
  <>
    {soFar.screenPops.map(({ url }, at) => {
      const record = recordOf(url);
      const words = call.pops[at] ?? "";
      return (
        <p>
          <strong>{A.pops}</strong> {record === undefined ? words : <a href={record}>{words}</a>}{" "}
          <code>{said(url)}</code>
        </p>
      );
    })}
  </>
);

const AgentCard: FC<Scene> = (scene) => {
  const { agent, queue, phase } = scene.call.state;
  const who = scene.call.dialled.environment.queues[queue?.queueId ?? ""]?.agent?.name ?? A.standIn;
  if (phase === "ended") return <p>{scene.soFar.agent.answeredMs === null ? A.missed : A.done(who)}</p>;
  if (agent === "none") return <p>{queue === null ? A.nobody : A.waiting(queue.queueName)}</p>;
  if (agent === "offered")
    return (
      <>
        <p>{A.ringing(who, queue?.queueName ?? "", scene.call.state.setup.from)}</p>
        <div class="bar">
          <Button action="/agent/answer" text={A.answer} look="go" />
          <Button action="/agent/let-ring" text={A.letRing} />
        </div>
      </>
    );
  return (
    <>
      <p>{A.talking(who)}</p>
      <Pops {...scene} />
      <form method="post" action="/agent/wrap-up" hx-post="/agent/wrap-up" hx-swap="none">
        {scene.soFar.agentSees.map(({ name, label, value, isEditable }) => (
          <label class="field">
            <span>{label}</span>
            <input name={isEditable ? name : undefined} value={scene.said(value)} readonly={!isEditable} />
          </label>
        ))}
        <button class="stop">{A.wrapUp}</button>
      </form>
    </>
  );
};

/** A button that posts. With htmx the page is not reloaded. */
export const Button: FC<{ readonly action: string; readonly text: string; readonly look?: string }> = (props) => (
  <form class="inline" method="post" action={props.action} hx-post={props.action} hx-swap="none">
    <button class={props.look}>{props.text}</button>
  </form>
);

const After: FC<Scene> = (scene) => {
  const { call, said } = scene;
  if (!call.isOver) return "";
  return (
    <>
      <Pops {...scene} />
      {call.changes.length === 0 && <p>{A.unchanged}</p>}
      {call.changes.map(({ kind, what, object, id, fields }) => (
        <>
          <h3>
            {A.kinds[kind]} <a href={`/records/${object}/${id}`}>{what}</a>
          </h3>
          <Pairs
            rows={fields.map(({ name, before, after }) => [
              name,
              <>
                {before !== "" && <del>{said(before)}</del>} <ins>{said(after)}</ins>
              </>,
            ])}
          />
        </>
      ))}
      {call.problems.map((problem) => (
        <Problem text={said(problem)} />
      ))}
    </>
  );
};
