import { FlowMask, type Flow } from "../../flow";

/** Masks secrets in texts about a flow: those that lint finds, and credentials in answers and templates. */
export function masker(...flows: readonly Flow[]): (text: string) => string {
  const mask = new FlowMask(...flows);
  return (text) =>
    mask
      .text(text)
      .replace(/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/g, "$1 [secret]")
      .replace(/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9._-]{8,}/g, "[secret]")
      .replace(/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, "$1[secret]@")
      .replace(
        /((?:client_?secret|password|passwd|passphrase|api_?key|(?:access|refresh)_?token)(?:=|"\s*:\s*"))[^&\s"{[]{4,}/gi,
        "$1[secret]",
      );
}
