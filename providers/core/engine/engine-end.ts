import { endRequests } from "../../http/last-requests";
import { engineRun } from "../telemetry/call-log";
import { sdk } from "./engine-state";

let watching = false;

/**
 * Ends this process when the engine that started it has died: sends nothing new, waits for the running requests and notes what they
 * made. Does nothing in other processes, or the second time.
 *
 * Watches the engine's address instead of the parent process, which is a shell that lives as long as this process.
 */
export function endWithEngine(): void {
  const mine = engineRun(process.argv, process.env);
  if (watching || mine?.role !== "provider") return;
  watching = true;
  const { grpc, engine } = sdk();
  const channel = new engine.EngineClient(mine.run, grpc.credentials.createInsecure()).getChannel();
  const { READY, TRANSIENT_FAILURE } = grpc.connectivityState;
  let wasReady = false;
  const watch = (): void => {
    const state = channel.getConnectivityState(true);
    wasReady ||= state === READY;
    // An engine that never answered may still be starting.
    if (wasReady && state === TRANSIENT_FAILURE) return void endRequests().then(() => process.exit(1));
    channel.watchConnectivityState(state, Infinity, watch);
  };
  watch();
}
