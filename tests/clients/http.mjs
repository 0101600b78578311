// The audit of GraphQL over HTTP, of npm `graphql-http`. Fails unless every one of its checks holds.
//
//   node http.mjs URL TOKEN
import { auditServer } from 'graphql-http';

const [url, token] = process.argv.slice(2);
const fetchFn = (address, init = {}) =>
  fetch(address, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } });

const WANTED = 61;
const results = await auditServer({ url, fetchFn });
const failed = results.filter((result) => result.status !== 'ok');
for (const { id, name, status, reason } of failed) console.error(`${status} ${id} ${name}: ${reason}`);
const held = results.length - failed.length;
console.log(`graphql-http: ${held} of ${results.length} audits hold`);
process.exit(failed.length === 0 && held >= WANTED ? 0 : 1);
