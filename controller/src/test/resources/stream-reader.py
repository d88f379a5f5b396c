#!/usr/bin/env python3
"""Reads what the audit log was handed over to, by docs/formats/audit-stream.md alone.

python3 stream-reader.py syslog KEY FILE    messages of RFC 5424, one a line, in the order in which they came
python3 stream-reader.py files KEY DIR      the files of one series

Prints one line "leaves N heads N repeats N cut N" and each fault on its own; ends with 1 if there is one.
Signatures are checked by openssl, everything else here.
"""
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

ORDER = ["id", "organization", "at", "actor", "actorKind", "action", "objectType", "objectId", "outcome", "code",
         "reason", "door", "before", "after"]
HEADER = re.compile(r'<(\d{1,3})>1 (\S+) (\S+) holdfast - ([A-Z]+) '
                    r'\[meta sequenceId="(\d+)"\]\[holdfast@(\d+)((?: [a-zA-Z]+="(?:[^"\\\]]|\\["\\\]])*")*)\] (.*)\Z')
PARAMETER = re.compile(r' ([a-zA-Z]+)="((?:[^"\\\]]|\\["\\\]])*)"')


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    return base64.b64decode(text, validate=True)


def canonical(fields):
    parts = [b"holdfast-audit/1\n\n\n\n"]
    for name in ORDER:
        text = fields[name].encode()
        parts += [struct.pack(">I", len(text)), text]
    return b"".join(parts)


class Log:
    """Roots of complete subtrees, lowest last."""

    def __init__(self, size=0, peaks=()):
        self.size, self.peaks = size, list(peaks)

    def append(self, tag, digest):
        self.peaks.append(sha(b"\0", tag, digest))
        full = self.size
        while full & 1:
            right = self.peaks.pop()
            self.peaks.append(sha(b"\1", self.peaks.pop(), right))
            full >>= 1
        self.size += 1

    def root(self):
        root = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            root = sha(b"\1", left, root)
        return root


def signed(key, note):
    """Origin, size and root of a head, if the key signed it."""
    name, ident, rest = key.split("+", 2)
    end = note.index("\n\n")
    text = note[:end + 1].encode()
    for line in note[end + 2:-1].split("\n"):
        dash, by, content = line.split(" ")
        content = b64(content)
        if dash != "\u2014" or by != name or content[:4].hex() != ident:
            continue
        with tempfile.TemporaryDirectory() as folder:
            def put(file, data):
                path = os.path.join(folder, file)
                with open(path, "wb") as out:
                    out.write(data)
                return path
            der = put("key", bytes.fromhex("302a300506032b6570032100") + b64(rest)[1:])
            if subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", der, "-rawin",
                               "-in", put("text", text), "-sigfile", put("signature", content[4:])],
                              capture_output=True, check=False).returncode == 0:
                origin, size, root = note.split("\n")[:3]
                return origin, int(size), b64(root)
    return None


def syslog(key, file):
    faults, leaves, heads, repeats, cut = [], {}, {}, 0, 0
    with open(file, encoding="ascii") as lines:
        for line in lines.read().split("\n")[:-1]:
            found = HEADER.match(line)
            if not found:
                faults.append("NOT_READABLE " + line[:80])
                continue
            priority, _, _, kind, _, _, said, text = found.groups()
            if not 104 <= int(priority) <= 111:
                faults.append("PRIORITY " + priority)
            data = {n: re.sub(r'\\(["\\\]])', r"\1", v) for n, v in PARAMETER.findall(said)}
            text = json.loads(text)
            if kind == "ENTRY":
                digest = b64(data["digest"])
                pairs = [(b64(data["tag"]), digest)]
                if "cut" in data:
                    cut += 1
                elif sha(canonical(fields(text))) != digest:
                    faults.append("ENTRY_CHANGED " + data["leaf"])
            elif kind == "OTHERS":
                all_of = b64(text["holdfast"]["leaves"])
                pairs = [(all_of[i:i + 32], all_of[i + 32:i + 64]) for i in range(0, len(all_of), 64)]
            elif kind == "HEAD":
                heads[int(data["size"])] = text["holdfast"]["note"]
                continue
            else:
                continue
            if len(pairs) != int(data["count"]):
                faults.append("COUNT " + data["leaf"])
            for number, pair in enumerate(pairs, int(data["leaf"])):
                if leaves.setdefault(number, pair) != pair:
                    faults.append("REPEATED_OTHERWISE %d" % number)
                repeats += 1
    log = Log()
    for number in range(max(leaves, default=-1) + 1):
        if number not in leaves:
            faults.append("MISSING %d" % number)
            break
        log.append(*leaves[number])
        if log.size in heads:
            faults += proven(key, heads[log.size], log)
    report(faults, log.size, len(heads), repeats - len(leaves), cut)


