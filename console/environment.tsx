import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Context, Hono } from "hono";
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import { marked } from "marked";
import type { Drift } from "../operations/drift";
import { type Box, drawEnvironment, graphOf } from "../operations/graph";
import { bringBackCommand } from "../operations/project";
import type { Managed } from "../operations/stack-state";
import { picture, Problem, show, Table } from "./page";
import { valueText } from "./salesforce";
import type { Seen, Stack } from "./stack";
import type { Target } from "./target";
import { TEXTS } from "./texts";

const T = TEXTS.environment;
const REFERENCE = join(dirname(createRequire(__filename).resolve("datadip/package.json")), "docs", "reference");

const objectHref = (urn: string): string => `/object?urn=${encodeURIComponent(urn)}`;
const anchorOf = (kind: string): string => `kind-${kind.replace(".", "-")}`;
const keyOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind} ${name}`;

const Drawing: FC<{ readonly resources: readonly Managed[]; readonly drift?: Drift; readonly isSwap?: boolean }> = (
  props,
) => {
  const graph = graphOf(props.resources);
  const drifted = new Set(props.drift?.findings.map(keyOf));
  const names = new Map(props.resources.map((one) => [one.urn, keyOf(one)]));
  const links = {
    hrefOf: ({ urns, kind }: Box) => (urns.length === 1 ? objectHref(urns[0] ?? "") : `#${anchorOf(kind)}`),
    isDrifted: ({ urns }: Box) => urns.some((urn) => drifted.has(names.get(urn) ?? "")),
  };
  return (
    <div class="picture" id="graph" tabindex={0} {...(props.isSwap === true && { "hx-swap-oob": "true" })}>
      {picture(drawEnvironment(graph, T.picture(graph.total), links))}
    </div>
  );
};

const List: FC<{ readonly resources: readonly Managed[] }> = ({ resources }) => {
  const kinds = [...new Set(resources.map(({ kind }) => kind))].sort();
  return (
    <section class="card">
      <h2>{T.objects}</h2>
      <div class="cards">
        {kinds.map((kind) => (
          <div>
            <h3 id={anchorOf(kind)}>{kind}</h3>
            {resources
              .filter((one) => one.kind === kind)
              .map(({ urn, name, halfMade }) => (
                <div>
                  <a href={objectHref(urn)}>{name}</a>{" "}
                  {halfMade.length > 0 && <span class="drifted">{T.halfMade}</span>}
                </div>
              ))}
          </div>
        ))}
      </div>
    </section>
  );
};

const valueOf = (value: unknown, isThere: boolean): string => (isThere ? valueText(value) : T.notSet);

interface Compared {
  readonly drift: Drift;
  readonly resources: readonly Managed[];
  /** The command that restores the tenant. */
  readonly mend: string;
}

const DriftTable: FC<Compared> = ({ drift, resources, mend }) => {
  const urns = new Map(resources.map((one) => [keyOf(one), one.urn]));
  return (
    <>
      <p>
        {drift.findings.length === 0 ? T.noDrift(drift.looked) : T.drift(drift.findings.length, drift.looked, mend)}
      </p>
      {drift.pending.map((operation) => (
        <Problem text={T.interrupted(operation)} />
      ))}
      {drift.findings.map((one) => (
        <div class="finding error">
          <p>
            <a href={objectHref(urns.get(keyOf(one)) ?? "")}>
              {one.kind} {one.name}
            </a>
            : <span class="drifted">{T.standings[one.standing]}</span>
            {one.by !== undefined && ` ${T.by(one.by)}`} {one.at}
          </p>
          {one.reasons.map((reason) => (
            <p>{reason}</p>
          ))}
          <FieldRows fields={one.fields} />
        </div>
      ))}
    </>
  );
};

const FieldRows: FC<{ readonly fields: Drift["findings"][number]["fields"] }> = ({ fields }) => (
  <>
    {fields.map(({ path, isSecret, ...values }) => (
      <p>
        <code>{path}</code>: <del>{isSecret ? T.secret : valueOf(values.state, "state" in values)}</del>{" "}
        <ins>{isSecret ? T.otherSecret : valueOf(values.tenant, "tenant" in values)}</ins>
      </p>
    ))}
  </>
);

