import { report } from "../../core/telemetry/report";
import { asError, type HttpError, isFailure } from "../../http/http-errors";
import type { WebexApi } from "../client/api";

/** The lock on a flow while it is written, so that nobody saves a draft in Flow Designer between our read and our import. */
export class FlowLock {
  private constructor(
    private readonly api: WebexApi,
    private readonly flow: { readonly id: string; readonly flowType: string },
    private held: boolean,
  ) {}

  /**
   * Takes the lock, or continues without one, as a tenant may lack locks.
   * @throws HttpError "conflict" where somebody else holds it.
   */
  static async take(api: WebexApi, id: string, flowType: string): Promise<FlowLock> {
    const flow = { id, flowType };
    try {
      await api.flow("lock", { at: { id }, query: { flowType }, repeatable: true });
      return new FlowLock(api, flow, true);
    } catch (error) {
      if (isFailure(error, "conflict")) throw error;
      // The next read reports a flow that is gone.
      if (!isFailure(error, "not-found")) report(`The flow ${id} is written without a lock: ${asError(error).message}`);
      return new FlowLock(api, flow, false);
    }
  }

  get isHeld(): boolean {
    return this.held;
  }

  /** Runs `write`. Where the service refuses it because of our own lock, releases the lock and runs it once more. */
  async write<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!this.held || !isRefusedByLock(error)) throw error;
      await this.release();
      return write();
    }
  }

  /** Releases our own lock only. A failure is reported and not thrown, as the lock ends by itself. */
  async release(): Promise<void> {
    if (!this.held) return;
    this.held = false;
    const { id, flowType } = this.flow;
    await this.api
      .flow("unlock", { at: { id }, query: { flowType }, repeatable: true })
      .catch((error: unknown) =>
        report(`The lock of the flow ${id} stays until it ends by itself: ${asError(error).message}`),
      );
  }
}

function isRefusedByLock(error: unknown): error is HttpError {
  return isFailure(error, "conflict") || (isFailure(error, "bad-request", "forbidden") && /\block/i.test(error.detail));
}
