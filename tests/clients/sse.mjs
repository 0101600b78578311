// npm `graphql-sse` as a client, one operation a connection.
//
//   node sse.mjs URL TOKEN
import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';

const [url, token] = process.argv.slice(2);
const client = (secret) => createClient({ url, retryAttempts: 0, headers: { authorization: `Bearer ${secret}` } });
const all = async (results, most = Infinity) => {
  const got = [];
  for await (const result of results) if (got.push(result) >= most) break;
  return got;
};

const known = client(token);
const [cases] = await all(known.iterate({ query: '{ cases(first: 1, filter: { open: false }) { nodes { id revision } } }' }));
const [{ id, revision }] = cases.data.cases.nodes;
const entries = { query: 'subscription ($id: ID!) { caseEntries(caseId: $id) { no } }', variables: { id } };
const told = await all(known.iterate(entries), revision);
assert.deepEqual(told.map(({ data }) => data.caseEntries.no), Array.from({ length: revision }, (_, place) => place + 1));
const [unsound] = await all(known.iterate({ query: '{ nothing }' }));
assert.equal(unsound.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
await assert.rejects(all(client('fyi_unknown').iterate({ query: '{ me { login } }' })), /401|Unauthorized/);
console.log(`graphql-sse: a query, ${revision} entries of a log in order, an error, a stranger`);
