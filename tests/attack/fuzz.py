"""Asks a program what its schema allows, and what it does not, by the example: no 5xx, no code that the manual does
not name, no answer that is not JSON.

    fuzz.py URL TOKEN [EXAMPLES]

For each field of the roots, EXAMPLES queries made from the schema by schemathesis, and as many again that are spoilt:
a name, a value, a sign or a piece of the text is another than it should be.
"""
import collections
import json
import pathlib
import re
import sys

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

root = pathlib.Path(__file__).resolve().parent.parent.parent
url, token = sys.argv[1:3]
examples = int(sys.argv[3]) if len(sys.argv) > 3 else 10

manual = (root / "docs/api.md").read_text()


def table(name):
    part = manual.split(f"<!-- {name} -->")[1].split(f"<!-- end {name} -->")[0]
    return set(re.findall(r"`([A-Z_]{4,})`", part))


faults, refusals = table("faults"), table("refusals") | table("deadlines")
leaks = ["SELECT ", "INSERT ", "sqlite", "sqlx", "sea_orm", ".rs:", "/root", "/home/", "panicked", "thread '"]

schemathesis.graphql.scalar("Date", st.dates().map(lambda day: nodes.String(day.isoformat())))
schemathesis.graphql.scalar("DateTime", st.datetimes().map(lambda at: nodes.String(at.isoformat() + "+08:00")))
schemathesis.graphql.scalar("UUID", st.uuids().map(lambda key: nodes.String(str(key))))
schema = schemathesis.graphql.from_path(str(root / "schema/fuyi.graphql"))

session = requests.Session()
session.headers["Authorization"] = f"Bearer {token}"
told = collections.Counter()


def codes_of_refusals(value):
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "refusal" and isinstance(inner, dict) and isinstance(inner.get("code"), str):
                yield inner["code"]
            yield from codes_of_refusals(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codes_of_refusals(inner)


def ask(query, kind):
    answer = session.post(url, json={"query": query}, timeout=30)
    at = f"{answer.status_code} {answer.text[:2000]}\nto: {query[:4000]}"
    assert answer.status_code < 500, at
    assert "json" in answer.headers["content-type"], at
    body = json.loads(answer.text)
    for error in body.get("errors", []):
        code = error["extensions"]["code"]
        assert code in faults and code != "INTERNAL_SERVER_ERROR", f"{code}: {at}"
        assert error["extensions"]["requestId"] == answer.headers["x-request-id"], at
        assert not any(leak in error["message"] for leak in leaks), at
        told[kind, code] += 1
    for code in codes_of_refusals(body.get("data")):
        assert code in refusals, f"{code}: {at}"
        told[kind, "refusal " + code] += 1
    if "errors" not in body:
        told[kind, "answered"] += 1


names = re.compile(r"[A-Za-z_]\w*")
values = ["null", "true", "-1", "1e400", "99999999999999999999", '"x"', '"\\u0000"', "[]", "[[]]", "{}", "X", "$x"]
signs = ["{", "}", "(", ")", "[", "]", ":", "!", "$", "@skip", "...", "\"", "#", "&", "=", "\ufeff", "字"]


@st.composite
def spoilt(draw, queries):
    query = draw(queries)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(query) - 1)))
        way = draw(st.integers(0, 4))
        if way == 0 and (words := list(names.finditer(query))):
            word = draw(st.sampled_from(words))
            new = draw(st.sampled_from(["nothing", "__typename", "id", word.group() + "x"] + values))
            query = query[: word.start()] + new + query[word.end() :]
        elif way == 1:
            query = query[:at] + draw(st.sampled_from(values)) + query[at:]
        elif way == 2:
            query = query[:at] + draw(st.sampled_from(signs)) + query[at:]
        elif way == 3:
            query = query[:at] + query[at + draw(st.integers(1, 12)) :]
        else:
            query = query[:at]
    return query


pages = re.compile(r"\bfirst: -?\d+")


def paged(query):
    """The query with pages that may be asked for; as it was made, nearly every one asks for too many rows."""
    return pages.sub(lambda page: f"first: {int(page.group().split(': ')[1]) % 20 + 1}", query)


kept = dict(
    max_examples=examples,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
for result in schema.get_all_operations():
    operation = result.ok()
    cases = operation.as_strategy().map(lambda case: case.body)

    @seed(1)
    @settings(**kept)
    @given(cases, st.integers(0, 3))
    def sound(query, chance):
        ask(paged(query) if chance else query, "sound")

    @seed(2)
    @settings(**kept)
    @given(spoilt(cases))
    def unsound(query):
        ask(query, "spoilt")

    sound()
    unsound()
    print(operation.label, flush=True)

assert {kind for kind, _ in told} == {"sound", "spoilt"}
for (kind, what), times in sorted(told.items()):
    print(f"{times:6} {kind}: {what}")
