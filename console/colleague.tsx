import type { Context, Hono } from "hono";
import { z } from "zod";
import { bodyOf, openTenant, type Tenant } from "../operations/call/tenant";
import { Colleague, type Entity, RefusedError } from "./colleague-client";
import { Editor, FLOW, FlowEditor, hrefOf, KINDS, Kinds, nameOf, type Kind } from "./colleague-view";
import { formOf, Problem, show } from "./page";
import { valueText } from "./salesforce";
import type { SandboxTarget } from "./target";
import { TEXTS } from "./texts";

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
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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

/** Pages to change objects of the sandbox as another person would in Control Hub and Flow Designer. */
export function mountColleague(app: Hono, target: SandboxTarget): void {
  const page = async (
    c: Context,
    kind: Kind,
    id: string,
    said?: { readonly problem?: string; readonly done?: string },
  ) => {
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
        {said?.problem !== undefined && <Problem text={said.problem} />}
        {said?.done !== undefined && (
          <p class="good" role="status">
            {said.done} {target.stack !== undefined && <a href="/environment/drift">{T.seeDrift}</a>}
          </p>
        )}
        {flow === undefined ? <Editor kind={kind} entity={entity} /> : <FlowEditor flow={flow} />}
      </>,
      said?.problem === undefined ? 200 : 400,
    );
  };
  const kindOf = (name: string | undefined): Kind => KINDS.find((kind) => kind === name) ?? "contact-service-queue";
  app.get("/colleague", async (c) => {
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
  });
  app.get("/colleague/:kind/:id", (c) => page(c, kindOf(c.req.param("kind")), c.req.param("id")));
  /** Runs one change as the colleague, and shows the object again with Webex's answer. */
  const act = (
    path: string,
    done: string,
    work: (c: Context, kind: Kind, entity: Entity, who: Colleague) => Promise<void>,
  ) =>
    app.post(path, async (c) => {
      const [kind, id] = [kindOf(c.req.param("kind")), c.req.param("id") ?? ""];
      const entity = await (await openTenant(target.url)).item(kind, id);
      if (entity === undefined) return page(c, kind, id);
      try {
        await work(c, kind, entity, await Colleague.at(target.url));
      } catch (error) {
        const isTold = error instanceof RefusedError || error instanceof SyntaxError;
        if (!isTold) throw error;
        return page(c, kind, id, { problem: T.refused(error.message) });
      }
      return page(c, kind, id, { done });
    });
  app.post("/colleague/flow/:id", async (c) => {
    const [id, field] = [c.req.param("id"), await formOf(c)];
    const tenant = await openTenant(target.url);
    const document = JSON.stringify(bodyOf(await tenant.flow("export", { id }, { flowType: "FLOW" }), T.kinds.flow));
    // The document is JSON, so both texts must be escaped as in JSON.
    const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
    const parts = document.split(inJson(field("find")));
    if (field("find") === "" || parts.length < 2) return page(c, FLOW, id, { problem: T.notFound });
    try {
      const who = await Colleague.at(target.url);
      await who.saveFlow(parts.join(inJson(field("replace"))));
      if (field("tag") !== "") await who.publish(id, field("tag"));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return page(c, FLOW, id, { problem: T.refused(error.message) });
    }
    return page(c, FLOW, id, { done: T.replaced(parts.length - 1) });
  });
  act("/colleague/:kind/:id", T.saved, async (c, kind, entity, who) =>
    who.save(kind, String(entity["id"]), await edited(c, entity)),
  );
  act("/colleague/:kind/:id/leave", T.left, (_c, kind, entity, who) =>
    who.save(kind, String(entity["id"]), { ...entity, active: false }),
  );
  app.post("/colleague/:kind/:id/delete", async (c) => {
    const [kind, id] = [kindOf(c.req.param("kind")), c.req.param("id")];
    try {
      await (await Colleague.at(target.url)).remove(kind, id);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return page(c, kind, id, { problem: T.refused(error.message) });
    }
    return c.redirect(`/colleague?kind=${kind}`, 303);
  });
}
