"""Uses the generated client against a running program, so that its types are seen to carry."""
import datetime
import sys

sys.path.insert(0, "made")
from fuyi_client import Client  # noqa: E402
from fuyi_client.exceptions import GraphQLClientHttpError  # noqa: E402
from fuyi_client.input_types import DeadlineInput, SubmitCommandInput  # noqa: E402

url, token = sys.argv[1:]
client = Client(url=url, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})

docket = client.my_docket(first=5).my_docket
assert docket.total_count >= len(docket.nodes) > 0
assert isinstance(docket.nodes[0].term.due_on, datetime.date)

given = {"rule": "accept_review", "from": "2026-09-18T23:59:00+08:00"}
answer = client.compute_deadline(DeadlineInput.model_validate(given)).deadline
assert answer.deadline and answer.deadline.due_on == datetime.date(2026, 9, 24)

command = SubmitCommandInput.model_validate(
    {
        "caseId": docket.nodes[0].case.id,
        "expectedRevision": 0,
        "idempotencyKey": "python",
        "command": {"reconsideration": {"close": {"note": "x"}}},
    }
)
refused = client.submit_command(command).submit_command
assert refused.refusal and refused.refusal.code == "STALE_REVISION", refused

try:
    Client(url=url, headers={"Authorization": "Bearer fyi_none"}).my_docket(first=1)
    raise AssertionError("a token that nobody gave is taken")
except GraphQLClientHttpError as error:
    assert error.status_code == 401
print("python: docket, deadline, refusal and a wrong token, as typed")
