import type { Context, Hono } from "hono";
import type { FC } from "hono/jsx";
import { z } from "zod";
import { good, openTenant, type Tenant } from "../operations/call/tenant";
import { Colleague, type Entity, RefusedError } from "./colleague-client";
import { Problem, show } from "./page";
import { formOf } from "./phone";
import { valueText } from "./salesforce";
import type { SandboxTarget } from "./target";
import { TEXTS } from "./texts";

const T = TEXTS.colleague;
type Kind = keyof typeof T.kinds;
const KINDS = Object.keys(T.kinds) as readonly Kind[];
const FLOW = "flow" satisfies Kind;

/** Members that only the server sets. */
const ITS_OWN = ["id", "organizationId", "version", "createdTime", "lastUpdatedTime", "systemDefault", "links"];

const flowRows = z.array(
  z.looseObject({ id: z.string(), name: z.string(), tags: z.array(z.looseObject({ id: z.string() })).default([]) }),
);

const hrefOf = (kind: string, id: string): string => `/colleague/${kind}/${encodeURIComponent(id)}`;

const nameOf = (row: Entity): string => {
  const { name, dialledNumber, firstName, lastName, id } = row;
  const person = [firstName, lastName].filter((part) => typeof part === "string").join(" ");
  return [name, dialledNumber, person].find((one) => typeof one === "string" && one !== "")?.toString() ?? String(id);
};

const Kinds: FC<{ readonly kind: Kind }> = ({ kind }) => (
  <nav class="kinds" aria-label={T.kindsLabel}>
    {KINDS.map((one) => (
      <a href={`/colleague?kind=${one}`} aria-current={one === kind ? "page" : undefined}>
        {T.kinds[one]}
      </a>
    ))}
  </nav>
);

const FieldRow: FC<{ readonly name: string; readonly value: unknown }> = ({ name, value }) => (
  <label class="field">
    <span>{name}</span>
    {typeof value === "boolean" ? (
      <select name={name}>
        {["true", "false"].map((one) => (
          <option selected={one === String(value)}>{one}</option>
        ))}
      </select>
    ) : typeof value === "object" && value !== null ? (
      <textarea name={name} rows={3} spellcheck={false}>
        {JSON.stringify(value, null, 1)}
      </textarea>
    ) : (
      <input name={name} value={valueText(value)} autocomplete="off" />
    )}
  </label>
);

const Editor: FC<{ readonly kind: Kind; readonly entity: Entity }> = ({ kind, entity }) => {
  const id = String(entity["id"]);
  return (
    <>
      <form class="card" method="post" action={hrefOf(kind, id)}>
        <div class="cards">
          {Object.entries(entity)
            .filter(([name]) => !ITS_OWN.includes(name))
            .map(([name, value]) => (
              <FieldRow name={name} value={value} />
            ))}
        </div>
        <div class="bar">
          <label>
            {T.another} <input name="__name" autocomplete="off" size={18} />
          </label>
          <label>
            {T.itsValue} <input name="__value" autocomplete="off" />
          </label>
        </div>
        <button class="go">{T.save}</button>
      </form>
      <div class="bar">
        {kind === "user" && (
          <form method="post" action={`${hrefOf(kind, id)}/leave`}>
            <button>{T.leave}</button>
          </form>
        )}
        {kind !== "user" && (
          <form method="post" action={`${hrefOf(kind, id)}/delete`} hx-confirm={T.sure(nameOf(entity))} hx-boost="true">
            <button class="stop">{T.remove}</button>
          </form>
        )}
      </div>
    </>
  );
};

const FlowEditor: FC<{ readonly flow: z.output<typeof flowRows>[number] }> = ({ flow }) => (
  <form class="card" method="post" action={hrefOf(FLOW, flow.id)}>
    <p>{T.flowHelp}</p>
    <label class="field">
      <span>{T.find}</span>
      <input name="find" required autocomplete="off" />
    </label>
    <label class="field">
      <span>{T.replace}</span>
      <input name="replace" autocomplete="off" />
    </label>
    <label class="field">
      <span>{T.tag}</span>
      <select name="tag">
        {flow.tags.map(({ id }) => (
          <option selected={id === "Live"}>{id}</option>
        ))}
        <option value="">{T.draftOnly}</option>
      </select>
    </label>
    <button class="go">{T.save}</button>
  </form>
);

const flowsOf = async (tenant: Tenant) =>
  flowRows.parse(good(await tenant.flow("list", {}, { flowType: "FLOW" }), T.kinds.flow));

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
    const document = JSON.stringify(good(await tenant.flow("export", { id }, { flowType: "FLOW" }), T.kinds.flow));
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
