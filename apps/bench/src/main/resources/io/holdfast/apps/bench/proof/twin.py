"""Sends probes through a Linux kernel that filters with nftables, and says which arrived.

Runs inside a network namespace of its own (unshare -n). Reads from standard input, for each filter:
  filter            begins one; nftables rules follow, one a line
  probe FAMILY HEX  one packet (layer 3 bytes); its last four bytes are its number
  go                sends the probes of the filter; answers one line "arrived N N N ..."
Frames go in at a0, are routed from r0 to r1 by the kernel, and are looked for at b0.
"""
import fcntl
import select
import socket
import struct
import subprocess
import sys
import time


def run(*words):
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def setting(name, value):
    try:
        with open("/proc/sys/net/" + name, "w") as file:
            file.write(value)
    except OSError:
        pass


def mac(name):
    """The address of an interface; /sys still shows those of the namespace outside."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        return fcntl.ioctl(asking, 0x8927, struct.pack("256s", name.encode()))[18:24]


def build():
    for one, other in (("a0", "r0"), ("r1", "b0")):
        run("ip", "link", "add", one, "type", "veth", "peer", "name", other)
    for name in ("all", "default"):
        setting("ipv4/conf/%s/rp_filter" % name, "0")
        setting("ipv6/conf/%s/accept_dad" % name, "0")
    for name in ("a0", "b0"):
        setting("ipv6/conf/%s/disable_ipv6" % name, "1")
    for name in ("lo", "a0", "r0", "r1", "b0"):
        run("ip", "link", "set", name, "up")
    for name in ("r0", "r1"):
        setting("ipv4/conf/%s/rp_filter" % name, "0")
    run("ip", "addr", "add", "192.0.0.9/32", "dev", "r1")
    run("ip", "-6", "addr", "add", "100::9/128", "dev", "r1", "nodad")
    gate = ":".join("%02x" % byte for byte in mac("b0"))
    run("ip", "neigh", "add", "192.0.0.8", "lladdr", gate, "dev", "r1", "nud", "permanent")
    run("ip", "-6", "neigh", "add", "100::8", "lladdr", gate, "dev", "r1", "nud", "permanent")
    run("ip", "route", "add", "default", "via", "192.0.0.8", "dev", "r1", "onlink")
    run("ip", "-6", "route", "add", "default", "via", "100::8", "dev", "r1", "onlink")
    setting("ipv4/ip_forward", "1")
    setting("ipv6/conf/all/forwarding", "1")


def load(rules):
    text = "flush ruleset\ntable inet twin {\n  chain f {\n"
    text += "    type filter hook forward priority 0; policy drop;\n"
    text += "".join("    " + rule + "\n" for rule in rules) + "  }\n}\n"
    done = subprocess.run(["nft", "-f", "-"], input=text.encode(), stderr=subprocess.PIPE)
    if done.returncode:
        raise SystemExit("nft: " + done.stderr.decode())


def receive(sock, wanted, seconds):
    arrived = set()
    end = time.monotonic() + seconds
    while len(arrived) < wanted:
        left = end - time.monotonic()
        if left <= 0 or not select.select([sock], [], [], left)[0]:
            break
        frame = sock.recv(65535)
        if frame[12:14] in (b"\x08\x00", b"\x86\xdd") and frame[-6:-4] == b"HF":
            arrived.add(int.from_bytes(frame[-4:], "big"))
    return arrived


def send(out, back, probes):
    """What a filter drops it drops again; what a busy machine lost arrives the second time."""
    head = mac("r0") + mac("a0")
    arrived = set()
    for wait in (0.1, 0.2):
        missing = [p for p in probes if int.from_bytes(p[1][-4:], "big") not in arrived]
        for start in range(0, len(missing), 100):
            batch = missing[start:start + 100]
            for family, packet in batch:
                out.send(head + (b"\x08\x00" if family == "4" else b"\x86\xdd") + packet)
            arrived |= receive(back, len(batch), 0.02)
        arrived |= receive(back, 1 << 30, wait)
    return arrived


def main():
    build()
    out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    out.bind(("a0", 0))
    back = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    back.bind(("b0", 3))
    back.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
    rules, probes = [], []
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[:1] == ["filter"]:
            rules, probes = [], []
        elif words[:1] == ["probe"]:
            probes.append((words[1], bytes.fromhex(words[2])))
        elif words[:1] == ["go"]:
            load(rules)
            print("arrived", *sorted(send(out, back, probes)), flush=True)
        elif words:
            rules.append(line.strip())


main()
