// Uses what was generated, so that the types are seen to carry: a wrong field or a missing variable does not compile.
import { graphql } from "./made/codegen/gql";
import type { MyDocketQuery, SubmitCommandInput, SubmitCommandMutation } from "./made/codegen/graphql";
import { MyDocketDocument, SubmitCommandDocument } from "./made/codegen/graphql";
import type { MyDocketQuery$data } from "./made/relay/__generated__/MyDocketQuery.graphql";
import type { SubmitCommandMutation$variables } from "./made/relay/__generated__/SubmitCommandMutation.graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

declare function send<Answer, Variables>(
  document: TypedDocumentNode<Answer, Variables>,
  variables: Variables,
): Promise<Answer>;

export async function dueDays(): Promise<string[]> {
  const answer: MyDocketQuery = await send(MyDocketDocument, { first: 5 });
  return answer.myDocket.nodes.map(({ case: of, term }) => `${of.number} ${term.dueOn}`);
}

export function lights(data: MyDocketQuery$data): string[] {
  return data.myDocket.nodes.map((row) => row.term.light);
}

const input: SubmitCommandInput = {
  caseId: "case_x",
  expectedRevision: 2,
  idempotencyKey: "k",
  command: { reconsideration: { accept: { note: "符合受理条件" } } },
};

export const relay: SubmitCommandMutation$variables = { input };

export async function accept(): Promise<string | undefined> {
  const answer: SubmitCommandMutation = await send(SubmitCommandDocument, { input });
  return answer.submitCommand.refusal?.code;
}

// @ts-expect-error: a command that the schema does not have
export const wrong: SubmitCommandInput = { ...input, command: { reconsideration: { approve: { note: "" } } } };

// @ts-expect-error: `first` is required
export const missing = send(MyDocketDocument, {});

export const text = graphql;
