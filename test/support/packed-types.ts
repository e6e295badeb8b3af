import ts from "typescript";

/** What a compiler sees of the package in a user's project. */
export interface Seen {
  /** Faults of the program and of every declaration it takes in. */
  readonly faults: readonly string[];
  /** Inputs of every kind, `webex.Team.siteId`, each with what an editor shows of it. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Kinds whose arguments an error would not call by a short name. */
  readonly longNames: readonly string[];
}

/** Compiles a program that imports `webex` and `salesforce` from the package. @param file its path, within the project */
export function seenIn(file: string, options: ts.CompilerOptions): Seen {
  const program = ts.createProgram([file], { ...options, strict: true, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const clause = source?.statements.find(ts.isImportDeclaration)?.importClause?.namedBindings;
  if (source === undefined || clause === undefined || !ts.isNamedImports(clause))
    throw new Error(`${file} has no imports`);
  const inputs = new Map<string, string>();
  const longNames: string[] = [];
  for (const { name: cloud } of clause.elements.filter(({ name }) => /^(webex|salesforce)$/.test(name.text))) {
    const symbol = checker.getSymbolAtLocation(cloud);
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(checker.getAliasedSymbol(symbol));
    for (const kind of exported) {
      const type = checker.getTypeOfSymbolAtLocation(kind, source);
      const [, args] =
        type.getProperty("__pulumiType") === undefined ? [] : (type.getConstructSignatures()[0]?.parameters ?? []);
      if (args === undefined) continue;
      const given = checker.getTypeOfSymbolAtLocation(args, source);
      if (checker.typeToString(given) !== `${kind.name}Args`) longNames.push(kind.name);
      for (const property of given.getProperties()) {
        const said = ts.displayPartsToString(property.getDocumentationComment(checker));
        inputs.set(`${cloud.text}.${kind.name}.${property.name}`, said);
      }
    }
  }
  const faults = ts.getPreEmitDiagnostics(program).map(({ file: at, messageText }) => {
    return `${at?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  return { faults, inputs, longNames };
}
