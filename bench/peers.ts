import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { levelsOf, type Plan } from "./objects";
import { type Timed, timed } from "./processes";
import type { Row, Side, Step } from "./rows";
import type { SandboxServer } from "./server";

/** Another tool of infrastructure as code, with a provider that can send any REST request. */
export interface Peer {
  readonly name: string;
  readonly tool: string;
  readonly provider: RestProvider;
  readonly binary: string;
}

/** A generic REST provider: how it is told the same objects. */
interface RestProvider {
  readonly type: string;
  readonly source: string;
  readonly resource: string;
  readonly settings: (url: string, headers: Readonly<Record<string, string>>) => object;
  readonly object: (path: string, body: object) => object;
  /** The id that the service gave to the resource with this name. */
  readonly idOf: (name: string) => string;
}

const PROVIDERS: readonly RestProvider[] = [
  {
    type: "restapi",
    source: "mastercard/restapi",
    resource: "restapi_object",
    settings: (uri, headers) => ({ uri, headers, id_attribute: "id", write_returns_object: true }),
    object: (path, body) => ({ path, data: JSON.stringify(body) }),
    idOf: (name) => `\${restapi_object.${name}.id}`,
  },
  {
    type: "restful",
    source: "magodo/restful",
    resource: "restful_resource",
    settings: (base_url, header) => ({ base_url, header }),
    object: (path, body) => ({ path, body, read_path: "$(path)/$(body.id)" }),
    idOf: (name) => `\${restful_resource.${name}.output.id}`,
  },
];

const COMMANDS: readonly (readonly [Step, readonly string[]])[] = [
  ["create", ["apply", "-auto-approve"]],
  ["preview", ["plan"]],
  ["second-up", ["apply", "-auto-approve"]],
  ["destroy", ["destroy", "-auto-approve"]],
];

/** Every pair of a tool and a provider on this machine; and what is missing, for the row that stands in its place. */
export function peersOnThisMachine(): { readonly peers: readonly Peer[]; readonly missing: string | undefined } {
  const onPath = (process.env.PATH ?? "").split(delimiter).filter((folder) => existsSync(folder));
  const tools = ["terraform", "tofu"].flatMap(
    (tool) => onPath.map((folder) => join(folder, tool)).find((file) => existsSync(file)) ?? [],
  );
  const files = [
    ...onPath.flatMap((folder) => filesIn(folder, false)),
    ...pluginFolders().flatMap((folder) => filesIn(folder, true)),
  ];
  const providers = PROVIDERS.flatMap((provider) => {
    const name = `terraform-provider-${provider.type}`;
    const binary = files.find((file) => basename(file) === name || basename(file).startsWith(`${name}_v`));
    return binary === undefined ? [] : [{ provider, binary }];
  });
  const peers = tools.flatMap((tool) =>
    providers.map((found) => ({ ...found, tool, name: `${basename(tool)} + ${found.provider.type}` })),
  );
  if (peers.length > 0) return { peers, missing: undefined };
  const wanted = PROVIDERS.map(({ type }) => `terraform-provider-${type}`).join(" or ");
  return {
    peers,
    missing:
      tools.length === 0
        ? "no terraform or tofu"
        : `${tools.map((tool) => basename(tool)).join(", ")} without ${wanted}`,
  };
}

/** Where a provider lies that was not installed from a registry: the usual folders, and those of the CLI's configuration. */
function pluginFolders(): readonly string[] {
  const settings = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), ".terraformrc");
  const named = existsSync(settings) ? readFileSync(settings, "utf8").matchAll(/=\s*"(\/[^"]+)"/g) : [];
  const cache = process.env.TF_PLUGIN_CACHE_DIR;
  return [
    join(homedir(), ".terraform.d"),
    ...(cache === undefined ? [] : [cache]),
    ...[...named].map(([, folder = ""]) => folder),
  ];
}

const filesIn = (folder: string, recursive: boolean): readonly string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive, encoding: "utf8" }).map((name) => join(folder, name)) : [];

/** The objects of the plan by the other tool, each step with its own defaults. A step may end with errors: the row says so. */
export async function peerSide(
  { tool, provider, binary }: Peer,
  server: SandboxServer,
  plan: Plan,
  isWanted: (step: Step) => boolean,
): Promise<Side> {
  const dir = mkdtempSync(join(tmpdir(), "datadip-bench-peer-"));
  const config = join(dir, "cli.tfrc");
  writeFileSync(
    config,
    `provider_installation {\n  dev_overrides { "${provider.source}" = "${join(dir, "plugins")}" }\n  direct {}\n}\n`,
  );
  mkdirSync(join(dir, "plugins"));
  const plugin = join(dir, "plugins", `terraform-provider-${provider.type}`);
  copyFileSync(binary, plugin);
  chmodSync(plugin, 0o755);
  writeFileSync(join(dir, "main.tf.json"), JSON.stringify(await programFor(provider, server, plan)));
  const rows = new Map<Step, Row>();
  let stateBytes = 0;
  try {
    for (const [step, args] of COMMANDS.filter(([own]) => isWanted(own))) {
      await server.calls();
      const ran = await timed(dir, { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: "1" }, tool, [
        ...args,
        "-input=false",
        "-no-color",
      ]);
      if (step === "create" && ran.code !== 0) throw new Error(`${tool} created nothing:\n${ran.said}`);
      rows.set(step, { seconds: ran.seconds, cpu: ran.cpu, calls: await server.calls(), ...noteOf(step, ran) });
      if (step === "create") stateBytes = statSync(join(dir, "terraform.tfstate")).size;
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  return { rows, stateBytes };
}

async function programFor(provider: RestProvider, server: SandboxServer, plan: Plan): Promise<object> {
  const { url, token } = await server.access();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const objects = levelsOf(plan, await server.musicId()).flatMap(({ path, names, body }) =>
    names.map((name, i) => [name, provider.object(`/${path}`, { name, ...body(i, provider.idOf) })] as const),
  );
  return {
    terraform: { required_providers: { [provider.type]: { source: provider.source } } },
    provider: { [provider.type]: provider.settings(url, headers) },
    resource: { [provider.resource]: Object.fromEntries(objects) },
  };
}

/** Changes that are planned although nobody changed anything, and errors. */
function noteOf(step: Step, { code, said }: Timed): Pick<Row, "note"> {
  const changes = /Plan: \d+ to add, ([1-9]\d*) to change/.exec(said)?.[1];
  const isFalse = changes !== undefined && (step === "preview" || step === "second-up");
  const notes = [...(isFalse ? [`${changes} false changes`] : []), ...(code === 0 ? [] : ["ends in errors"])];
  return notes.length === 0 ? {} : { note: notes.join(", ") };
}
