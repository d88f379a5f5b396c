"""Fetches a device's running configuration with ncclient, a NETCONF client nobody here wrote."""
import os
import sys

from ncclient import manager

with manager.connect(
    host=sys.argv[1],
    port=int(sys.argv[2]),
    username=sys.argv[3],
    password=os.environ["DEVICE_PASSWORD"],
    hostkey_verify=False,
    allow_agent=False,
    look_for_keys=False,
    timeout=20,
) as device:
    print(device.get_config(source="running").data_xml)
