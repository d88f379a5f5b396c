# Carries out guarded transactions with ncclient, one after the other: a line of JSON in, a line out.
import json
import sys
import time

import ncclient
from ncclient import manager


def transaction(device, order):
    with manager.connect(
        host=device["host"],
        port=device["port"],
        username=order["user"],
        password=order["password"],
        hostkey_verify=False,
        allow_agent=False,
        look_for_keys=False,
        timeout=60,
    ) as m:
        m.lock("candidate")
        m.lock("running")
        m.edit_config(target="candidate", config=device["config"], test_option="test-then-set")
        m.validate("candidate")
        m.commit(confirmed=True, timeout="60", persist=order["token"])
        running = m.get_config("running", filter=order["filter"]).data_xml
        if order["expect"] not in running:
            raise SystemExit("what was told does not run: " + running[:500])
        m.commit(persist_id=order["token"])
        m.unlock("running")
        m.unlock("candidate")


print(json.dumps({"version": ncclient.__version__, "python": sys.version.split()[0]}), flush=True)
for line in sys.stdin:
    order = json.loads(line)
    wall, cpu = time.monotonic(), time.process_time()
    for device in order["devices"]:
        transaction(device, order)
    print(
        json.dumps({"cpu": time.process_time() - cpu, "wall": time.monotonic() - wall}),
        flush=True,
    )