def proven(key, note, log):
    head = signed(key, note)
    if head is None:
        return ["HEAD_NOT_SIGNED %d" % log.size]
    return [] if head[1] == log.size and head[2] == log.root() else ["LOG_CHANGED %d" % log.size]


def fields(text):
    event, own = text["event"], text["holdfast"]
    return {"id": event["id"], "organization": text["organization"]["id"], "at": text["@timestamp"],
            "actor": text["user"]["id"], "actorKind": own["actorKind"], "action": event["action"],
            "objectType": own["objectType"], "objectId": own["objectId"],
            "outcome": {"success": "ALLOWED", "failure": "REFUSED"}[event["outcome"]], "code": event["code"],
            "reason": event["reason"], "door": own["door"], "before": own["before"], "after": own["after"]}


def files(key, folder):
    faults, log, heads, salts = [], Log(), 0, None
    names = sorted(name for name in os.listdir(folder) if name.endswith(".audit"))
    for name in names:
        with open(os.path.join(folder, name), encoding="ascii") as file:
            lines = file.read().split("\n")
        if lines.pop() != "" and name != names[-1]:
            faults.append("TORN " + name)
        assert lines[0] == "holdfast-audit-file/1" and lines[1].startswith("origin ") and lines[2] == "key " + key
        at = 3
        whose = {}
        while lines[at].startswith("organization "):
            _, organization, salt = lines[at].split(" ")
            whose[organization] = b64(salt)
            at += 1
        size = int(lines[at].removeprefix("from "))
        peaks = [b64(peak) for peak in lines[at + 1].split(" ")[1:]]
        if name == names[0]:
            log, salts = Log(size, peaks), whose
        if (size, peaks, whose) != (log.size, log.peaks, salts):
            faults.append("NOT_JOINED " + name)
        ended = False
        for line in lines[at + 2:]:
            word, *rest = line.split(" ")
            assert not ended
            if word in ("entry", "other"):
                tag, digest = b64(rest[0]), b64(rest[1])
                marks = {sha(salt, struct.pack(">Q", log.size)): who for who, salt in whose.items()}
                if word == "other" and tag in marks:
                    faults.append("ENTRY_MISSING %d" % log.size)
                if word == "entry":
                    content = b64(rest[2])
                    (first,) = struct.unpack(">I", content[20:24])
                    (second,) = struct.unpack(">I", content[24 + first:28 + first])
                    if sha(content) != digest:
                        faults.append("ENTRY_CHANGED %d" % log.size)
                    elif marks.get(tag) != content[28 + first:28 + first + second].decode():
                        faults.append("FOREIGN_ENTRY %d" % log.size)
                log.append(tag, digest)
            elif word == "head":
                heads += 1
                faults += proven(key, b64(rest[0]).decode(), log)
            else:
                assert word == "end" and int(rest[0]) == log.size
                ended = True
        if not ended and name != names[-1]:
            faults.append("NOT_ENDED " + name)
    report(faults, log.size, heads, 0, 0)


def report(faults, leaves, heads, repeats, cut):
    print("leaves %d heads %d repeats %d cut %d" % (leaves, heads, repeats, cut))
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


{"syslog": syslog, "files": files}[sys.argv[1]](*sys.argv[2:])
