// Starts GraphiQL with the token of the bar. The token stays in this tab's session storage.
(async () => {
  const token = document.getElementById('token');
  const language = document.getElementById('language');
  token.value = sessionStorage.getItem('fuyi.token') ?? '';
  language.value = sessionStorage.getItem('fuyi.language') ?? 'zh';
  document.getElementById('bar').addEventListener('submit', (event) => event.preventDefault());
  token.addEventListener('input', () => sessionStorage.setItem('fuyi.token', token.value.trim()));
  language.addEventListener('change', () => sessionStorage.setItem('fuyi.language', language.value));

  // The schema is public: the documentation works before anybody has signed in.
  const schema = (await (await fetch('/graphiql/introspection.json')).json()).data;
  const fetcher = async (params, options) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'accept-language': language.value,
      ...options?.headers,
    };
    if (token.value.trim()) headers.authorization = `Bearer ${token.value.trim()}`;
    const answer = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(params) });
    return answer.json();
  };
  const first = `# 粘贴令牌，按 ▶ 运行。Paste a token, press ▶.
query Docket {
  me { name roles }
  myDocket(first: 20) {
    totalCount
    nodes {
      case { id number stage { label } }
      term { period { label } dueOn light explanation }
    }
  }
}
`;
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, { fetcher, schema, defaultQuery: first, shouldPersistHeaders: false }),
  );
})();
