import type { FC } from "hono/jsx";
import { Pairs, Problem } from "./page";
import type { Scene } from "./call-view";
import { TEXTS } from "./texts";

const A = TEXTS.agent;

/** The record of a Lightning address. */
function recordOf(url: string): string | undefined {
  const [, object, id] = /\/lightning\/r\/(\w+)\/(\w{15}(?:\w{3})?)\//.exec(url) ?? [];
  return object === undefined || id === undefined ? undefined : `/records/${object}/${id}`;
}

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

export const AgentCard: FC<Scene> = (scene) => {
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

export const After: FC<Scene> = (scene) => {
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
