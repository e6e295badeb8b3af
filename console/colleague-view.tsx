import type { FC } from "hono/jsx";
import type { Entity } from "./colleague-client";
import { valueText } from "./salesforce";
import { TEXTS } from "./texts";

const T = TEXTS.colleague;
export type Kind = keyof typeof T.kinds;
export const KINDS = Object.keys(T.kinds) as readonly Kind[];
export const FLOW = "flow" satisfies Kind;

/** Members that only the server sets. */
const ITS_OWN = ["id", "organizationId", "version", "createdTime", "lastUpdatedTime", "systemDefault", "links"];

/** A flow of the tenant, and the tags under which it is published. */
export interface FlowRow {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly { readonly id: string }[];
}

export const hrefOf = (kind: string, id: string): string => `/colleague/${kind}/${encodeURIComponent(id)}`;

export function nameOf(row: Entity): string {
  const { name, dialledNumber, firstName, lastName, id } = row;
  const person = [firstName, lastName].filter((part) => typeof part === "string").join(" ");
  return [name, dialledNumber, person].find((one) => typeof one === "string" && one !== "")?.toString() ?? String(id);
}

export const Kinds: FC<{ readonly kind: Kind }> = ({ kind }) => (
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

export const Editor: FC<{ readonly kind: Kind; readonly entity: Entity }> = ({ kind, entity }) => {
  const id = String(entity.id);
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

export const FlowEditor: FC<{ readonly flow: FlowRow }> = ({ flow }) => (
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
