/** An output port of an activity. */
export interface Port {
  readonly name: string;
  /** Flow Designer does not publish a flow while this port has no link. */
  readonly mandatory: boolean;
  /** Used on a system error. Without a link the error goes to GlobalErrorHandling. */
  readonly error: boolean;
  /** Whether the file's diagram shows this port. Exports of 2022 show no error ports. */
  readonly drawn: boolean;
}
