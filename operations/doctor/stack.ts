import { z } from "zod";
import "../../providers/settings-keys";
import { knownSettings } from "../../providers/core/settings/config-keys";
import { misspeltKeys } from "../../providers/core/settings/settings";
import { asError } from "../../providers/http/http-errors";
import { runPulumi, noProject, notChosen, reasonIn } from "../pulumi-cli";
import { readState, stackOption, type StackState } from "../stack-state";
import { type Check, failed, ok, warning } from "./check";

const entry = z.looseObject({ value: z.string().optional(), secret: z.boolean().default(false) });
const config = z.record(z.string(), entry);

export type Config = z.output<typeof config>;

/** A stack as far as it could be read, and the checks of it. */
export interface StackFound {
  readonly checks: readonly Check[];
  readonly config?: Config;
  readonly state?: StackState;
}

const whoami = z.looseObject({ user: z.string(), url: z.string().default("") });

/** Checks of backend, stack, passphrase and settings. */
export function stackChecks(stack: string | undefined): StackFound {
  const none = noProject();
  if (none !== undefined) return { checks: [failed(none.lacks, none.reason, none.mend)] };
  const backend = backendCheck();
  if (backend.status === "failed") return { checks: [backend] };
  const { code, stdout, stderr } = runPulumi(["config", "--json", "--show-secrets", ...stackOption(stack)]);
  const lack = code === 0 ? undefined : notChosen(stderr);
  if (lack !== undefined) return { checks: [backend, failed(lack.lacks, lack.reason, lack.mend)] };
  if (code !== 0) return { checks: [backend, configFailure(reasonIn(stderr))] };
  const found = config.parse(JSON.parse(stdout));
  const settings = settingsChecks(found);
  try {
    const state = readState(stack, true);
    const resources = `${state.resources.length} resources of datadip`;
    return { checks: [backend, ok("Stack", resources), ...unfinished(state), ...settings], config: found, state };
  } catch (error) {
    return { checks: [backend, configFailure(asError(error).message), ...settings], config: found };
  }
}

function backendCheck(): Check {
  const name = "State backend";
  const { code, stdout, stderr } = runPulumi(["whoami", "--json"]);
  if (code === 0) return ok(name, whoami.parse(JSON.parse(stdout)).url);
  const mend =
    "check backend.url in Pulumi.yaml, PULUMI_BACKEND_URL and the storage's own credentials, or run pulumi login";
  return failed(name, reasonIn(stderr), mend);
}

function configFailure(reason: string): Check {
  if (/passphrase/i.test(reason)) {
    const mend = "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE, to the stack's passphrase";
    return failed("Passphrase", /incorrect/.test(reason) ? "it is not this stack's" : "there is none", mend);
  }
  return failed("Stack", reason, "choose it with pulumi stack select or --stack, or make it with pulumi stack init");
}

function unfinished({ resources, pending }: StackState): readonly Check[] {
  const half = resources.filter(({ halfMade, isLeftover }) => halfMade.length > 0 || isLeftover);
  const told = [...pending, ...half.map(({ kind, name }) => `half-made ${kind} ${name}`)];
  if (told.length === 0) return [];
  const mend = "pulumi refresh asks what became of it, and pulumi up finishes it";
  return [warning("Unfinished work", told.join(", "), mend)];
}

/** Pure. */
export function settingsChecks(found: Config): readonly Check[] {
  const name = "Settings";
  const clear = knownSettings().secrets.filter((key) => found[key] !== undefined && !found[key].secret);
  // Programs define and check the keys of `datadip:` themselves.
  const clouds = Object.keys(found).filter((key) => !key.startsWith("datadip:"));
  const misspelt = clouds.flatMap((key) => misspeltKeys([key]).map((told) => ({ key, told })));
  const checks = [
    ...clear.map((key) =>
      failed(
        name,
        `${key} lies in the stack's config in clear`,
        `pulumi config set --secret ${key}   (then renew it, since it may have been committed)`,
      ),
    ),
    ...misspelt.map(({ key, told }) => warning(name, told, `set the right one, and pulumi config rm ${key}`)),
  ];
  return checks.length > 0 ? checks : [ok(name, "none misspelt, no secret in clear")];
}
