import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../schema/fuyi.graphql",
  documents: ["../../schema/operations/*.graphql"],
  generates: {
    "made/codegen/": {
      preset: "client",
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { ID: "string", Date: "string", DateTime: "string", UUID: "string" },
      },
    },
  },
};
export default config;
