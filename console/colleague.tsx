import type { Context, Hono } from "hono";
import { z } from "zod";
import { bodyOf, openTenant, type Tenant } from "../operations/call/tenant";
import { Colleague, type Entity, RefusedError } from "./colleague-client";
import { Editor, FLOW, FlowEditor, hrefOf, KINDS, Kinds, nameOf, type Kind } from "./colleague-view";
import { formOf, Problem, show } from "./page";
import { valueText } from "./salesforce";
import type { SandboxTarget } from "./stack";
import { TEXTS } from "./texts";
import { parseJson } from "../flow/json";

const T = TEXTS.colleague;
const flowRows = z.array(
  z.looseObject({ id: z.string(), name: z.string(), tags: z.array(z.looseObject({ id: z.string() })).default([]) }),
);

const flowsOf = async (tenant: Tenant) =>
  flowRows.parse(bodyOf(await tenant.flow("list", {}, { flowType: "FLOW" }), T.kinds.flow));

/** A form value in the type that the object had: a number stays a number. @throws SyntaxError where a list or object is not valid JSON. */
function typed(text: string, before: unknown): unknown {
  if (typeof before === "boolean") return text === "true";
  if (typeof before === "number") return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  return typeof before === "object" && before !== null ? JSON.parse(text) : text;
}

/** The value of a new field: parsed if it is valid JSON, else the text. */
function guessed(text: string): unknown {
  const json = parseJson(text);
  return json === undefined ? text : json;
}

async function edited(c: Context, before: Entity): Promise<Entity> {
  const field = await formOf(c);
  const body = await c.req.parseBody();
  const changes = Object.keys(body).flatMap((name) =>
    name in before && field(name) !== valueText(before[name])
      ? [[name, typed(field(name), before[name])] as const]
      : [],
  );
  const another = field("__name");
  return {
    ...before,
    ...Object.fromEntries(changes),
    ...(another !== "" && { [another]: guessed(field("__value")) }),
  };
}

const kindOf = (name: string | undefined): Kind => KINDS.find((kind) => kind === name) ?? "contact-service-queue";

/** What to show above the object after a change. */
interface Outcome {
  readonly problem?: string;
  readonly done?: string;
}

async function objectPage(c: Context, target: SandboxTarget, kind: Kind, id: string, { problem, done }: Outcome = {}) {
  const tenant = await openTenant(target.url);
  const isFlow = kind === FLOW;
  const flow = isFlow ? (await flowsOf(tenant)).find((one) => one.id === id) : undefined;
  const entity = isFlow ? flow : await tenant.item(kind, id);
  if (entity === undefined) return show(c, target, "colleague", <Problem text={T.gone} />, 404);
  return show(
    c,
    target,
    "colleague",
    <>
      <Kinds kind={kind} />
      <h2>
        {T.kinds[kind]}: {nameOf(entity)}
      </h2>
      {problem !== undefined && <Problem text={problem} />}
      {done !== undefined && (
        <p class="good" role="status">
          {done} {target.stack !== undefined && <a href="/environment/drift">{T.seeDrift}</a>}
        </p>
      )}
      {flow === undefined ? <Editor kind={kind} entity={entity} /> : <FlowEditor flow={flow} />}
    </>,
    problem === undefined ? 200 : 400,
  );
}

async function listPage(c: Context, target: SandboxTarget) {
  const kind = kindOf(c.req.query("kind"));
  const tenant = await openTenant(target.url);
  const rows = kind === FLOW ? await flowsOf(tenant) : await tenant.rows(kind);
  return show(
    c,
    target,
    "colleague",
    <>
      <Kinds kind={kind} />
      <section class="card">
        {rows.length === 0 && <p>{T.none}</p>}
        <ul>
          {rows.map((row) => (
            <li>
              <a href={hrefOf(kind, row.id)}>{nameOf(row)}</a>
            </li>
          ))}
        </ul>
      </section>
    </>,
  );
}

/** Replaces a text in a flow, and publishes it where a tag is chosen. @throws RefusedError with Webex's answer. */
async function replaceInFlow(c: Context, target: SandboxTarget, id: string): Promise<Outcome> {
  const field = await formOf(c);
  const tenant = await openTenant(target.url);
  const document = JSON.stringify(bodyOf(await tenant.flow("export", { id }, { flowType: "FLOW" }), T.kinds.flow));
  // The document is JSON, so both texts must be escaped as in JSON.
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  const parts = document.split(inJson(field("find")));
  if (field("find") === "" || parts.length < 2) return { problem: T.notFound };
  const who = await Colleague.at(target.url);
  await who.saveFlow(parts.join(inJson(field("replace"))));
  if (field("tag") !== "") await who.publish(id, field("tag"));
  return { done: T.replaced(parts.length - 1) };
}

/** Saves an object as the colleague. */
async function save(
  c: Context,
  target: SandboxTarget,
  done: string,
  changed: (entity: Entity) => Entity | Promise<Entity>,
): Promise<Outcome> {
  const [kind, id] = [kindOf(c.req.param("kind")), c.req.param("id") ?? ""];
  const entity = await (await openTenant(target.url)).item(kind, id);
  if (entity === undefined) return {};
  const who = await Colleague.at(target.url);
  await who.save(kind, String(entity.id), await changed(entity));
  return { done };
}

/** What a change came to; a refusal of Webex and an unreadable form are shown above the object. */
async function outcomeOf(changing: Promise<Outcome>): Promise<Outcome> {
  try {
    return await changing;
  } catch (error) {
    const isShown = error instanceof RefusedError || error instanceof SyntaxError;
    if (!isShown) throw error;
    return { problem: T.refused(error.message) };
  }
}

/** Pages to change objects of the sandbox as another person would in Control Hub and Flow Designer. */
export function mountColleague(app: Hono, target: SandboxTarget): void {
  app.get("/colleague", (c) => listPage(c, target));
  app.get("/colleague/:kind/:id", (c) => objectPage(c, target, kindOf(c.req.param("kind")), c.req.param("id")));
  app.post("/colleague/flow/:id", async (c) => {
    const id = c.req.param("id");
    return objectPage(c, target, FLOW, id, await outcomeOf(replaceInFlow(c, target, id)));
  });
  const saves = (path: string, done: string, change: (c: Context, entity: Entity) => Entity | Promise<Entity>) =>
    app.post(path, async (c) => {
      const outcome = await outcomeOf(save(c, target, done, (entity) => change(c, entity)));
      return objectPage(c, target, kindOf(c.req.param("kind")), c.req.param("id") ?? "", outcome);
    });
  saves("/colleague/:kind/:id", T.saved, edited);
  saves("/colleague/:kind/:id/leave", T.left, (_c, entity) => ({ ...entity, active: false }));
  app.post("/colleague/:kind/:id/delete", async (c) => {
    const [kind, id] = [kindOf(c.req.param("kind")), c.req.param("id")];
    const removed = (await Colleague.at(target.url)).remove(kind, id).then(() => ({}));
    const { problem } = await outcomeOf(removed);
    return problem === undefined
      ? c.redirect(`/colleague?kind=${kind}`, 303)
      : objectPage(c, target, kind, id, { problem });
  });
}
