"""A mail server that was not written here: aiosmtpd, with STARTTLS and sign-in required.

usage: server.py PORT CERTIFICATE KEY FOLDER

Each letter becomes a JSON file in FOLDER: envelope, bytes, whether the session was encrypted, who signed in.
Says READY when it listens; ends when its standard input does.
"""

import json
import pathlib
import ssl
import sys
import uuid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = b"fuyi", b"a long passphrase"


class Keeper:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    async def handle_DATA(self, server, session, envelope):
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "message": envelope.original_content.decode("ascii"),
            "encrypted": session.ssl is not None,
            "signed_in": session.authenticated,
        }
        part = self.folder / f"{uuid.uuid4()}.part"
        part.write_text(json.dumps(kept))
        part.rename(part.with_suffix(".json"))
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=right, handled=right)  # not handled: the server answers 535


port, certificate, key, folder = sys.argv[1:]
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
controller = Controller(
    Keeper(folder),
    hostname="127.0.0.1",
    port=int(port),
    tls_context=context,
    require_starttls=True,
    auth_required=True,
    auth_require_tls=True,
    authenticator=authenticate,
)
controller.start()
print("READY", flush=True)
sys.stdin.read()
controller.stop()
