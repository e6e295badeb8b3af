/** An output port of an activity. */
export interface Port {
  readonly name: string;
  /** Flow Designer does not publish while nothing is linked here. */
  readonly mandatory: boolean;
  /** Taken on a system error; unlinked, the error goes to GlobalErrorHandling. */
  readonly error: boolean;
  /** The file's diagram shows this port. Exports of 2022 show no error ports. */
  readonly drawn: boolean;
}