const Values: FC<{ readonly seen: Seen }> = ({ seen: { managed, now, fields, secrets } }) => {
  const { inputs, outputs } = managed;
  const names = [...new Set([...Object.keys(inputs), ...Object.keys(outputs), ...Object.keys(now ?? {})])];
  const drifted = new Set(fields.map(({ path }) => path.split(/[.[]/)[0]));
  const shown = (name: string, values: Readonly<Record<string, unknown>> | undefined): string => {
    if (values === undefined || values[name] === undefined) return "";
    return secrets.has(name) ? T.secret : valueText(values[name]);
  };
  return (
    <div class="scroll tall" tabindex={0}>
      <Table
        columns={T.columns}
        isNamed={true}
        rows={names
          .filter((name) => !name.startsWith("__"))
          .map((name) => [
            <>
              {name} {drifted.has(name) && <span class="drifted">{T.drifted}</span>}
            </>,
            shown(name, { ...outputs, ...inputs }),
            shown(name, now),
          ])}
      />
    </div>
  );
};

const referenceOf = (kind: string): string => {
  const [cloud = "", noun = ""] = kind.split(".");
  return `${cloud}/${noun.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}`;
};

/** The graph of a stack, each object's values in state and tenant, and the drift. Reads only. */
export function mountEnvironment(app: Hono, target: Target, stack: Stack | undefined): void {
  app.get("/reference/:cloud{[a-z]+}/:kind{[a-z-]+}", (c) => {
    const file = join(REFERENCE, c.req.param("cloud"), `${c.req.param("kind")}.md`);
    if (!existsSync(file)) return c.notFound();
    // Safe to insert: the text was generated by this project. In links between pages the ending is removed.
    const text = readFileSync(file, "utf8").replaceAll(".md)", ")");
    return show(
      c,
      target,
      "environment",
      <article class="card reference">{raw(marked.parse(text, { async: false }))}</article>,
    );
  });
  if (stack === undefined) {
    app.get("/", (c) => show(c, target, "environment", <p>{T.noStack}</p>));
    return;
  }
  const mend = (): string => bringBackCommand(target.stack?.folder ?? process.cwd(), target.stack?.name);
  const whole = async (c: Context, drift?: Drift) => {
    const { resources } = await stack.state();
    if (resources.length === 0) return show(c, target, "environment", <p>{T.empty}</p>);
    const compare = { href: "/environment/drift", "hx-get": "/environment/drift", "hx-target": "#drift" };
    return show(
      c,
      target,
      "environment",
      <>
        <Drawing resources={resources} {...(drift !== undefined && { drift })} />
        <section class="card">
          <h2>{T.driftHead}</h2>
          <p>
            <a {...compare}>{T.compare}</a>
          </p>
          <div
            id="drift"
            aria-live="polite"
            {...(drift === undefined &&
              target.kind === "sandbox" && { "hx-get": "/environment/drift", "hx-trigger": "load" })}
          >
            {drift === undefined ? (
              <p class="soft">{T.notYet[target.kind]}</p>
            ) : (
              <DriftTable drift={drift} resources={resources} mend={mend()} />
            )}
          </div>
        </section>
        <List resources={resources} />
      </>,
    );
  };
  app.get("/", (c) => whole(c));
  app.get("/environment/drift", async (c) => {
    const drift = await stack.drift();
    if (c.req.header("hx-request") !== "true") return whole(c, drift);
    const { resources } = await stack.state();
    return c.html(
      <>
        <DriftTable drift={drift} resources={resources} mend={mend()} />
        <Drawing resources={resources} drift={drift} isSwap={true} />
      </>,
    );
  });
  app.get("/object", async (c) => {
    const seen = await stack.object(c.req.query("urn") ?? "");
    if (seen === undefined) return show(c, target, "environment", <Problem text={T.noObject} />, 404);
    const { kind, name, id, halfMade } = seen.managed;
    return show(
      c,
      target,
      "environment",
      <section class="card">
        <h2>
          {kind} {name}
        </h2>
        <p>
          <code>{id}</code> <a href={`/reference/${referenceOf(kind)}`}>{T.reference}</a>
        </p>
        {halfMade.map((reason) => (
          <Problem text={reason} />
        ))}
        {seen.now === undefined && <Problem text={T.gone} />}
        {seen.fields.length > 0 && (
          <div class="finding error">
            <h3>{T.driftedHead}</h3>
            <FieldRows fields={seen.fields} />
          </div>
        )}
        <Values seen={seen} />
      </section>,
    );
  });
}
