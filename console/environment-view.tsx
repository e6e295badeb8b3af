import type { FC } from "hono/jsx";
import type { Drift } from "../operations/drift";
import { type Box, drawEnvironment, graphOf } from "../operations/graph";
import type { Managed } from "../operations/stack-state";
import { picture, Problem, Table } from "./page";
import { valueText } from "./salesforce";
import type { Seen } from "./stack";
import { TEXTS } from "./texts";

const T = TEXTS.environment;

const objectHref = (urn: string): string => `/object?urn=${encodeURIComponent(urn)}`;
const anchorOf = (kind: string): string => `kind-${kind.replace(".", "-")}`;
const keyOf = ({ kind, name }: { readonly kind: string; readonly name: string }): string => `${kind} ${name}`;

export const Drawing: FC<{
  readonly resources: readonly Managed[];
  readonly drift?: Drift;
  readonly isSwap?: boolean;
}> = (props) => {
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

export const List: FC<{ readonly resources: readonly Managed[] }> = ({ resources }) => {
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

export const DriftTable: FC<Compared> = ({ drift, resources, mend }) => {
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

export const FieldRows: FC<{ readonly fields: Drift["findings"][number]["fields"] }> = ({ fields }) => (
  <>
    {fields.map(({ path, isSecret, ...values }) => (
      <p>
        <code>{path}</code>: <del>{isSecret ? T.secret : valueOf(values.state, "state" in values)}</del>{" "}
        <ins>{isSecret ? T.otherSecret : valueOf(values.tenant, "tenant" in values)}</ins>
      </p>
    ))}
  </>
);

export const Values: FC<{ readonly seen: Seen }> = ({ seen: { managed, now, fields, secrets } }) => {
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

export function referenceOf(kind: string): string {
  const [cloud = "", noun = ""] = kind.split(".");
  return `${cloud}/${noun.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}`;
}
