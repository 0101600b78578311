// Asks a running program for everything that an introspection can ask for, and holds it against the committed schema.
import { readFileSync } from "node:fs";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from "graphql";

const [url, token] = process.argv.slice(2);
const query = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});
const answer = await fetch(url, {
  method: "POST",
  headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  body: JSON.stringify({ query }),
});
const { data, errors } = await answer.json();
if (errors) throw new Error(JSON.stringify(errors));
const text = (schema) => printSchema(lexicographicSortSchema(schema));
const committed = buildSchema(readFileSync(new URL("../../schema/fuyi.graphql", import.meta.url), "utf8"));
// The text of the schema does not hold the description of the whole.
data.__schema.description = null;
if (text(buildClientSchema(data)) !== text(committed)) throw new Error("the program tells another schema");
console.log(`introspection: ${data.__schema.types.length} types, as committed`);
