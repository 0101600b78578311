// npm `graphql-ws` as a client: queries, subscriptions, errors, who is not known.
//
//   node ws.mjs URL TOKEN
import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const [url, token] = process.argv.slice(2);
const client = (secret) =>
  createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${secret}` },
  });
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
const unsound = await all(known.iterate({ query: '{ nothing }' })).catch((errors) => errors);
assert.equal(unsound[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
await known.dispose();
const closed = await all(client('fyi_unknown').iterate({ query: '{ me { login } }' })).catch((event) => event);
assert.equal(closed.code, 4403);
console.log(`graphql-ws: a query, ${revision} entries of a log in order, an error, a stranger`);
