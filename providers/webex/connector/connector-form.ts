import type { Values } from "../../core/resource/types";

/** `salesforce`: Webex's own Salesforce connector; `custom`: a custom HTTP connector. */
export const CONNECTOR_KINDS = ["salesforce", "custom"] as const;
export type ConnectorKind = (typeof CONNECTOR_KINDS)[number];

interface Field {
  /** Our name of it. */
  readonly key: string;
  /** What Control Hub's form calls it. */
  readonly label: string;
  readonly isSecret: boolean;
}

const secret = (key: string, label: string): Field => ({ key, label, isSecret: true });
const plain = (key: string, label: string): Field => ({ key, label, isSecret: false });

/**
 * The fields of Control Hub's forms, in their order.
 * Salesforce: https://help.webex.com/article/n26v7heb, custom: https://help.webex.com/article/n4u702ab
 */
const FORMS: Readonly<Record<ConnectorKind, readonly Field[]>> = {
  salesforce: [
    plain("name", "Name"),
    secret("clientId", "Client ID"),
    plain("emailId", "Salesforce Email ID"),
    plain("url", "URL"),
    secret("privateKey", "Private Key"),
  ],
  custom: [
    plain("name", "Name"),
    plain("resourceDomainUrl", "Resource Domain URL"),
    plain("tokenUrl", "Token URL"),
    secret("clientId", "Client ID"),
    secret("clientSecret", "Client Secret"),
  ],
};

/** Inputs that a form of this kind asks for. */
export const formKeys = (kind: ConnectorKind): readonly string[] => FORMS[kind].map(({ key }) => key);

/** What to type into Control Hub's form, field by field. */
export function controlHubForm(kind: ConnectorKind, values: Values): readonly (Field & { readonly value: string })[] {
  return FORMS[kind].map((field) => {
    const value = values[field.key];
    return { ...field, value: typeof value === "string" ? value : "" };
  });
}
