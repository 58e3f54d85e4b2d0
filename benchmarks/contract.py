"""The whole API against its own description: what schemathesis makes up, sent with the key to a running service.

    python -m benchmarks.contract --data-dir a-copy-of-data [--examples 20]

The service runs without a model on the copy (documents are read, renamed and deleted in it). Nothing may end in a
server's error, nor be answered by a status, a media type or a body that the description does not declare. Needs the
extra `bench`.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
from pathlib import Path

from benchmarks.service import free_port, running_service

#: What is held against the description.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def main() -> None:
    """Print what schemathesis says; its exit code is ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True, help="a copy: it is changed")
    parser.add_argument("--examples", type=int, default=20, help="requests that are made up for each operation")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    key = secrets.token_urlsafe(24)
    with running_service(args.data_dir, port=free_port(), key=key) as service:
        code = subprocess.call(
            [
                sys.executable,
                "-c",
                "from schemathesis.cli import schemathesis; schemathesis()",
                "run",
                f"{service.url}/api/v1/openapi.json",
                "--header",
                f"X-API-Key: {key}",
                "--checks",
                ",".join(CHECKS),
                "--max-examples",
                str(args.examples),
                "--seed",
                str(args.seed),
                # A first question loads the models; on a busy machine that is more than schemathesis waits for.
                "--request-timeout",
                "60",
                "--phases",
                "examples,coverage,fuzzing",
                "--no-color",
            ]
        )
        still = service.process.poll() is None
    print(f"the service {'answered to the end' if still else 'ended under it'}")
    sys.exit(code if still else 1)


if __name__ == "__main__":
    main()
