// Writes each operation of schema/operations as a module that relay-compiler reads: it wants an operation to be named
// after its module and its kind.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parse } from "graphql";

const from = new URL("../../schema/operations/", import.meta.url);
const to = new URL("./made/relay/", import.meta.url);
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from)) {
  const text = readFileSync(new URL(file, from), "utf8");
  const { operation, name } = parse(text).definitions.find((part) => part.kind === "OperationDefinition");
  const kind = operation[0].toUpperCase() + operation.slice(1);
  const named = text.replace(`${operation} ${name.value}`, `${operation} ${name.value}${kind}`);
  const body = `import { graphql } from "relay-runtime";\n\nexport default graphql\`\n${named}\`;\n`;
  writeFileSync(new URL(`${name.value}.ts`, to), body);
}
